// SPDX-License-Identifier: Apache-2.0
// Changes as a list: what was done to what, when, by whom and on whose word, and which members
// differ.
import { el } from "./dom.js";
import { count_text, t, t_code, time_text } from "./language.js";

const MEMBERS = 8;
const CHARACTERS = 160;

function value_text(value) {
    if (value === null || value === undefined) return t("changes.nothing");
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    return text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)}…` : text;
}

// The members that differ between two states of a record.
function differences(before, after) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].filter(
        (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    );
}

function difference_list(row) {
    if (row.op !== "update" || !row.before || !row.after) return null;
    const names = differences(row.before, row.after);
    return el(
        "ul",
        { class: "differences", role: "list" },
        names
            .slice(0, MEMBERS)
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

// One change; `what` is said behind its word: the record, or nothing where that is plain.
export function change_item(row, what) {
    const facts = [row.actor, row.source_title, row.reason].filter(Boolean);
    return el(
        "li",
        {},
        el("p", {}, el("span", { class: `op ${row.op}` }, t_code("op", row.op)), " ", what),
        el(
            "p",
            { class: "note" },
            el("time", { datetime: row.at }, time_text(row.at)),
            t("list.separator"),
            t("changes.since", { n: count_text(row.revision) }),
            facts.map((fact) => [t("list.separator"), fact]),
        ),
        difference_list(row),
    );
}
