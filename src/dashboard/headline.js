// SPDX-License-Identifier: Apache-2.0
// The key figures: what was announced, what is itemised, and how much of the one the other covers.
import { api_get } from "./api.js";
import { note } from "./cards.js";
import { el } from "./dom.js";
import { figure_text, figures_of, figures_text } from "./figure.js";
import { t } from "./language.js";
import { summary_scope } from "./register.js";
import { coverage_text } from "./summaries.js";

function projects_figure(n) {
    return { qualifier: "exact", low: n, high: n, unit: "projects" };
}

// How the sum of the parts goes with what is stated of the whole.
function sum_note(total, measure) {
    const sum =
        measure === "projects" ? total.announced.projects_figure : total.announced.investment;
    const agreement = total.agreement[measure];
    return agreement === "unknown" || !sum
        ? null
        : el("p", { class: "aside" }, t(`headline.sum.${agreement}`, { sum: figure_text(sum) }));
}

function figure_block(kind, what, lines) {
    return el(
        "div",
        { class: `key-figure ${kind}` },
        el("h3", {}, t(`headline.${kind}`)),
        el("p", { class: "what" }, what),
        lines,
    );
}

function announced_block(total) {
    const { stated, announced } = total;
    return figure_block("announced", t("headline.announced.what"), [
        el("p", { class: "big" }, figure_text(stated.projects_figure ?? announced.projects_figure)),
        sum_note(total, "projects"),
        el("p", { class: "big" }, figure_text(stated.investment ?? announced.investment)),
        sum_note(total, "investment"),
    ]);
}

function itemised_block(total) {
    const { itemised } = total;
    return figure_block("itemised", t("headline.itemised.what"), [
        el("p", { class: "big" }, figure_text(projects_figure(itemised.projects))),
        el(
            "p",
            { class: "aside" },
            t("headline.amounts", { n: itemised.with_investment, all: itemised.projects }),
        ),
        el("p", { class: "big" }, figures_text(figures_of(itemised))),
    ]);
}

function meter(total, measure, label) {
    const share = total.coverage[measure];
    return el(
        "div",
        { class: "meter" },
        el("p", {}, el("strong", {}, coverage_text(total, measure)), " ", label),
        el(
            "span",
            {
                class: `track${share === null ? " none" : ""}`,
                "aria-hidden": "true",
                "--part": Math.min(share ?? 0, 1),
            },
            el("span", {}),
        ),
    );
}

async function render(state) {
    const { total, meta } = await api_get("categories/summary", summary_scope(state));
    return [
        el(
            "div",
            { class: "key-figures" },
            announced_block(total),
            itemised_block(total),
            el(
                "div",
                { class: "key-figure coverage" },
                el("h3", {}, t("coverage")),
                el("p", { class: "what" }, t("headline.coverage")),
                meter(total, "projects", t("headline.of_projects")),
                meter(total, "investment", t("headline.of_investment")),
            ),
        ),
        note(t("headline.never")),
        meta.left_out.length
            ? note(t("headline.left_out", { list: meta.left_out.join(t("list.separator")) }))
            : null,
    ];
}

export const headline = { id: "headline", keys: ["launch", "place"], render };
