// SPDX-License-Identifier: Apache-2.0
// The launches: over time, what else they announced, and whether their arithmetic holds.
import { api_get } from "./api.js";
import { bar_list } from "./bars.js";
import { empty, legend, note, numbers, table } from "./cards.js";
import { el, spoken } from "./dom.js";
import { figure_text, figures_of, figures_text, rollup_of } from "./figure.js";
import { count_text, date_text, name_of, t, t_code } from "./language.js";
import { currencies, measure_of } from "./register.js";
import { state_link } from "./state.js";
import { announces_any, exact, row_lines, scale_of } from "./summaries.js";

const SHOWN = 8;
const CHECKED = 5;
const NONE_ITEMISED = { projects: 0, with_investment: 0, n_missing: 0, investments: [] };

function scope_of(state) {
    return { id: state.launch, place: state.place };
}

async function itemised_by_launch(launches) {
    const answer = await api_get("projects/aggregate", {
        group_by: "launch",
        aggregate: "count,sum(investment)",
        launch__in: launches.map((each) => each.id).join(),
    });
    return new Map(answer.data.map((row) => [row.launch, rollup_of(row)]));
}

// The latest launches as rows of a summary, the earliest of them first.
async function launch_rows(state) {
    const answer = await api_get("launches", {
        ...scope_of(state),
        sort: "-held_on",
        limit: SHOWN,
    });
    const itemised = answer.data.length ? await itemised_by_launch(answer.data) : new Map();
    const rows = answer.data.map((launch) => ({
        launch,
        announced: { projects_figure: launch.projects, investment: launch.investment },
        itemised: itemised.get(launch.id) ?? NONE_ITEMISED,
    }));
    return { rows: rows.reverse(), all: answer.meta.total };
}

function when(launch) {
    return date_text(launch.period ?? launch.held_on);
}

async function timeline_render(state) {
    const [{ rows, all }, { unit }] = await Promise.all([launch_rows(state), currencies(state)]);
    const measure = measure_of(state);
    const most = scale_of(rows, measure, unit);
    if (rows.length === 0) return [empty()];
    const announces = announces_any(rows);
    return [
        note(t("launches.lead")),
        legend(),
        bar_list(
            rows.map((row) => ({
                name: name_of(row.launch, row.launch.id),
                link: state_link({ launch: row.launch.id }),
                to: "headline",
                aside: when(row.launch),
                lines: row_lines(row, measure, unit, most, announces),
            })),
        ),
        all > rows.length ? note(t("launches.rest", { n: rows.length, all })) : null,
        numbers(
            t("launch"),
            [
                t("launch"),
                t("detail.period"),
                `${t("announced")}: ${t("projects")}`,
                `${t("announced")}: ${t("investment")}`,
                `${t("itemised")}: ${t("projects")}`,
                `${t("itemised")}: ${t("investment")}`,
            ],
            rows.map((row) => [
                name_of(row.launch, row.launch.id),
                when(row.launch),
                figure_text(row.announced.projects_figure),
                figure_text(row.announced.investment),
                figure_text(exact(row.itemised.projects)),
                figures_text(figures_of(row.itemised)),
            ]),
        ),
    ];
}

// The summaries of the launches looked at, a few at most, with their names.
async function summaries_of(state) {
    const answer = await api_get("launches", {
        ...scope_of(state),
        sort: "-held_on",
        limit: CHECKED,
    });
    const launches = await Promise.all(
        answer.data.map(async (launch) => ({
            ...(await api_get(`launches/${encodeURIComponent(launch.id)}/summary`)).data,
            launch,
        })),
    );
    return { launches, all: answer.meta.total };
}

function check_line(check) {
    return el(
        "li",
        { class: "check", "data-agreement": check.agreement },
        el(
            "p",
            {},
            el("strong", {}, t(`check.${check.measure}`)),
            " ",
            el("span", { class: "verdict" }, t(`agreement.${check.agreement}`)),
        ),
        el(
            "dl",
            {},
            el("dt", {}, t("checks.stated")),
            el("dd", {}, figure_text(check.stated)),
            el("dt", {}, t("checks.sum.of", { parts: t_code("dimension", check.dimension) })),
            el("dd", {}, figure_text(check.sum)),
        ),
        parts_line(check),
    );
}

// 158 + 73 + 50 + 38: the terms, where they are few.
function parts_line({ terms }) {
    const counts = terms.every((term) => term.unit === "projects" && term.qualifier === "exact");
    const words = terms.map((term) => (counts ? count_text(term.low) : figure_text(term)));
    return terms.length > 1 && terms.length <= 8
        ? el("p", { class: "note" }, words.join(" + "))
        : null;
}

function with_terms(check, groups) {
    const terms = groups
        .filter((group) => group.part && group.dimension === check.dimension)
        .map((group) => group.figures[check.measure]?.figure)
        .filter(Boolean);
    return { ...check, terms };
}

// One launch's checks in full; of several each in a line, to choose from.
function one_checked({ checks, groups }) {
    return [
        el(
            "ul",
            { class: "checks-list", role: "list" },
            checks.map((check) => check_line(with_terms(check, groups))),
        ),
    ];
}

function verdicts({ launch, checks }) {
    return el(
        "li",
        {},
        el(
            "a",
            { href: state_link({ launch: launch.id }), "data-state": "checks" },
            spoken(name_of(launch, launch.id)),
        ),
        checks.map((check) =>
            el(
                "p",
                { class: "check note", "data-agreement": check.agreement },
                t(`check.${check.measure}`),
                t("list.separator"),
                t_code("dimension", check.dimension),
                " ",
                el("span", { class: "verdict" }, t(`agreement.${check.agreement}`)),
            ),
        ),
    );
}

async function checks_render(state) {
    const { launches, all } = await summaries_of(state);
    const checked = launches.filter((each) => each.checks.length > 0);
    if (checked.length === 0) return [empty(t("checks.none"))];
    if (launches.length === 1) return [note(t("checks.lead")), ...one_checked(checked[0])];
    return [
        note(`${t("checks.lead")} ${t("checks.choose")}`),
        el("ul", { class: "listed", role: "list" }, checked.map(verdicts)),
        all > launches.length ? note(t("checks.more", { n: launches.length, all })) : null,
    ];
}

function beside_cells(group) {
    const { projects, investment, investment_each } = group.figures;
    return [
        name_of(group, group.id),
        projects ? figure_text(projects.figure) : t("unknown"),
        investment ? figure_text(investment.figure) : t("unknown"),
        investment_each ? figure_text(investment_each.figure) : "",
    ];
}

async function besides_render(state) {
    const { launches } = await summaries_of(state);
    const groups = launches.flatMap((each) =>
        each.groups.filter((group) => !group.part && group.dimension !== "total"),
    );
    if (groups.length === 0) return [empty()];
    return [
        note(t("besides.lead")),
        table(
            t("besides.title"),
            [t("besides.group"), t("projects"), t("besides.together"), t("besides.each")],
            groups.map(beside_cells),
        ),
    ];
}

export const timeline = {
    id: "launches",
    keys: ["launch", "place", "measure", "unit"],
    render: timeline_render,
};
export const checks = { id: "checks", keys: ["launch", "place"], render: checks_render };
export const besides = { id: "besides", keys: ["launch", "place"], render: besides_render };
