// SPDX-License-Identifier: Apache-2.0
// Announced beside itemised by one division: categories, sectors.
import { api_get } from "./api.js";
import { bar_line, bar_list, extent_of } from "./bars.js";
import { empty, legend, note, numbers } from "./cards.js";
import { figure_in, figure_text, figures_of, figures_text } from "./figure.js";
import { name_of, share_text, t } from "./language.js";
import { currencies, measure_of, summary_scope } from "./register.js";
import { NONE, state_link } from "./state.js";

export function exact(projects) {
    return { qualifier: "exact", low: projects, high: projects, unit: "projects" };
}

// The two figures of a row that are compared; null where there is none to show.
export function compared(row, measure, unit) {
    if (measure === "projects")
        return {
            announced: row.announced.projects_figure,
            itemised: row.itemised.projects > 0 ? exact(row.itemised.projects) : null,
        };
    const announced = row.announced.investment;
    return {
        announced: announced && (!announced.unit || announced.unit === unit) ? announced : null,
        itemised: figure_in(row.itemised, unit),
    };
}

// What is said beside the bar of what is itemised.
export function itemised_words(itemised, measure, figure) {
    const projects = figure_text(exact(itemised.projects));
    if (itemised.projects === 0) return t("itemised.none");
    if (measure === "projects") return projects;
    if (!figure)
        return figures_of(itemised).length
            ? figures_text(figures_of(itemised))
            : t("itemised.no_amount", { projects });
    return itemised.with_investment === itemised.projects
        ? figure_text(figure)
        : t("itemised.amount", {
              x: figure_text(figure),
              n: itemised.with_investment,
              all: itemised.projects,
          });
}

// The coverage as words: "at least" where amounts of itemised projects are open or missing.
export function coverage_text(row, measure) {
    const share = row.coverage[measure];
    const least = measure === "investment" && row.itemised.investment?.qualifier !== "exact";
    const text = share_text(share);
    return share !== null && least && share > 0 ? t("coverage.least", { share: text }) : text;
}

function coverage_aside(row, measure) {
    return row.coverage[measure] === null
        ? null
        : t("coverage.line", { share: coverage_text(row, measure) });
}

export function row_name(row, key) {
    return row[key] === null ? { text: t("unstated"), lang: "" } : name_of(row, row[key]);
}

// The lines of a row: what was announced, where anything was, and what is itemised.
export function row_lines(row, measure, unit, most, announces) {
    const { announced, itemised } = compared(row, measure, unit);
    const lines = [
        bar_line(
            row.itemised.projects === 0 ? 0 : itemised,
            most,
            "itemised",
            itemised_words(row.itemised, measure, itemised),
        ),
    ];
    if (announces)
        lines.unshift(
            bar_line(
                announced,
                most,
                "announced",
                announced ? figure_text(announced) : t("announced.none"),
            ),
        );
    return lines;
}

function cells(row, name) {
    return [
        name,
        figure_text(row.announced.projects_figure),
        figure_text(row.announced.investment),
        figure_text(exact(row.itemised.projects)),
        itemised_investment(row.itemised),
        coverage_text(row, "projects"),
        coverage_text(row, "investment"),
    ];
}

function itemised_investment(itemised) {
    return itemised.projects === 0 ? t("itemised.none") : figures_text(figures_of(itemised));
}

export function summary_numbers(caption, key, rows, total) {
    const heads = [
        caption,
        `${t("announced")}: ${t("projects")}`,
        `${t("announced")}: ${t("investment")}`,
        `${t("itemised")}: ${t("projects")}`,
        `${t("itemised")}: ${t("investment")}`,
        `${t("coverage")}: ${t("projects")}`,
        `${t("coverage")}: ${t("investment")}`,
    ];
    return numbers(caption, heads, [
        ...rows.map((row) => cells(row, row_name(row, key))),
        ...(total ? [cells(total, t("total"))] : []),
    ]);
}

// Whether anything was announced for any of the rows.
export function announces_any(rows) {
    return rows.some((row) => row.announced.projects_figure || row.announced.investment);
}

export function scale_of(rows, measure, unit) {
    return extent_of(rows.flatMap((row) => Object.values(compared(row, measure, unit))));
}

// A part of the page about the division `key` that `path` sums up.
export function summary_section(id, path, key) {
    async function render(state) {
        const [{ data, total }, { unit }] = await Promise.all([
            api_get(path, summary_scope(state)),
            currencies(state),
        ]);
        const measure = measure_of(state);
        const announces = announces_any(data);
        const most = scale_of(data, measure, unit);
        if (data.length === 0) return [empty()];
        return [
            announces ? legend() : note(t("summary.unannounced")),
            bar_list(
                data.map((row) => ({
                    name: row_name(row, key),
                    link: state_link({ [key]: row[key] ?? NONE, project: "" }),
                    aside: coverage_aside(row, measure),
                    lines: row_lines(row, measure, unit, most, announces),
                })),
            ),
            summary_numbers(t(key), key, data, total),
        ];
    }
    return { id, keys: ["launch", "place", "measure", "unit"], render };
}
