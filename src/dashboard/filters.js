// SPDX-License-Identifier: Apache-2.0
// The form that filters the table of projects. It is made once for a language and a scope, and then
// follows the address.
import { api_get } from "./api.js";
import { el } from "./dom.js";
import { count_text, date_text, language, name_of, t } from "./language.js";
import { labels_of, project_scope, whereabouts } from "./register.js";
import { FILTERS, NONE, state_set } from "./state.js";

const SEARCH_PAUSE = 300;
const COLUMNS = ["category", "sector", "status", "start_year"];
const SORTS = [
    "",
    "-investment",
    "investment",
    "name",
    "-name",
    "start_date",
    "-start_date",
    "-updated_at",
];
let made = { key: "", form: null };

function options_of(rows, column, labels) {
    return [
        ["", t("projects.any")],
        ...rows.map((row) => {
            const value = row[column];
            const label =
                value === null
                    ? t("projects.none_of")
                    : (labels?.get(value)?.text ??
                      (column === "start_year" ? date_text(value) : value));
            return [value ?? NONE, `${label} (${count_text(row.count)})`];
        }),
    ];
}

function select(name, label, options) {
    return el(
        "label",
        { class: "field", for: `filter-${name}` },
        el("span", {}, label),
        el(
            "select",
            {
                id: `filter-${name}`,
                name,
                onchange: (event) => state_set({ [name]: event.target.value }),
            },
            options.map(([value, text]) => el("option", { value }, text)),
        ),
    );
}

function search() {
    let pause;
    return el(
        "label",
        { class: "field search", for: "filter-q" },
        el("span", {}, t("projects.search")),
        el("input", {
            id: "filter-q",
            name: "q",
            type: "search",
            autocomplete: "off",
            placeholder: t("projects.search.hint"),
            oninput: (event) => {
                clearTimeout(pause);
                pause = setTimeout(() => state_set({ q: event.target.value }, true), SEARCH_PAUSE);
            },
        }),
    );
}

export function sort_options() {
    return SORTS.map((sort) => [sort, t(`sort.${sort || "default"}`)]);
}

function districts(where) {
    return [
        ["", t("projects.any")],
        ...where.parts.map((place) => [place.id, name_of(place, place.id).text]),
        [NONE, t("projects.none_of")],
    ];
}

async function form_make(state) {
    const [facets, where, ...labels] = await Promise.all([
        api_get("projects/facets", { ...project_scope(state), facet: COLUMNS.join() }),
        whereabouts(state),
        ...COLUMNS.slice(0, 3).map(labels_of),
    ]);
    const code = (column, i) =>
        select(column, t(column), options_of(facets.data[column], column, labels[i]));
    const known = facets.data.start_year.some((row) => row.start_year !== null);
    return el(
        "form",
        {
            class: "filters",
            role: "search",
            "aria-label": t("projects.filters"),
            onsubmit: (event) => event.preventDefault(),
        },
        search(),
        code("category", 0),
        code("sector", 1),
        where.parts.length ? select("district", t("place"), districts(where)) : null,
        code("status", 2),
        known ? code("start_year") : null,
        select("sort", t("projects.sort"), sort_options()),
        el(
            "button",
            {
                type: "button",
                class: "clear",
                id: "filter-clear",
                onclick: () => state_set(Object.fromEntries(FILTERS.map((name) => [name, ""]))),
            },
            t("projects.clear"),
        ),
    );
}

// Shows in the form what is asked for.
function form_follow(form, state) {
    for (const field of form.elements)
        if (field.name && field !== document.activeElement) field.value = state[field.name];
    form.querySelector(".clear").hidden = FILTERS.every((name) => !state[name]);
}

export async function filters_form(state) {
    const key = [language(), state.launch, state.place].join("\n");
    if (made.key !== key) made = { key, form: await form_make(state) };
    form_follow(made.form, state);
    return made.form;
}

export function filters_forget() {
    made = { key: "", form: null };
}
