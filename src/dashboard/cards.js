// SPDX-License-Identifier: Apache-2.0
// What every part of the page is made of: a card with its heading, its legend, its numbers as a
// table, and what it says while it waits, has nothing, or has failed.
import { el, spoken } from "./dom.js";
import { t } from "./language.js";

// A table of plain cells; a cell is a text, a node or a name { text, lang }.
export function table(caption, heads, rows) {
    const cell = (value) => (value?.text !== undefined && !value.nodeType ? spoken(value) : value);
    return el(
        "div",
        { class: "scroll", tabindex: 0, role: "group", "aria-label": caption },
        el(
            "table",
            {},
            el("caption", { class: "visually-hidden" }, caption),
            el(
                "thead",
                {},
                el(
                    "tr",
                    {},
                    heads.map((head) => el("th", { scope: "col" }, head)),
                ),
            ),
            el(
                "tbody",
                {},
                rows.map((row) =>
                    el(
                        "tr",
                        {},
                        row.map((value, i) =>
                            i === 0
                                ? el("th", { scope: "row" }, cell(value))
                                : el("td", {}, cell(value)),
                        ),
                    ),
                ),
            ),
        ),
    );
}

// The same behind a line that opens it.
export function numbers(caption, heads, rows) {
    return el(
        "details",
        { class: "numbers" },
        el("summary", {}, t("numbers.show")),
        table(caption, heads, rows),
    );
}

// What the colours of announced and itemised mean.
export function legend() {
    return el(
        "p",
        { class: "legend" },
        el("span", { class: "key announced" }, t("announced")),
        el("span", { class: "key itemised" }, t("itemised")),
    );
}

export function note(text) {
    return el("p", { class: "note" }, text);
}

export function empty(text) {
    return el("p", { class: "empty" }, text ?? t("empty"));
}

export function waiting() {
    return el("div", { class: "waiting" }, el("span", {}, t("loading")));
}

export function failure(error, again) {
    return el(
        "div",
        { class: "failure", role: "alert" },
        el("p", {}, t("failure"), " ", el("span", { class: "reason" }, error.message)),
        error.request
            ? el("p", { class: "note" }, t("failure.request", { id: error.request }))
            : null,
        el("button", { type: "button", onclick: again }, t("failure.again")),
    );
}
