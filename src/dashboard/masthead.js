// SPDX-License-Identifier: Apache-2.0
// The head of the page: what register this is, the switches, and what the page is about.
import { api_get, api_list } from "./api.js";
import { el, replace, spoken } from "./dom.js";
import { date_text, language, language_keep, name_of, t, text_of } from "./language.js";
import { currencies, measure_of, whereabouts } from "./register.js";
import { state_set } from "./state.js";

const THEMES = ["system", "light", "dark"];
const STORED = "groundbreak.theme";

function theme() {
    return document.documentElement.dataset.theme ?? "system";
}

function theme_set(chosen) {
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    try {
        localStorage.setItem(STORED, chosen);
    } catch {
        // Then it holds for this visit.
    }
}

function select(id, label, options, chosen, choose) {
    return el(
        "label",
        { class: "field", for: id },
        el("span", {}, label),
        el(
            "select",
            { id, onchange: (event) => choose(event.target.value) },
            options.map(([value, text]) =>
                el("option", { value, selected: value === chosen }, text),
            ),
        ),
    );
}

function languages() {
    return el(
        "div",
        { class: "segments", role: "group", "aria-label": t("language.label") },
        [
            ["en", "English", "en"],
            ["zh", "中文", "zh-Hans"],
        ].map(([code, name, lang]) =>
            el(
                "button",
                {
                    type: "button",
                    id: `language-${code}`,
                    lang,
                    "aria-pressed": language() === code ? "true" : "false",
                    onclick: () => {
                        language_keep(code);
                        state_set({ lang: code });
                    },
                },
                name,
            ),
        ),
    );
}

function themes() {
    return select(
        "theme",
        t("theme.label"),
        THEMES.map((each) => [each, t(`theme.${each}`)]),
        theme(),
        theme_set,
    );
}

function launch_options(launches) {
    return [
        ["", t("scope.launch.all")],
        ...launches.map((each) => [
            each.id,
            [date_text(each.period ?? each.held_on), name_of(each, each.id).text].join(
                t("list.separator"),
            ),
        ]),
    ];
}

// Out by the path, in by the parts.
function place_options(where, chosen) {
    const outward = where.path.filter((each) => each.id !== chosen);
    const options = [["", t("scope.place.all")]];
    const named = (place, depth) => [
        place.id,
        "\u2003".repeat(depth) + name_of(place, place.id).text,
    ];
    options.push(...(chosen ? where.path : outward).map((place, i) => named(place, i)));
    options.push(...where.parts.map((place) => named(place, where.path.length)));
    return options;
}

function measures(state) {
    return el(
        "div",
        { class: "field" },
        el("span", { id: "measure-label" }, t("scope.measure")),
        el(
            "div",
            { class: "segments", role: "group", "aria-labelledby": "measure-label" },
            ["investment", "projects"].map((each) =>
                el(
                    "button",
                    {
                        type: "button",
                        id: `measure-${each}`,
                        "aria-pressed": measure_of(state) === each ? "true" : "false",
                        onclick: () => state_set({ measure: each === "investment" ? "" : each }),
                    },
                    t(`measure.${each}`),
                ),
            ),
        ),
    );
}

function scope(state, launches, where, { unit, units }) {
    return el(
        "form",
        {
            class: "scope",
            "aria-label": t("scope.label"),
            onsubmit: (event) => event.preventDefault(),
        },
        launches.length > 0
            ? select(
                  "launch",
                  t("scope.launch"),
                  launch_options(launches),
                  state.launch,
                  (launch) => state_set({ launch }),
              )
            : null,
        where.path.length + where.parts.length > 0
            ? select(
                  "place",
                  t("scope.place"),
                  place_options(where, state.place),
                  state.place,
                  (place) => state_set({ place }),
              )
            : null,
        units.length > 1
            ? select(
                  "unit",
                  t("scope.unit"),
                  units.map((each) => [each, each]),
                  unit,
                  (chosen) => state_set({ unit: chosen }),
              )
            : null,
        measures(state),
    );
}

// The launch that the page is about, where it is about one.
function only(state, launches) {
    return (
        launches.find((each) => each.id === state.launch) ??
        (launches.length === 1 && !state.place ? launches[0] : null)
    );
}

function deck(launch) {
    if (!launch) return null;
    const focus = text_of(launch, "focus");
    return [
        el(
            "p",
            { class: "deck" },
            spoken(name_of(launch, launch.id)),
            t("list.separator"),
            el(
                "time",
                { datetime: launch.held_on ?? launch.period ?? "" },
                date_text(launch.held_on ?? launch.period),
            ),
        ),
        focus ? el("p", { class: "focus" }, spoken(focus)) : null,
    ];
}

function bare(...content) {
    return [
        el(
            "div",
            { class: "bar-top" },
            el("p", { class: "kicker" }, t("page.kicker")),
            el("div", { class: "switches" }, languages(), themes()),
        ),
        ...content,
    ];
}

// Draws the head; what cannot be asked is left out, for the parts below say what failed.
export async function masthead_draw(state) {
    const node = document.getElementById("masthead");
    try {
        const [launches, where, money] = await Promise.all([
            api_list("launches", { sort: "-held_on" }),
            whereabouts(state),
            currencies(state),
        ]);
        const name = where.here
            ? name_of(where.here, where.here.id)
            : { text: t("page.title"), lang: "" };
        const launch = only(state, launches);
        replace(
            node,
            bare(el("h1", {}, spoken(name)), deck(launch), scope(state, launches, where, money)),
        );
        document.title = `${name.text} · ${t("page.title")}`;
    } catch {
        replace(node, bare(el("h1", {}, t("page.title"))));
        document.title = t("page.title");
    }
}

export async function colophon_draw() {
    const node = document.getElementById("colophon");
    const links = [
        ["docs", t("colophon.docs")],
        ["docs/cookbook", t("colophon.cookbook")],
        ["openapi.json", t("colophon.openapi")],
        ["datapackage.json", t("colophon.package")],
        ["schema/register.json", t("colophon.schema")],
    ];
    const [version, ready] = await Promise.all([api_get("version"), api_get("health/ready")]).catch(
        () => [null, null],
    );
    replace(
        node,
        el("p", {}, t("colophon.data")),
        el(
            "ul",
            { class: "links", role: "list" },
            links.map(([path, text]) => el("li", {}, el("a", { href: path }, text))),
        ),
        version
            ? el(
                  "p",
                  {},
                  t("colophon.revision", { n: ready.revision }),
                  t("list.separator"),
                  t("colophon.software", { version: version.version }),
              )
            : null,
    );
}
