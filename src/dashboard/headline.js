// SPDX-License-Identifier: Apache-2.0
// The key figures: what was announced, what is itemised, and how much of the one the other covers.
import { api_get, api_list } from "./api.js";
import { note } from "./cards.js";
import { el } from "./dom.js";
import { figure_parts, figure_text, figures_of } from "./figure.js";
import { name_of, t } from "./language.js";
import { summary_scope } from "./register.js";
import { coverage_text, exact } from "./summaries.js";

const LEFT_OUT = 20;

// How the sum of the parts goes with what is stated of the whole.
function sum_words(total, measure) {
    const { projects_figure, investment } = total.announced;
    const sum = measure === "projects" ? projects_figure : investment;
    const agreement = total.agreement[measure];
    return agreement === "unknown" || !sum
        ? ""
        : t(`headline.sum.${agreement}`, { sum: figure_text(sum) });
}

// Six rows that stand beside each other's: heading, what it is, projects and investment with a word
// on each.
function block(kind, what, rows) {
    return el(
        "div",
        { class: `key-figure ${kind}` },
        el("h3", {}, t(kind)),
        el("p", { class: "what" }, what),
        rows,
    );
}

// Large, with what makes the figure imprecise smaller before and behind it.
function big(figure) {
    const [before, value, after] = figure_parts(figure);
    return el(
        "span",
        { class: "big" },
        el("span", { class: "vague" }, before),
        value,
        el("span", { class: "vague" }, after),
    );
}

// The figures one below the other; `otherwise` where there is none to have.
function bigs(figures, otherwise) {
    if (figures.length === 0) return el("p", { class: "bigs unknown" }, otherwise);
    const several = figures.length > 1 ? " several" : "";
    return el("p", { class: `bigs${several}` }, figures.map(big));
}

function aside(text) {
    return el("p", { class: "aside" }, text);
}

function announced_block(total) {
    const { stated, announced } = total;
    return block("announced", t("headline.announced.what"), [
        bigs(
            [stated.projects_figure ?? announced.projects_figure].filter(Boolean),
            t("announced.none"),
        ),
        aside(sum_words(total, "projects")),
        bigs([stated.investment ?? announced.investment].filter(Boolean), t("announced.none")),
        aside(sum_words(total, "investment")),
    ]);
}

function itemised_block({ itemised }) {
    const all = itemised.projects;
    return block("itemised", t("headline.itemised.what"), [
        bigs([exact(all)]),
        aside(""),
        bigs(figures_of(itemised), all === 0 ? "" : t("unknown")),
        aside(all === 0 ? "" : t("headline.amounts", { n: itemised.with_investment, all })),
    ]);
}

function meter(total, measure, label) {
    const share = total.coverage[measure];
    return [
        el("p", { class: "meter" }, el("strong", {}, coverage_text(total, measure)), " ", label),
        el(
            "span",
            {
                class: `track${share === null ? " none" : ""}`,
                "aria-hidden": "true",
                "--part": Math.min(share ?? 0, 1),
            },
            share > 0 ? el("span", {}) : null,
        ),
    ];
}

// The launches whose figures would be counted twice, each with the one that has them too.
async function left_out_note(left_out) {
    if (left_out.length === 0) return null;
    const ids = left_out.slice(0, LEFT_OUT).flatMap((each) => [each.launch, each.overlaps]);
    const launches = await api_list("launches", { id__in: [...new Set(ids)].join() });
    const name = (id) =>
        name_of(
            launches.find((each) => each.id === id),
            id,
        ).text;
    const pairs = left_out
        .slice(0, LEFT_OUT)
        .map(({ launch, overlaps }) =>
            t("headline.overlaps", { launch: name(launch), other: name(overlaps) }),
        );
    return note(t("headline.left_out", { list: pairs.join(t("list.separator")) }));
}

async function render(state) {
    const { total, meta } = await api_get("categories/summary", summary_scope(state));
    return [
        el(
            "div",
            { class: "key-figures" },
            announced_block(total),
            itemised_block(total),
            block("coverage", t("headline.coverage"), [
                meter(total, "projects", t("headline.of_projects")),
                meter(total, "investment", t("headline.of_investment")),
            ]),
        ),
        note(t("headline.never")),
        await left_out_note(meta.left_out),
    ];
}

export const headline = { id: "headline", keys: ["launch", "place"], render };
