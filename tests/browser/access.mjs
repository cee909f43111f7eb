// SPDX-License-Identifier: Apache-2.0
// Whether everybody can use it: axe in both languages and themes, the keyboard, every width, paper.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { claim, page_open, screenshot, SOURCES } from "./harness.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [390, 1280, 2560];

// What axe finds wrong, each with the elements.
export async function violations(page, axe) {
    await page.evaluate(axe.source);
    const found = await page.evaluate(
        (rules) => globalThis.axe.run({ runOnly: { type: "tag", values: rules } }),
        RULES,
    );
    return found.violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 5).map((n) => n.html)]);
}

export async function fits(page, width) {
    await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
    const overflow = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    assert.equal(overflow, 0, `at ${width} px nothing stands out at the side`);
}

// One language in one theme: axe, the sheet too, every width and its screenshot.
async function look(browser, base, axe, lang, theme) {
    const { page, errors, close } = await page_open(browser, `${base}?lang=${lang}`, {
        colorScheme: theme,
    });
    await page.evaluate(() =>
        document.querySelectorAll("details").forEach((each) => each.toggleAttribute("open")),
    );
    assert.deepEqual(await violations(page, axe), []);
    await page.evaluate(() =>
        document.querySelectorAll("details").forEach((each) => each.toggleAttribute("open")),
    );
    for (const width of WIDTHS) {
        await fits(page, width);
        await screenshot(page, `guangzhou-${lang}-${theme}-${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.locator(".projects-table a").last().click();
    await page.locator("dialog[open]").waitFor();
    assert.deepEqual(await violations(page, axe), [], "the sheet");
    await page.screenshot();
    assert.deepEqual(errors, []);
    await close();
}

async function narrow(browser, base, axe) {
    const { page, close } = await page_open(browser, base, {
        viewport: { width: 390, height: 844 },
        hasTouch: true,
    });
    assert.deepEqual(await violations(page, axe), []);
    await page.locator(".projects-table a").first().tap();
    await page.locator("dialog[open]").waitFor();
    await fits(page, 390);
    await fits(page, 320);
    await screenshot(page, "project-en-light-390");
    await close();
}

async function by_keyboard(browser, base) {
    const { page, close } = await page_open(browser, base);
    const focused = () => page.evaluate(() => document.activeElement.id);
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "main");
    await page.focus(".projects-table a");
    await page.keyboard.press("Enter");
    await page.locator("dialog[open]").waitFor();
    assert.equal(
        await page.evaluate(() => Boolean(document.activeElement.closest("dialog"))),
        true,
        "the focus is on the sheet",
    );
    await page.keyboard.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
    assert.equal(
        await page.evaluate(() => document.activeElement.closest("table") !== null),
        true,
        "the focus is back on the link",
    );
    await close();
}

async function on_paper(browser, base) {
    const { page, close } = await page_open(browser, base);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const shown = (selector) => page.locator(selector).first().isVisible();
    assert.equal(await shown(".filters"), false);
    assert.equal(await shown(".switches"), false);
    assert.equal(await shown(".key-figures"), true);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), "rgb(0, 0, 0)");
    await screenshot(page, "print");
    await close();
}

// The keys in use, by the sources; t(`prefix.${x}`) stands for all that begin so.
async function words() {
    const { words: en } = await import(join(SOURCES, "words_en.js"));
    const { words: zh } = await import(join(SOURCES, "words_zh.js"));
    assert.deepEqual(
        Object.keys(zh).sort(),
        [...Object.keys(en), "scale.8", "scale.4"]
            .filter((key) => !["scale.9", "scale.6"].includes(key))
            .sort(),
    );
    const text = readdirSync(SOURCES)
        .filter((name) => name.endsWith(".js") && !name.startsWith("words_"))
        .map((name) => readFileSync(join(SOURCES, name), "utf8"))
        .join("\n");
    const used = [...text.matchAll(/"([\w.]+)"/g)].map(([, key]) => key);
    const begun = [...text.matchAll(/`([\w.]+)\.\$\{/g)].map(([, prefix]) => `${prefix}.`);
    const coded = [...text.matchAll(/t_code\(\s*"(\w+)"/g)].map(([, prefix]) => `${prefix}.`);
    const idle = Object.keys(en).filter(
        (key) =>
            !used.includes(key) &&
            ![...begun, ...coded].some((prefix) => key.startsWith(prefix)) &&
            !/^[\w]+\.title$/.test(key),
    );
    assert.deepEqual(idle, [], "no words are idle");
}

export async function access_claims(browser, base, axe) {
    for (const lang of ["en", "zh"])
        for (const theme of ["light", "dark"])
            await claim(`axe finds nothing and nothing overflows: ${lang}, ${theme}`, () =>
                look(browser, base, axe, lang, theme),
            );
    await claim("axe finds nothing at 390 px; a project fits at 390 and 320 px", () =>
        narrow(browser, base, axe),
    );
    await claim("the keyboard reaches the content, a project, and comes back", () =>
        by_keyboard(browser, base),
    );
    await claim("on paper are the figures and no controls", () => on_paper(browser, base));
    await claim("both languages have the same words, and all are used", words);
}
