// SPDX-License-Identifier: Apache-2.0
// The parts of a place as tiles and as bars. The tiles stand in the order of the codes: a schematic
// that any list of places has, and no map.
import { api_get, api_list } from "./api.js";
import { bar_list } from "./bars.js";
import { empty, legend, note } from "./cards.js";
import { el, spoken } from "./dom.js";
import { figure_extent, figure_in, figure_is_known } from "./figure.js";
import { name_of, t } from "./language.js";
import { currencies, measure_of, summary_scope, whereabouts } from "./register.js";
import { NONE, state_link } from "./state.js";
import {
    announces_any,
    itemised_words,
    row_lines,
    row_name,
    scale_of,
    summary_numbers,
} from "./summaries.js";

const TILES = 120;
const BARS = 12;
const SHADES = 5;
const NOTHING = {
    announced: { projects: null, projects_figure: null, investment: null },
    itemised: { projects: 0, with_investment: 0, n_missing: 0, investment: null },
    coverage: { projects: null, investment: null },
};

// Which of the parts have parts themselves: only the API may add those up.
async function parents_of(parts) {
    if (parts.length === 0) return new Set();
    const ids = parts.map((place) => place.id);
    const found = await api_list("places", { parent__in: ids.slice(0, 100).join() });
    return new Set(found.map((place) => place.parent));
}

// A summary's row of each part: its own, or the total of all that is in it.
async function rows_of(state, parts) {
    const [summary, parents] = await Promise.all([
        api_get("districts/summary", summary_scope(state)),
        parents_of(parts),
    ]);
    const own = new Map(summary.data.map((row) => [row.district, row]));
    const rows = await Promise.all(
        parts.map(async (place) => {
            const whole = parents.has(place.id)
                ? (await api_get("districts/summary", { launch: state.launch, place: place.id }))
                      .total
                : own.get(place.id);
            return { ...NOTHING, ...whole, ...names_of(place), district: place.id };
        }),
    );
    return { rows, total: summary.total };
}

function names_of(place) {
    return { name_en: place.name_en, name_zh: place.name_zh, name_local: place.name_local };
}

function extent(row, measure, unit) {
    if (measure === "projects") return row.itemised.projects;
    const figure = figure_in(row.itemised, unit);
    return figure_is_known(figure) ? figure_extent(figure) : null;
}

// "none" itemised, amount "unknown", or a shade from 1 to 5.
function shade(row, measure, unit, most) {
    const value = extent(row, measure, unit);
    if (row.itemised.projects === 0) return "none";
    if (value === null) return "unknown";
    const steps = measure === "projects" && most < SHADES ? most / SHADES : 1;
    return String(Math.max(1, Math.ceil((value / most) * SHADES * steps)));
}

function tile(row, measure, unit, most) {
    return el(
        "li",
        {},
        el(
            "a",
            {
                class: "tile",
                "data-shade": shade(row, measure, unit, most),
                "data-state": "projects",
                href: state_link({ district: row.district, project: "" }),
            },
            el("span", { class: "tile-name" }, spoken(row_name(row, "district"))),
            el(
                "span",
                { class: "tile-words" },
                itemised_words(row.itemised, measure, figure_in(row.itemised, unit)),
            ),
        ),
    );
}

function key(measure) {
    const shades = [1, 2, 3, 4, 5].map((each) =>
        el("span", { class: "swatch", "data-shade": each, "aria-hidden": "true" }),
    );
    const alone = (name) => [
        el("span", { class: "swatch", "data-shade": name, "aria-hidden": "true" }),
        el("span", {}, t(`shade.${name}`)),
    ];
    return el(
        "p",
        { class: "shades" },
        el("span", { class: "kept" }, alone("none")),
        measure === "investment" ? el("span", { class: "kept" }, alone("unknown")) : null,
        el(
            "span",
            { class: "kept" },
            el("span", {}, t("shade.less")),
            shades,
            el("span", {}, t("shade.more")),
        ),
    );
}

function tiles(rows, measure, unit) {
    const most = Math.max(1, ...rows.map((row) => extent(row, measure, unit) ?? 0));
    return el(
        "div",
        { class: "schematic" },
        el(
            "ol",
            { class: "tiles", role: "list" },
            rows.slice(0, TILES).map((row) => tile(row, measure, unit, most)),
        ),
        key(measure),
        note(t("districts.schematic")),
        rows.length > TILES ? note(t("districts.rest", { n: TILES, all: rows.length })) : null,
    );
}

// What is counted and lies in none of the parts, as a line of its own.
function elsewhere(rows, total) {
    const inside = rows.reduce((sum, row) => sum + row.itemised.projects, 0);
    const rest = total.itemised.projects - inside;
    return rest > 0
        ? el(
              "p",
              { class: "note" },
              t("districts.elsewhere"),
              ": ",
              el(
                  "a",
                  { href: state_link({ district: NONE, project: "" }), "data-state": "projects" },
                  t(rest === 1 ? "n_projects.one" : "n_projects", { n: rest }),
              ),
          )
        : null;
}

function bars(rows, measure, unit) {
    const announces = announces_any(rows);
    const most = scale_of(rows, measure, unit);
    const ordered = rows
        .filter((row) => row.itemised.projects > 0 || announces_any([row]))
        .sort(
            (a, b) =>
                (extent(b, measure, unit) ?? 0) - (extent(a, measure, unit) ?? 0) ||
                b.itemised.projects - a.itemised.projects,
        );
    return el(
        "div",
        { class: "stack" },
        announces ? legend() : note(t("summary.unannounced")),
        bar_list(
            ordered.slice(0, BARS).map((row) => ({
                name: row_name(row, "district"),
                link: state_link({ district: row.district, project: "" }),
                lines: row_lines(row, measure, unit, most, announces),
            })),
        ),
        ordered.length > BARS ? note(t("districts.top", { n: BARS })) : null,
    );
}

async function render(state) {
    const [where, { unit }] = await Promise.all([whereabouts(state), currencies(state)]);
    if (where.parts.length === 0) return [empty(t("districts.none"))];
    const { rows, total } = await rows_of(state, where.parts);
    const measure = measure_of(state);
    const here = where.here ? name_of(where.here, where.here.id).text : t("scope.place.all");
    return [
        note(t("districts.lead", { name: here })),
        el("div", { class: "pair" }, tiles(rows, measure, unit), bars(rows, measure, unit)),
        elsewhere(rows, total),
        summary_numbers(t("place"), "district", rows, null),
    ];
}

export const districts = { id: "districts", keys: ["launch", "place", "measure", "unit"], render };
