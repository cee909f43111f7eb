// SPDX-License-Identifier: Apache-2.0
// The demo register as a visitor sees it, filters it, and takes it away.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";

import { claim, page_open, page_settle } from "./harness.mjs";

// The names in the table, in its order.
function names(page) {
    return page.locator(".projects-table tbody th").allInnerTexts();
}

async function count_becomes(page, words) {
    await page.locator(".count", { hasText: new RegExp(`^${words}$`) }).waitFor();
    await page_settle(page);
}

async function the_key_figures(page) {
    const text = (kind) => page.locator(`.key-figure.${kind}`).innerText();
    const announced = await text("announced");
    assert.match(announced, /319 projects/);
    assert.match(announced, /more than\s*320 bn yuan/);
    assert.match(announced, /321\.2 bn yuan, which fits/);
    const itemised = await text("itemised");
    assert.match(itemised, /10 projects/);
    assert.match(itemised, /at least\s*2\.56 bn yuan/);
    assert.match(itemised, /1 of 10 state an amount/);
    const coverage = await text("coverage");
    assert.match(coverage, /3\.1% of the projects/);
    assert.match(coverage, /at least 0\.79% of the investment/);
}

// Neither 319 + 10 nor any sum of an announced and an itemised amount.
async function nothing_is_added(page) {
    const text = await page.locator("main").innerText();
    assert.doesNotMatch(text, /\b329\b|323\.7|322\.5|199\.4/);
}

async function the_categories_as_a_table(page) {
    const section = page.locator("#categories");
    await section.getByText("Numbers as a table").click();
    const rows = await section.locator("tbody tr").allInnerTexts();
    assert.equal(rows.length, 5);
    assert.match(rows[0], /Industrial construction\s+158 projects\s+196\.9 bn yuan\s+9 projects/);
    assert.match(
        rows[1],
        /73 projects\s+22\.5 bn yuan\s+0 projects\s+none itemised\s+0%\s+not known/,
    );
    assert.match(rows[4], /Total\s+319 projects\s+321\.2 bn yuan\s+10 projects/);
}

async function every_part_says_something(page) {
    const text = (id) => page.locator(`#${id}`).innerText();
    assert.match(await text("checks"), /158 \+ 73 \+ 50 \+ 38[\s\S]*consistent/);
    assert.match(await text("districts"), /not a map[\s\S]*Haizhu\s+2\.56 bn yuan/);
    assert.match(await text("districts"), /Tianhe\s+none itemised/);
    assert.match(await text("districts"), /Without a stated place among these: 1 project/);
    assert.match(await text("sectors"), /High-end and advanced manufacturing\s+4 projects, amount/);
    assert.match(await text("status"), /Not stated\s+at least 2\.56 bn yuan, from 1 of 10/);
    assert.match(await text("launches"), /Q1 2024\s+more than 320 bn yuan/);
    assert.match(await text("sizes"), /1 bn yuan and more\s+1 project\s/);
    assert.match(await text("sizes"), /amount not known or withheld\s+9 projects/);
    assert.match(await text("besides"), /32 projects\s+more than 133 bn yuan\s+at least 2 bn yuan/);
    assert.match(await text("targets"), /Target more than 100 bn yuan\s+Actual not known/);
    assert.match(await text("measures"), /double first-class/);
    assert.match(await text("changes"), /added Policy measure Set up high-level[\s\S]*Revision 44/);
    assert.match(await text("sources"), /China News Service[\s\S]*no address recorded/);
    assert.equal(await page.locator(".tile").count(), 11);
}

async function filters_and_the_address(page, base) {
    await page.selectOption("#filter-category", "livelihood");
    await count_becomes(page, "1 project");
    assert.match((await names(page))[0], /^Dongfeng East Road/);
    assert.equal(page.url(), `${base}?category=livelihood`);
    await page.selectOption("#filter-category", "~");
    await page.getByText("No project fits these filters.").waitFor();
    await page.click("#filter-clear");
    await count_becomes(page, "10 projects");
    await page.fill("#filter-q", "轮胎");
    await count_becomes(page, "1 project");
    assert.deepEqual(await names(page), ["Wanli Tire Phase III"]);
    await page.fill("#filter-q", "");
    await count_becomes(page, "10 projects");
    await page.locator("#sectors a", { hasText: "Headquarters economy" }).click();
    await count_becomes(page, "1 project");
    assert.equal(page.url(), `${base}?sector=headquarters_economy`);
    await page.goBack();
    await count_becomes(page, "10 projects");
    await page.locator(".tile", { hasText: "Yuexiu" }).click();
    await count_becomes(page, "1 project");
    await page.click("#filter-clear");
    await count_becomes(page, "10 projects");
    assert.equal(page.url(), base);
}

async function sorting(page) {
    const first = (name) =>
        page.waitForFunction(
            (wanted) =>
                document.querySelector(".projects-table tbody th").innerText.startsWith(wanted),
            name,
        );
    const sorted = () =>
        page.locator(".projects-table th[data-column=investment][aria-sort=descending]").count();
    await page.click("#sort-investment");
    await first("Quwan");
    assert.equal(await sorted(), 1);
    await page.click("#sort-name");
    await first("Dongfeng");
    await page.click("#sort-name");
    await first("Wanli");
    assert.equal(await page.inputValue("#filter-sort"), "-name");
    await page.selectOption("#filter-sort", "");
    await first("Guangzhou Disruptive");
}

async function a_project_on_its_sheet(page, base) {
    await page.locator(".projects-table a", { hasText: "Wanli Tire" }).click();
    const sheet = page.locator("dialog[open]");
    await sheet.getByRole("heading", { name: "Dates and steps" }).waitFor();
    assert.match(page.url(), /\?project=gz-wanli-tire-phase-iii$/);
    const text = await sheet.innerText();
    assert.match(text, /万力轮胎三期/);
    assert.match(text, /20 Feb 2024[\s\S]*sources differ[\s\S]*23 Apr 2024[\s\S]*sources differ/);
    assert.match(text, /China News Service/);
    assert.match(text, /No figure is stated by any source/);
    assert.match(text, /History\s+added\s+\d+ \w+ \d{4}/);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    assert.equal(page.url(), base);
}

async function a_figure_and_its_source(browser, base) {
    const { page, errors, close } = await page_open(
        browser,
        `${base}?project=gz-quwan-global-headquarters`,
    );
    const text = await page.locator("dialog[open]").innerText();
    assert.match(text, /Total investment\s+announced\s+2,560,000,000 yuan/);
    assert.match(text, /Planned investment\s+2024\s+1,000,000,000 yuan/);
    const link = page.locator("dialog table a").first();
    assert.equal(
        await link.getAttribute("href"),
        "http://www.guangzhou.gov.cn/202402/21/156098_54632186.htm",
    );
    await page.click("#sheet-close");
    assert.equal(page.url(), base);
    assert.deepEqual(errors, []);
    await close();
}

async function downloads(page, base) {
    await page.selectOption("#filter-sector", "advanced_manufacturing");
    await count_becomes(page, "4 projects");
    const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.click("#download-csv"),
    ]);
    assert.equal(download.suggestedFilename(), "projects.csv");
    const rows = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
    assert.equal(rows.length, 5);
    for (const id of ["xlsx", "geojson", "json"]) {
        const answer = await fetch(await page.getAttribute(`#download-${id}`, "href"));
        assert.equal(answer.status, 200);
    }
    const line = await page.locator(".downloads code").innerText();
    const got = JSON.parse(execFileSync("sh", ["-c", line], { encoding: "utf8" }));
    const wanted = await fetch(`${base}projects?sector=advanced_manufacturing`);
    assert.deepEqual(got.data, (await wanted.json()).data);
    await page.click("#filter-clear");
    await count_becomes(page, "10 projects");
}

async function in_chinese(page, base) {
    await page.click("#language-zh");
    await page.getByText("超3200亿元").first().waitFor();
    await page_settle(page);
    assert.equal(await page.getAttribute("html", "lang"), "zh-Hans");
    assert.equal(page.url(), `${base}?lang=zh`);
    const text = await page.locator("main").innerText();
    assert.match(text, /319个项目/);
    assert.match(text, /超\s*3200亿元/);
    assert.match(text, /不少于\s*25\.6亿元/);
    assert.match(text, /不是地图/);
    assert.deepEqual((await names(page)).slice(-1), ["万力轮胎三期"]);
    assert.equal(
        await page.evaluate(() => document.activeElement.id),
        "language-zh",
        "the focus stays on the switch",
    );
    await page.goto(base);
    await page_settle(page);
    assert.equal(await page.getAttribute("html", "lang"), "zh-Hans", "the choice is kept");
    await page.click("#language-en");
    await page.getByText("319 projects").first().waitFor();
}

async function dark_and_light(page) {
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.selectOption("#theme", "dark");
    const dark = await paper();
    assert.notEqual(dark, light);
    await page.reload();
    await page_settle(page);
    assert.equal(await paper(), dark, "the choice is kept");
    await page.selectOption("#theme", "light");
    assert.equal(await paper(), light);
}

async function a_shared_view(browser, base) {
    const view = "?lang=zh&measure=projects&sector=advanced_manufacturing&sort=-name";
    const { page, errors, close } = await page_open(browser, base + view);
    assert.equal((await names(page)).length, 4);
    assert.equal(await page.inputValue("#filter-sector"), "advanced_manufacturing");
    assert.equal(await page.getAttribute("#measure-projects", "aria-pressed"), "true");
    assert.match(await page.locator("#categories").innerText(), /产业建设[\s\S]*158个项目/);
    assert.deepEqual(errors, []);
    await close();
}

async function from_here_alone({ asked, errors }, base) {
    assert.deepEqual(errors, []);
    assert.deepEqual(
        asked.filter((url) => !url.startsWith(base)),
        [],
    );
}

export async function view_claims(browser, base) {
    const opened = await page_open(browser, base);
    const { page } = opened;
    const hold = (name, test) => claim(name, () => test(page, base));
    await hold("the key figures are as announced and as itemised", the_key_figures);
    await hold("announced and itemised are never added", nothing_is_added);
    await hold("the bars' numbers are had as a table", the_categories_as_a_table);
    await hold("every part says what the register says", every_part_says_something);
    await hold("filters go to the address and to the table, and back", filters_and_the_address);
    await hold("the table is sorted by its heads and by the choice", sorting);
    await hold(
        "a project opens with its names, its conflict and its sources",
        a_project_on_its_sheet,
    );
    await hold("what is filtered is what is downloaded", downloads);
    await hold("the language is switched, kept and in the address", in_chinese);
    await hold("the theme is switched and kept", dark_and_light);
    await claim("a project's figures are exact and lead to their source", () =>
        a_figure_and_its_source(browser, base),
    );
    await claim("a shared address shows the same view", () => a_shared_view(browser, base));
    await claim("nothing was logged as an error and no other host was asked", () =>
        from_here_alone(opened, base),
    );
    await opened.close();
}
