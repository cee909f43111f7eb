// SPDX-License-Identifier: Apache-2.0
// Targets, policy measures and sources.
import { api_get } from "./api.js";
import { bar_line, bar_list, extent_of } from "./bars.js";
import { empty, note, numbers } from "./cards.js";
import { el, spoken } from "./dom.js";
import { figure_text } from "./figure.js";
import { count_text, date_text, name_of, t } from "./language.js";
import { labels_of } from "./register.js";

const ROWS = 12;
const SOURCES = 8;

function of_place(state) {
    return { place: state.place, limit: ROWS };
}

// Each target has a scale of its own that leaves room beyond it: "more than" goes on.
function target_group(target, indicators) {
    const name = indicators.get(target.indicator) ?? { text: target.indicator, lang: "" };
    const most = extent_of([target.target, target.actual].filter(Boolean)) * 1.15;
    return {
        name,
        aside: date_text(target.period),
        lines: [
            bar_line(target.target, most, "announced", [
                el("span", { class: "term" }, t("target")),
                " ",
                figure_text(target.target),
            ]),
            bar_line(target.actual, most, "itemised", [
                el("span", { class: "term" }, t("actual")),
                " ",
                target.actual ? figure_text(target.actual) : t("targets.no_actual"),
            ]),
        ],
    };
}

async function targets_render(state) {
    const [{ data }, indicators] = await Promise.all([
        api_get("rd-targets", of_place(state)),
        labels_of("indicator"),
    ]);
    if (data.length === 0) return [empty(t("targets.none"))];
    return [
        note(t("targets.lead")),
        bar_list(data.map((target) => target_group(target, indicators))),
        numbers(
            t("targets.title"),
            [t("target.indicator"), t("detail.period"), t("target"), t("actual")],
            data.map((target) => [
                indicators.get(target.indicator) ?? target.indicator,
                date_text(target.period),
                figure_text(target.target),
                figure_text(target.actual),
            ]),
        ),
    ];
}

async function measures_render(state) {
    const { data } = await api_get("measures", {
        launch: state.launch,
        ...of_place(state),
        sort: "rank",
    });
    if (data.length === 0) return [empty()];
    return [
        note(t("measures.lead")),
        el(
            "ol",
            { class: "listed", role: "list" },
            data.map((row) => el("li", {}, spoken(name_of(row, row.id)))),
        ),
    ];
}

export function source_link(source) {
    return source.link
        ? el("a", { href: source.link, rel: "noopener noreferrer external" }, source.title)
        : source.title;
}

function source_item(source) {
    const facts = [
        source.publisher,
        source.published_on ? date_text(source.published_on) : null,
        source.link ? null : t("sources.no_link"),
    ].filter(Boolean);
    return el(
        "li",
        {},
        source_link(source),
        el("p", { class: "note" }, facts.join(t("list.separator"))),
    );
}

async function sources_render() {
    const { data, meta } = await api_get("sources", { limit: SOURCES, sort: "-published_on" });
    if (data.length === 0) return [empty()];
    return [
        note(t("sources.lead")),
        el("ul", { class: "listed", role: "list" }, data.map(source_item)),
        meta.total > data.length
            ? note(t("sources.rest", { n: data.length, all: count_text(meta.total) }))
            : null,
    ];
}

export const targets = { id: "targets", keys: ["place"], render: targets_render };
export const measures = { id: "measures", keys: ["launch", "place"], render: measures_render };
export const sources = { id: "sources", keys: [], render: sources_render };
