// SPDX-License-Identifier: Apache-2.0
// What is looked at. It lives in the address, so that a view can be shared, kept and gone back to.

// Filters of the table; a change of one begins at the first page again.
export const FILTERS = ["q", "category", "sector", "district", "status", "start_year", "size"];
const SCOPE = ["launch", "place"];
const KEYS = [
    "lang",
    ...SCOPE,
    "measure",
    "unit",
    ...FILTERS,
    "sort",
    "limit",
    "cursor",
    "page",
    "project",
];

// Stands for "has none" as the value of a filter.
export const NONE = "~";

const listeners = [];
let current = read();

function read(search = location.search) {
    const query = new URLSearchParams(search);
    const state = {};
    for (const key of KEYS) state[key] = query.get(key) ?? "";
    return state;
}

function address(state) {
    const query = new URLSearchParams();
    for (const key of KEYS) if (state[key]) query.set(key, state[key]);
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : "");
}

function tell(before) {
    const changed = KEYS.filter((key) => before[key] !== current[key]);
    for (const listener of changed.length ? listeners : []) listener(current, changed);
}

export function state() {
    return current;
}

// The link to the view with these changes.
export function state_link(changes) {
    return address(with_changes(changes));
}

function with_changes(changes) {
    const touched = Object.keys(changes);
    const next = { ...current };
    if (touched.some((key) => key === "launch" || key === "place"))
        Object.assign(next, { district: "", unit: "" });
    if (touched.some((key) => [...FILTERS, ...SCOPE, "sort", "limit", "unit"].includes(key)))
        Object.assign(next, { cursor: "", page: "" });
    return Object.assign(next, changes);
}

// Changes the view; with `replace` without a step in the browser's history.
export function state_set(changes, replace = false) {
    const before = current;
    current = with_changes(changes);
    history[replace ? "replaceState" : "pushState"](null, "", address(current));
    tell(before);
}

// Goes to the view that a link of state_link leads to.
export function state_follow(href) {
    const before = current;
    current = read(new URL(href).search);
    history.pushState(null, "", address(current));
    tell(before);
}

// Calls listener(state, names of what changed) after each change.
export function state_watch(listener) {
    listeners.push(listener);
}

addEventListener("popstate", () => {
    const before = current;
    current = read();
    tell(before);
});
