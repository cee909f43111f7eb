// SPDX-License-Identifier: Apache-2.0
// Figures as words: "more than 320 bn yuan", 超3200亿元. What is withheld or unknown is never 0.
import { language, language_tag, t, t_code } from "./language.js";

const SCALES = { en: [12, 9, 6], zh: [12, 8, 4] };
const DIGITS = 2;
const ROUND = { low: "floor", high: "ceil", near: "halfExpand" };

// A number's text after moving its point; decimals are read from its shortest text, so exactly.
function number_text(value, exponent, way, digits = DIGITS) {
    return new Intl.NumberFormat(language_tag(), {
        maximumFractionDigits: digits,
        roundingMode: ROUND[way],
        useGrouping: language() === "zh" ? "min2" : "always",
    }).format(`${value}e-${exponent}`);
}

function money_text(value, unit, way) {
    const exponent = SCALES[language()].find((each) => Math.abs(value) >= 10 ** each) ?? 0;
    return with_unit(
        number_text(value, exponent, way, exponent ? DIGITS : 3),
        exponent ? t(`scale.${exponent}`) : "",
        unit,
    );
}

function with_unit(number, scale, unit) {
    if (unit === "CNY") return t("money.cny", { number, scale }).replace("  ", " ");
    const name =
        language() === "zh"
            ? new Intl.DisplayNames(language_tag(), { type: "currency" }).of(unit)
            : unit;
    return t("money.other", { number, scale, name }).trim();
}

// A value of the unit; `way` is which way it may be rounded: "low", "high" or "near".
export function value_text(value, unit, way = "near") {
    if (unit === "projects")
        return t(value === 1 ? "n_projects.one" : "n_projects", {
            n: number_text(value, 0, way),
        });
    if (unit === "percent") return `${number_text(value, 0, way, 4)}%`;
    return /^[A-Z]{3}$/.test(unit ?? "")
        ? money_text(value, unit, way)
        : `${number_text(value, 0, way, 4)} ${unit ?? ""}`.trim();
}

const LOWER = ["more_than", "at_least"];
const UPPER = ["less_than", "at_most"];

// The figure as words, `text` for its values.
function worded(figure, text) {
    const { qualifier, low, high } = figure;
    if (qualifier === "range" && figure.unit === "projects")
        return t("figure.range", { low: number_text(low, 0, "low"), high: text(high, "high") });
    if (qualifier === "range")
        return t("figure.range", { low: text(low, "low"), high: text(high, "high") });
    if (LOWER.includes(qualifier)) return t(`figure.${qualifier}`, { x: text(low, "low") });
    if (UPPER.includes(qualifier)) return t(`figure.${qualifier}`, { x: text(high, "high") });
    if (qualifier === "exact" || qualifier === "about")
        return t(`figure.${qualifier}`, { x: text(low, "near") });
    return t_code("figure", qualifier);
}

export function figure_text(figure) {
    return figure
        ? worded(figure, (value, way) => value_text(value, figure.unit, way))
        : t("unknown");
}

// The same as [words before, value, words behind].
export function figure_parts(figure) {
    const words = figure_text(figure);
    const alone = { ...figure, qualifier: "exact", low: figure?.low ?? figure?.high };
    if (!figure_is_known(figure) || figure.qualifier === "range") return ["", words, ""];
    const value = worded(alone, (x) => value_text(x, figure.unit, rounding_of(figure)));
    const at = words.indexOf(value);
    return at < 0 ? ["", words, ""] : [words.slice(0, at), value, words.slice(at + value.length)];
}

function rounding_of({ qualifier }) {
    if (LOWER.includes(qualifier)) return "low";
    return UPPER.includes(qualifier) ? "high" : "near";
}

// The same with every digit.
export function figure_exact_text(figure) {
    if (!figure) return t("unknown");
    const full = (value) =>
        with_unit(
            new Intl.NumberFormat(language_tag(), { maximumFractionDigits: 3 }).format(value),
            "",
            figure.unit,
        );
    return /^[A-Z]{3}$/.test(figure.unit ?? "") ? worded(figure, full) : figure_text(figure);
}

// Whether the figure says a number at all.
export function figure_is_known(figure) {
    return Boolean(figure) && (figure.low !== null || figure.high !== null);
}

// How far the figure reaches, for a scale; 0 where it says no number.
export function figure_extent(figure) {
    return Math.max(figure?.low ?? 0, figure?.high ?? 0);
}

// The figures of a sum: one, or one for each currency.
export function figures_of(part) {
    if (part?.investments) return part.investments;
    return part?.investment ? [part.investment] : [];
}

// The one of that unit, or null.
export function figure_in(part, unit) {
    return figures_of(part).find((figure) => figure.unit === unit) ?? null;
}

export function figures_text(figures) {
    return figures.length ? figures.map(figure_text).join(t("list.separator")) : t("unknown");
}

// A rollup as /projects/aggregate gives it, in the shape of a summary's.
export function rollup_of(row) {
    const sums = row.by_currency ?? (row.investment ? [row.investment] : []);
    return {
        projects: row.count,
        with_investment: row.with_investment,
        n_missing: row.n_missing,
        investments: sums.map((each) => each.sum),
    };
}
