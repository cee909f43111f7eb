// SPDX-License-Identifier: Apache-2.0
// Bars whose ends are as certain as their figures: a filled part to what is certain, a hatched one
// to what may be, an open end where nothing says how far.
import { el, spoken } from "./dom.js";
import { figure_extent, figure_is_known } from "./figure.js";

const OPEN = ["more_than", "at_least"];

// A bar of the figure on a scale that ends at `most`; `kind` is "announced" or "itemised". What is
// not known is hatched; what is known to be nothing is an empty track, for which `figure` is 0.
export function bar(figure, most, kind) {
    if (figure === 0) return el("span", { class: `bar ${kind}`, "aria-hidden": "true" });
    if (!figure_is_known(figure))
        return el("span", { class: `bar ${kind} none`, "aria-hidden": "true" });
    const part = (value) => (most > 0 ? Math.min(value / most, 1) : 0);
    const open = OPEN.includes(figure.qualifier);
    return el(
        "span",
        {
            class: `bar ${kind}${open ? " open" : ""}`,
            "aria-hidden": "true",
            "--low": part(figure.low ?? 0),
            "--high": part(figure_extent(figure)),
        },
        el("span", { class: "sure" }),
        el("span", { class: "maybe" }),
    );
}

// The greatest extent of some figures; beyond one that says "more than" is room to see it go on.
export function extent_of(figures) {
    const room = (figure) => (OPEN.includes(figure?.qualifier) ? 1.08 : 1);
    return Math.max(0, ...figures.map((figure) => figure_extent(figure) * room(figure)));
}

// One line of a bar: the bar and its words.
export function bar_line(figure, most, kind, words) {
    return el(
        "span",
        { class: "bar-line" },
        bar(figure, most, kind),
        el("span", { class: `bar-words ${kind}` }, words),
    );
}

// A list of groups, each { name: { text, lang }, link, to, lines, aside }; `to` is the part of the
// page that its link is about. Where all have but one line it stands beside the name.
export function bar_list(groups) {
    const single = groups.every((group) => group.lines.length === 1);
    return el(
        "ul",
        { class: single ? "bars single" : "bars", role: "list" },
        groups.map((group) =>
            el(
                "li",
                { class: "group" },
                el(
                    "span",
                    { class: "group-name" },
                    group.link
                        ? el(
                              "a",
                              { href: group.link, "data-state": group.to ?? "projects" },
                              spoken(group.name),
                          )
                        : spoken(group.name),
                ),
                group.aside ? el("span", { class: "group-aside" }, group.aside) : null,
                el("span", { class: "group-lines" }, group.lines),
            ),
        ),
    );
}
