// SPDX-License-Identifier: Apache-2.0
// The pages about the API in a real browser. Screenshots are left in build/screenshots.
//
//     node docs.mjs GROUNDBREAK
import assert from "node:assert/strict";

import { fits, violations } from "./access.mjs";
import { browser_start, claim, end, packages, page_open, screenshot, serve } from "./harness.mjs";

const QUESTIONS = 16;
const PHONE = { width: 390, height: 844 };
const SWAGGER_MILLISECONDS = 120000; // it goes through all of a description before it opens one

const { chromium, axe } = await packages();
const browser = await browser_start(chromium);
const base = await serve("demo");
const host = new URL(base).host;

async function swagger_drawn(page) {
    page.setDefaultTimeout(SWAGGER_MILLISECONDS);
    await page.locator(".opblock").first().waitFor();
}

async function plain_drawn(page) {
    await page.locator("main:not([aria-busy]) .operation").first().waitFor();
}

async function cookbook_drawn(page) {
    await page.locator("main > section").nth(QUESTIONS - 1).waitFor();
    await page.locator(".copy").first().waitFor();
}

function from_here(asked) {
    assert.deepEqual(
        asked.filter((url) => !url.startsWith("data:") && new URL(url).host !== host),
        [],
    );
}

// Opens an operation, asks the register through it, and gives what was asked and answered.
async function swagger_ask(page, id, fill = () => {}) {
    const operation = page.locator(id);
    await operation.locator(".opblock-summary-control").click();
    await operation.getByRole("button", { name: "Try it out" }).click();
    await fill(operation);
    await operation.getByRole("button", { name: "Execute" }).click();
    await operation.locator(".live-responses-table").waitFor();
    const request = await operation.locator(".request-url pre").innerText();
    return { request, answer: await operation.locator(".live-responses-table").innerText() };
}

async function swagger_works() {
    const { page, errors, asked, close } = await page_open(
        browser,
        `${base}docs`,
        { colorScheme: "dark" },
        swagger_drawn,
    );
    await screenshot(page, "docs-swagger-dark");
    const { answer } = await swagger_ask(page, "#operations-version-get_version");
    assert.match(answer, /"groundbreak"/);
    assert.ok(
        await page.evaluate(() => document.documentElement.classList.contains("dark-mode")),
    );
    await fits(page, PHONE.width);
    assert.deepEqual(errors, []);
    from_here(asked);
    await close();
}

async function swagger_filters() {
    const { page, errors, close } = await page_open(browser, `${base}docs`, {}, swagger_drawn);
    const { request, answer } = await swagger_ask(
        page,
        "#operations-projects-get_projects",
        async (operation) => {
            const fields = operation.locator("tr", { hasText: "Columns to show" });
            await fields.locator("input").fill("id");
            await operation.locator(".parameters textarea").fill('{"name_zh__contains": "轮胎"}');
        },
    );
    assert.equal(
        decodeURIComponent(new URL(request.trim()).search),
        "?fields=id&name_zh__contains=轮胎",
    );
    assert.match(answer, /gz-wanli-tire-phase-iii/);
    await page.locator("#operations-projects-get_projects").scrollIntoViewIfNeeded();
    await screenshot(page, "docs-swagger-filters");
    assert.deepEqual(errors, []);
    await close();
}

async function operation_opens(page) {
    const operation = page.locator("#get_projects_id_figures");
    await operation.locator("summary").click();
    const text = await operation.innerText();
    assert.match(text, /Parameters[\s\S]*id required[\s\S]*Answers[\s\S]*304[\s\S]*Example/);
    assert.match(text, /__possible_gte/);
    assert.match(text, /404[\s\S]*There is no such path, record or key/);
    assert.match(text, /"data": \[/);
    await operation.getByRole("link", { name: "ProjectFigure" }).first().click();
    await page.locator("#schema-ProjectFigure[open] table").waitFor();
}

async function example_is_a_question(page) {
    const link = page.locator("#get_projects_id_figures .inside p > a").first();
    const response = await page.request.get(await link.evaluate((a) => a.href));
    assert.equal(response.status(), 200);
}

async function plain_works(theme) {
    const { page, errors, asked, close } = await page_open(
        browser,
        `${base}docs/plain`,
        { colorScheme: theme },
        plain_drawn,
    );
    const paths = Object.keys((await (await page.request.get(`${base}openapi.json`)).json()).paths);
    assert.deepEqual(
        [...new Set(await page.locator(".operation .path").allTextContents())].sort(),
        paths.sort(),
    );
    await operation_opens(page);
    await example_is_a_question(page);
    assert.deepEqual(await violations(page, axe), []);
    await screenshot(page, `docs-plain-${theme}`);
    await fits(page, PHONE.width);
    await fits(page, 320);
    assert.deepEqual(errors, []);
    from_here(asked);
    await close();
}

async function address_opens() {
    const { page, close } = await page_open(
        browser,
        `${base}docs/plain#get_launches`,
        {},
        plain_drawn,
    );
    await page.locator("#get_launches[open] table").first().waitFor();
    await close();
}

async function cookbook_looks_right(theme, viewport) {
    const { page, errors, asked, close } = await page_open(
        browser,
        `${base}docs/cookbook`,
        { colorScheme: theme, viewport },
        cookbook_drawn,
    );
    assert.deepEqual(await violations(page, axe), []);
    await page.evaluate(() =>
        document.querySelectorAll("details").forEach((each) => each.toggleAttribute("open")),
    );
    assert.deepEqual(await violations(page, axe), [], "all open");
    await fits(page, viewport.width);
    await screenshot(page, `docs-cookbook-${theme}-${viewport.width}`);
    assert.deepEqual(errors, []);
    from_here(asked);
    await close();
}

// The code asks the register that the page is from, and what is copied is the code.
async function code_is_copied() {
    const { page, close } = await page_open(
        browser,
        `${base}docs/cookbook`,
        { permissions: ["clipboard-read", "clipboard-write"] },
        cookbook_drawn,
    );
    const code = await page.locator("pre.sh").first().innerText();
    assert.ok(code.includes(`'${base}categories/summary'`), code);
    await page.locator(".copy").first().click();
    await page.getByText("Copied").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
    await close();
}

async function dashboard_links() {
    const { page, close } = await page_open(browser, base);
    await page.locator("#colophon a[href='docs/cookbook']").click();
    await cookbook_drawn(page);
    await page.locator(".top a", { hasText: "API on one page" }).click();
    await plain_drawn(page);
    await page.locator(".top .home").click();
    await page.locator("#colophon a[href='docs']").waitFor();
    await close();
}

async function without_script() {
    const { page, close } = await page_open(
        browser,
        `${base}docs/cookbook`,
        { javaScriptEnabled: false },
        (page) => page.locator("main > section").nth(QUESTIONS - 1).waitFor(),
    );
    assert.equal(await page.locator("pre.text").count(), QUESTIONS);
    await close();
}

// Swagger UI is there only where the build had npm.
const swagger = (await fetch(`${base}docs`, { redirect: "manual" })).status === 200;
for (const theme of ["light", "dark"]) {
    await claim(`every path is on the plain page, and opens, ${theme}`, () => plain_works(theme));
    for (const viewport of [{ width: 1280, height: 900 }, PHONE])
        await claim(`axe finds nothing in the cookbook, ${theme}, ${viewport.width} px`, () =>
            cookbook_looks_right(theme, viewport),
        );
}
if (swagger) {
    await claim("Swagger UI works under the policy, and asks no other host", swagger_works);
    await claim("Swagger UI asks with filters that have operators", swagger_filters);
} else {
    await claim("without Swagger UI, /docs is the plain page", async () => {
        const { page, close } = await page_open(browser, `${base}docs`, {}, plain_drawn);
        assert.equal(page.url(), `${base}docs/plain`);
        await close();
    });
}
await claim("an address opens an operation", address_opens);
await claim("code asks the register it is read from, and can be copied", code_is_copied);
await claim("the cookbook needs no script", without_script);
await claim("the dashboard leads to the pages and back", dashboard_links);
await browser.close();
end();
process.exit();
