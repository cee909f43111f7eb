// SPDX-License-Identifier: Apache-2.0
// Parts of the page that count what is itemised: by status and by size.
import { api_get } from "./api.js";
import { bar_line, bar_list, extent_of } from "./bars.js";
import { empty, note, numbers } from "./cards.js";
import { figure_in, figures_of, figures_text, rollup_of, value_text } from "./figure.js";
import { count_text, t } from "./language.js";
import { currencies, labels_of, measure_of, project_scope } from "./register.js";
import { NONE, state_link } from "./state.js";
import { exact, itemised_words } from "./summaries.js";

// Statuses in the order of a project's life, those without one last.
async function status_rows(state) {
    const [answer, labels] = await Promise.all([
        api_get("projects/aggregate", {
            ...project_scope(state),
            group_by: "status",
            aggregate: "count,sum(investment)",
        }),
        labels_of("status"),
    ]);
    const order = [...labels.keys(), null];
    return answer.data
        .map((row) => ({
            code: row.status,
            name: labels.get(row.status) ?? { text: row.status ?? t("unstated"), lang: "" },
            itemised: rollup_of(row),
        }))
        .sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
}

async function status_render(state) {
    const [rows, { unit }] = await Promise.all([status_rows(state), currencies(state)]);
    const measure = measure_of(state);
    const figure = (row) =>
        measure === "projects" ? exact(row.itemised.projects) : figure_in(row.itemised, unit);
    const most = extent_of(rows.map(figure));
    if (rows.length === 0) return [empty(t("projects.nothing"))];
    return [
        note(t("status.lead")),
        bar_list(
            rows.map((row) => ({
                name: row.name,
                link: state_link({ status: row.code ?? NONE, project: "" }),
                lines: [
                    bar_line(
                        figure(row),
                        most,
                        "itemised",
                        itemised_words(row.itemised, measure, figure(row)),
                    ),
                ],
            })),
        ),
        numbers(
            t("status"),
            [t("status"), t("projects"), t("investment")],
            rows.map((row) => [
                row.name,
                count_text(row.itemised.projects),
                figures_text(figures_of(row.itemised)),
            ]),
        ),
    ];
}

async function count(parameters) {
    return (await api_get("projects", { ...parameters, limit: 0 })).meta.total;
}

// Four bands of a power of ten each, the highest begins at the greatest amount's.
async function bands_of(scope, unit) {
    const greatest = await api_get("projects", {
        ...scope,
        investment_unit: unit,
        investment__null: "false",
        sort: "-investment",
        limit: 1,
        fields: "investment",
        count: "none",
    });
    const low = greatest.data[0]?.investment.low ?? greatest.data[0]?.investment.high;
    if (!low) return [];
    const top = Math.max(3, Math.floor(Math.log10(low)));
    return [
        ["", `1e${top - 2}`],
        [`1e${top - 2}`, `1e${top - 1}`],
        [`1e${top - 1}`, `1e${top}`],
        [`1e${top}`, ""],
    ].map((ends) => ends.map((end) => end && String(Number(end))));
}

function band_name([from, below], unit) {
    const text = (value) => value_text(Number(value), unit);
    if (!from) return t("sizes.below", { x: text(below) });
    if (!below) return t("sizes.from", { x: text(from) });
    return t("sizes.between", { low: text(from), high: text(below) });
}

async function size_rows(state, unit, units) {
    const scope = project_scope(state);
    const known = { ...scope, investment_unit: unit, investment__null: "false" };
    const bands = unit ? await bands_of(scope, unit) : [];
    const [total, missing, inside, ...counts] = await Promise.all([
        count(scope),
        count({ ...scope, investment__null: "true" }),
        unit ? count(known) : 0,
        ...bands.map(([from, below]) =>
            count({ ...known, investment__gte: from, investment__lt: below }),
        ),
    ]);
    const open = inside - counts.reduce((sum, each) => sum + each, 0);
    const rows = bands.map((band, i) => ({
        name: band_name(band, unit),
        n: counts[i],
        size: band.join(".."),
    }));
    const others = units.length > 1 ? total - missing - inside : 0;
    if (open > 0) rows.push({ name: t("sizes.open"), n: open, kind: "unsure" });
    if (others > 0) rows.push({ name: t("sizes.other"), n: others, kind: "unsure" });
    if (missing > 0)
        rows.push({ name: t("sizes.missing"), n: missing, size: NONE, kind: "unsure" });
    return rows;
}

async function size_render(state) {
    const { unit, units } = await currencies(state);
    const rows = await size_rows(state, unit, units);
    const most = Math.max(0, ...rows.map((row) => row.n));
    if (rows.length === 0) return [empty(t("projects.nothing"))];
    return [
        note(t("sizes.lead")),
        bar_list(
            rows.map((row) => ({
                name: { text: row.name, lang: "" },
                link: row.size && row.n ? state_link({ size: row.size, project: "" }) : null,
                lines: [
                    bar_line(
                        row.n === 0 ? 0 : exact(row.n),
                        most,
                        row.kind ?? "itemised",
                        value_text(row.n, "projects"),
                    ),
                ],
            })),
        ),
        numbers(
            t("size"),
            [t("size"), t("projects")],
            rows.map((row) => [row.name, count_text(row.n)]),
        ),
    ];
}

export const status = {
    id: "status",
    keys: ["launch", "place", "measure", "unit"],
    render: status_render,
};
export const sizes = { id: "sizes", keys: ["launch", "place", "unit"], render: size_render };
