// SPDX-License-Identifier: Apache-2.0
// Revisions as a list: what was done, when, by whom, and which members changed.
import { el } from "./dom.js";
import { count_text, t, t_code, time_text } from "./language.js";

const SHOWN = 8;

function value_text(value) {
    if (value === null || value === undefined) return "—";
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}

// The members that differ between two states of a record.
function differences(before, after) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].filter(
        (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    );
}

function changes_of(row) {
    if (!row.before || !row.after) return null;
    const names = differences(row.before, row.after);
    return el(
        "ul",
        { class: "differences", role: "list" },
        names
            .slice(0, SHOWN)
            .map((name) =>
                el(
                    "li",
                    {},
                    el("code", {}, name),
                    " ",
                    el("del", {}, value_text(row.before[name])),
                    " → ",
                    el("ins", {}, value_text(row.after[name])),
                ),
            ),
    );
}

export function history_item(row, name) {
    return el(
        "li",
        {},
        el("p", {}, el("span", { class: `op ${row.op}` }, t_code("op", row.op)), " ", name),
        el(
            "p",
            { class: "note" },
            el("time", { datetime: row.at }, time_text(row.at)),
            t("list.separator"),
            t("changes.since", { n: count_text(row.revision) }),
        ),
        changes_of(row),
    );
}

export function history_list(rows) {
    return el(
        "ol",
        { class: "listed history", role: "list" },
        rows.map((row) => history_item(row, null)),
    );
}
