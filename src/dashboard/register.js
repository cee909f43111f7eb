// SPDX-License-Identifier: Apache-2.0
// What several parts of the page ask of the register: its scope, codes, places and currencies.
import { api_get, api_list } from "./api.js";
import { figures_of } from "./figure.js";
import { name_of } from "./language.js";

// The parameters of a summary for what is looked at.
export function summary_scope(state) {
    return { launch: state.launch, place: state.place };
}

// The same as filters of projects.
export function project_scope(state) {
    return { launch: state.launch, district: state.place };
}

// The labels of a code list by code.
export async function labels_of(list) {
    const rows = await api_list(`codelists/${list}`);
    return new Map(rows.map((row) => [row.code, name_of(row, row.code)]));
}

export async function place_of(id) {
    return (await api_get("places", { id })).data[0] ?? null;
}

function children_of(id) {
    return api_list("places", id ? { parent: id } : { parent__null: "true" });
}

// The places from the outermost to the one of that id.
async function path_to(id) {
    const path = [];
    for (let at = id; at && path.length < 20; at = path[0].parent) {
        const place = await place_of(at);
        if (!place) break;
        path.unshift(place);
    }
    return path;
}

// Where the page is: { path, here, parts }. Without a choice it is the innermost place that
// everything is in, as long as that has parts.
export async function whereabouts(state) {
    const path = await path_to(state.place);
    let parts = await children_of(state.place);
    while (!state.place && parts.length === 1) {
        const inner = await children_of(parts[0].id);
        if (inner.length === 0) break;
        path.push(parts[0]);
        parts = inner;
    }
    return { path, here: path.at(-1) ?? null, parts };
}

// { unit, units }: the currencies of what is looked at, and the one its bars are in.
export async function currencies(state) {
    const { data, total } = await api_get("categories/summary", summary_scope(state));
    const figures = [
        total.stated.investment,
        total.announced.investment,
        ...figures_of(total.itemised),
        ...data.map((row) => row.announced.investment),
    ];
    const units = [...new Set(figures.filter((each) => each?.unit).map((each) => each.unit))];
    return { unit: units.includes(state.unit) ? state.unit : (units[0] ?? ""), units };
}

export function measure_of(state) {
    return state.measure === "projects" ? "projects" : "investment";
}
