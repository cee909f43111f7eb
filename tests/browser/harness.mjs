// SPDX-License-Identifier: Apache-2.0
// What the claims about the dashboard stand on: TAP, servers of a register each, and a browser that
// tells every error of its console and every host it asks.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const SCREENSHOTS = join(ROOT, "build/screenshots");
const START_MILLISECONDS = 30000;
const WAIT_MILLISECONDS = 20000;
const CHROMIUM = [
    process.env.GROUNDBREAK_CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
];
const FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

export const REGISTERS = join(ROOT, "tests/api/registers");
export const SOURCES = join(ROOT, "src/dashboard");

export function skip(why) {
    console.log(`1..0 # SKIP ${why}`);
    process.exit(0);
}

const program = process.argv[2] ?? skip("needs the program as its argument");
const folder = mkdtempSync(join(tmpdir(), "groundbreak-browser-"));
const processes = [];
process.on("exit", () => {
    processes.forEach((each) => each.kill("SIGTERM"));
    rmSync(folder, { recursive: true });
});

let told = 0;
let broken = 0;

// A claim holds where it throws nothing.
export async function claim(name, hold) {
    let fault;
    try {
        await hold();
    } catch (error) {
        fault = error;
    }
    told += 1;
    broken += fault ? 1 : 0;
    console.log(`${fault ? "not " : ""}ok ${told} - ${name}`);
    if (fault) console.log(String(fault.stack).replace(/^/gm, "# "));
}

export function end() {
    console.log(`1..${told}`);
    process.exitCode = broken ? 1 : 0;
}

// Serves a register document, the demo for none, until the end; gives its URL.
export async function serve(name, document, more = []) {
    const database = ["--db", join(folder, `${name}.db`)];
    if (document) {
        const path = join(folder, `${name}.json`);
        writeFileSync(path, JSON.stringify(document));
        execFileSync(program, ["import", ...database, path], { stdio: "ignore" });
    }
    const options = document ? more : ["--demo"];
    const server = spawn(
        program,
        ["serve", ...database, "--listen", "127.0.0.1:0", "--access-log", "no", ...options],
        { stdio: ["ignore", "ignore", "pipe"] },
    );
    processes.push(server);
    let said = "";
    return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(Error(said)), START_MILLISECONDS);
        server.on("exit", () => reject(Error(said)));
        server.stderr.on("data", (bytes) => {
            said += bytes;
            const listening = said.match(/\bevent=listening\b.*\bport=(\d+)/);
            if (!listening) return;
            clearTimeout(late);
            server.removeAllListeners("exit");
            resolve(`http://127.0.0.1:${listening[1]}/`);
        });
    });
}

export async function packages() {
    try {
        const { chromium } = await import("playwright-core");
        const { default: axe } = await import("axe-core");
        return { chromium, axe };
    } catch (error) {
        return skip(`needs the packages of tests/package.json (${error.code}); see tests/run`);
    }
}

export async function browser_start(chromium) {
    const executablePath = CHROMIUM.find((path) => path && existsSync(path));
    if (!executablePath) skip("needs chromium; tests/run installs it");
    return chromium.launch({ executablePath, args: FLAGS });
}

// Opens a page and waits until `settle` says that it is drawn: { page, errors, asked, close };
// `errors` are those of its console, `asked` the addresses it asked for.
export async function page_open(browser, url, options = {}, settle = page_settle) {
    const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        locale: "en-GB",
        acceptDownloads: true,
        ...options,
    });
    context.setDefaultTimeout(WAIT_MILLISECONDS);
    const page = await context.newPage();
    const errors = [];
    const asked = [];
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()))
            errors.push(`${message.text()} ${message.location().url}`);
    });
    page.on("pageerror", (error) => errors.push(error.stack));
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(url);
    await settle(page);
    return { page, errors, asked, close: () => context.close() };
}

// Waits until every part of the page is drawn.
export async function page_settle(page) {
    await page.waitForFunction(
        () =>
            document.querySelectorAll("main > section").length > 10 &&
            !document.querySelector("main > [aria-busy]") &&
            !document.querySelector(".waiting") &&
            document.querySelector("#colophon p") &&
            document.querySelector("h1"),
    );
}

export async function screenshot(page, name) {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
