// SPDX-License-Identifier: Apache-2.0
// The form that filters the table of projects. It is made once for a language and a scope, and then
// follows the address.
import { el } from "./dom.js";
import { language, name_of, t } from "./language.js";
import { labels_of, whereabouts } from "./register.js";
import { FILTERS, NONE, state_set } from "./state.js";

const PAUSE = 300;
const LISTS = ["category", "sector", "status"];
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

function field(name, label, control) {
    return el(
        "label",
        { class: `field ${name}`, for: `filter-${name}` },
        el("span", {}, label),
        control,
    );
}

function select(name, label, options) {
    const choose = (event) => state_set({ [name]: event.target.value });
    return field(
        name,
        label,
        el(
            "select",
            { id: `filter-${name}`, name, onchange: choose },
            options.map(([value, text]) => el("option", { value }, text)),
        ),
    );
}

// A field that is typed in: the question is asked when the typing pauses.
function typed(name, label, attributes) {
    let pause;
    const type = (event) => {
        clearTimeout(pause);
        const input = event.target;
        pause = setTimeout(() => {
            if (input.checkValidity()) state_set({ [name]: input.value.trim() }, true);
        }, PAUSE);
    };
    return field(
        name,
        label,
        el("input", {
            id: `filter-${name}`,
            name,
            autocomplete: "off",
            oninput: type,
            ...attributes,
        }),
    );
}

// Any, each of the entries, and those that have none.
function choices(entries) {
    return [["", t("projects.any")], ...entries, [NONE, t("projects.none_of")]];
}

function clear() {
    const nothing = Object.fromEntries(FILTERS.map((name) => [name, ""]));
    return el(
        "button",
        { type: "button", class: "clear", id: "filter-clear", onclick: () => state_set(nothing) },
        t("projects.clear"),
    );
}

async function form_make(state) {
    const [where, ...labels] = await Promise.all([whereabouts(state), ...LISTS.map(labels_of)]);
    const coded = (name) => {
        const entries = [...labels[LISTS.indexOf(name)]].map(([code, label]) => [code, label.text]);
        return entries.length ? select(name, t(name), choices(entries)) : null;
    };
    const places = where.parts.map((place) => [place.id, name_of(place, place.id).text]);
    return el(
        "form",
        {
            class: "filters",
            role: "search",
            "aria-label": t("projects.filters"),
            onsubmit: (event) => event.preventDefault(),
        },
        typed("q", t("projects.search"), {
            type: "search",
            placeholder: t("projects.search.hint"),
            maxlength: 200,
        }),
        coded("category"),
        coded("sector"),
        places.length ? select("district", t("place"), choices(places)) : null,
        coded("status"),
        typed("start_year", t("start_year"), {
            inputmode: "numeric",
            pattern: "[0-9]{4}",
            placeholder: t("projects.year.hint"),
            maxlength: 4,
        }),
        select(
            "sort",
            t("projects.sort"),
            SORTS.map((sort) => [sort, t(`sort.${sort || "default"}`)]),
        ),
        clear(),
    );
}

// Shows in the form what is asked for.
function form_follow(form, state) {
    for (const control of form.elements)
        if (control.name && control !== document.activeElement) control.value = state[control.name];
    form.querySelector(".clear").hidden = FILTERS.every((name) => !state[name]);
}

export async function filters_form(state) {
    const key = [language(), state.launch, state.place].join("\n");
    if (made.key !== key) made = { key, form: await form_make(state) };
    form_follow(made.form, state);
    return made.form;
}
