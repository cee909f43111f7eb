// SPDX-License-Identifier: Apache-2.0
// Other registers than the demo: several currencies, what is withheld, nothing at all, many pages,
// below a path of a proxy, and with an API that fails.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { join } from "node:path";

import { claim, page_open, page_settle, REGISTERS, screenshot, serve } from "./harness.mjs";

const MANY = 45;

async function foreign(browser) {
    const text = await readFile(join(REGISTERS, "elsewhere.json"), "utf8");
    const base = await serve("elsewhere", JSON.parse(text));
    const { page, errors, close } = await page_open(browser, base);
    const main = await page.locator("main").innerText();
    assert.match(await page.locator("h1").innerText(), /Puerto Verde/);
    assert.match(main, /at least\s*JPY 5 m\s*at least\s*USD 1\.23 m\s*at least\s*EUR 6\.23 m/);
    assert.match(main, /Callado[^\n]*withheld/);
    assert.match(main, /Sin decir[^\n]*not stated/);
    assert.doesNotMatch(main, /(EUR|USD|JPY|KWD) 0\b|NaN|undefined|\bnull\b|\[object/);
    assert.equal(await page.locator(".tile").count(), 3);
    await page.selectOption("#unit", "USD");
    await page_settle(page);
    assert.match(page.url(), /unit=USD/);
    await page.click("#sort-investment");
    await page.getByText("Only amounts in USD").waitFor();
    await screenshot(page, "elsewhere-en-light-1280");
    await page.click("#language-zh");
    await page.getByText("123.46万美元").first().waitFor();
    assert.deepEqual(errors, []);
    await close();
}

async function several_launches(browser) {
    const text = await readFile(join(REGISTERS, "launches.json"), "utf8");
    const base = await serve("launches", JSON.parse(text));
    const { page, errors, close } = await page_open(browser, base);
    const main = await page.locator("main").innerText();
    assert.match(main, /Not counted twice: Harbour, spring \(overlaps Northport, spring\)/);
    assert.match(main, /Investment · categories does not fit/);
    assert.doesNotMatch(main, /\[object|undefined/);
    await page.locator("#checks a", { hasText: "Northport, spring" }).click();
    await page.locator("#checks").getByText("6 + 4").waitFor();
    await page_settle(page);
    assert.equal(await page.inputValue("#launch"), "spring");
    assert.match(await page.locator("#headline").innerText(), /10 projects[\s\S]*EUR 1,000/);
    await page.selectOption("#place", "N1");
    await page_settle(page);
    assert.match(page.url(), /launch=spring&place=N1/);
    assert.deepEqual(await page.locator(".tile-name").allInnerTexts(), ["Harbour", "Hill"]);
    assert.deepEqual(errors, []);
    await close();
}

async function nothing_recorded(browser) {
    const base = await serve("empty", { format: "groundbreak-register", version: 1 });
    const { page, errors, close } = await page_open(browser, base);
    const main = await page.locator("main").innerText();
    assert.match(main, /not announced/);
    assert.match(main, /No project is itemised in this register yet\./);
    assert.match(main, /No targets are recorded\./);
    assert.doesNotMatch(main, /could not be loaded|NaN|undefined/);
    await screenshot(page, "empty-en-light-1280");
    assert.deepEqual(errors, []);
    await close();
}

function many() {
    const projects = Array.from({ length: MANY }, (_, i) => ({
        id: `p${String(i).padStart(3, "0")}`,
        name_en: `Works ${String(i).padStart(3, "0")}`,
        source: "gazette",
    }));
    return {
        format: "groundbreak-register",
        version: 1,
        sources: [{ id: "gazette", title: "Gazette (invented for the tests)" }],
        projects,
    };
}

async function first_name_becomes(page, name) {
    await page.locator(".projects-table tbody th", { hasText: name }).first().waitFor();
    await page_settle(page);
    return page.locator(".pager p").innerText();
}

async function paging(browser) {
    const base = await serve("many", many(), ["--base-url", "https://register.example/of"]);
    const { page, errors, asked, close } = await page_open(browser, base);
    assert.equal(await first_name_becomes(page, "Works 000"), "1 to 20 of 45");
    await page.click("#page-next");
    assert.equal(await first_name_becomes(page, "Works 020"), "21 to 40 of 45");
    await page.click("#page-next");
    assert.equal(await first_name_becomes(page, "Works 040"), "41 to 45 of 45");
    assert.ok(await page.isDisabled("#page-next"));
    const shared = page.url();
    await page.click("#page-previous");
    assert.equal(await first_name_becomes(page, "Works 020"), "21 to 40 of 45");
    await page.click("#page-first");
    assert.equal(await first_name_becomes(page, "Works 000"), "1 to 20 of 45");
    await page.selectOption("#page-limit", "50");
    assert.equal(await first_name_becomes(page, "Works 044"), "1 to 45 of 45");
    await page.goto(shared);
    assert.equal(await first_name_becomes(page, "Works 040"), "41 to 45 of 45");
    const rows = asked
        .filter((url) => /\/projects\?/.test(url))
        .map((url) => Number(new URL(url).searchParams.get("limit") ?? 50));
    assert.ok(Math.max(...rows) <= 100, "no question asks for more rows than a page");
    assert.deepEqual(
        asked.filter((url) => !url.startsWith(base)),
        [],
        "links of another address are followed here",
    );
    assert.deepEqual(errors, []);
    await close();
}

// Passes /register/… on to the server, as a proxy that mounts it there does.
async function proxy(base) {
    const { port } = new URL(base);
    const server = createServer((asked, answer) => {
        const path = asked.url.replace(/^\/register\//, "/");
        if (path === asked.url) return answer.writeHead(404).end();
        const onward = request(
            { port, path, method: asked.method, headers: asked.headers },
            (got) => {
                answer.writeHead(got.statusCode, got.headers);
                got.pipe(answer);
            },
        );
        onward.on("error", () => answer.destroy());
        return asked.pipe(onward);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    server.unref();
    return { url: `http://127.0.0.1:${server.address().port}/register/`, server };
}

async function below_a_path(browser, base) {
    const { url, server } = await proxy(base);
    const { page, errors, asked, close } = await page_open(browser, `${url}?limit=20`);
    assert.match(await page.locator("main").innerText(), /319 projects/);
    await page.locator(".projects-table a").first().click();
    await page.locator("dialog[open]").waitFor();
    assert.deepEqual(
        asked.filter((each) => !each.startsWith(url)),
        [],
    );
    assert.deepEqual(errors, []);
    await close();
    server.closeAllConnections();
    server.close();
}

async function a_failing_api(browser, base) {
    const context = await browser.newContext({ locale: "en-GB" });
    const failing = await context.newPage();
    let fails = true;
    await failing.route("**/sectors/summary*", (route) =>
        fails
            ? route.fulfill({
                  status: 503,
                  contentType: "application/problem+json",
                  body: JSON.stringify({ detail: "the register is busy", request_id: "abc" }),
              })
            : route.continue(),
    );
    await failing.goto(base);
    await page_settle(failing);
    const section = failing.locator("#sectors");
    const text = await section.innerText();
    assert.match(text, /could not be loaded\. the register is busy\s+Request abc/);
    assert.match(await failing.locator("#categories").innerText(), /196\.9 bn yuan/);
    await screenshot(failing, "failure-en-light-1280");
    fails = false;
    await section.getByRole("button", { name: "Try again" }).click();
    await section.getByRole("link", { name: "Headquarters economy" }).waitFor();
    await context.close();
}

// The stream says that something changed: then all is asked again.
async function a_change_heard(browser, base) {
    const context = await browser.newContext({ locale: "en-GB" });
    const page = await context.newPage();
    let tell;
    const told = new Promise((resolve) => (tell = resolve));
    await page.route("**/changes/stream*", async (route) => {
        await told;
        await route.fulfill({
            contentType: "text/event-stream",
            body: "retry: 600000\n\nid: 45\nevent: change\ndata: {}\n\n",
        });
    });
    await page.goto(base);
    await page_settle(page);
    await page.locator("#categories summary").click();
    tell();
    await page.waitForRequest("**/categories/summary");
    await page_settle(page);
    assert.ok(await page.locator("#categories details[open]").count(), "tables stay open");
    await context.close();
}

async function an_unknown_project(browser, base) {
    const { page, close } = await page_open(browser, `${base}?project=none.such`);
    const sheet = page.locator("dialog[open]");
    assert.match(await sheet.innerText(), /could not be loaded[\s\S]*none\.such/);
    await page.click("#sheet-close");
    await sheet.waitFor({ state: "detached" });
    await close();
}

export async function register_claims(browser, base) {
    await claim("currencies are kept apart, withheld is said, in two languages", () =>
        foreign(browser),
    );
    await claim("launches are told apart, chosen, and none is counted twice", () =>
        several_launches(browser),
    );
    await claim("an empty register says so and fails nowhere", () => nothing_recorded(browser));
    await claim("pages are turned both ways, and never is more than one asked for", () =>
        paging(browser),
    );
    await claim("it works below a path of a proxy", () => below_a_path(browser, base));
    await claim("a part that fails says why and can be tried again; the others stand", () =>
        a_failing_api(browser, base),
    );
    await claim("a change is heard and the page is drawn again", () =>
        a_change_heard(browser, base),
    );
    await claim("a project that is not there is told on its sheet", () =>
        an_unknown_project(browser, base),
    );
}
