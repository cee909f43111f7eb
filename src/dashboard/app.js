// SPDX-License-Identifier: Apache-2.0
// Draws the page's parts, each by itself, and again when what it is about changes.
import { changes, changes_watch } from "./changes.js";
import { failure, waiting } from "./cards.js";
import { sizes, status } from "./counts.js";
import { detail_draw } from "./detail.js";
import { districts } from "./districts.js";
import { el, replace } from "./dom.js";
import { headline } from "./headline.js";
import { language_choose, t } from "./language.js";
import { besides, checks, timeline } from "./launches.js";
import { colophon_draw, masthead_draw } from "./masthead.js";
import { projects } from "./projects.js";
import { measures, sources, targets } from "./reference.js";
import { state, state_follow, state_watch } from "./state.js";
import { summary_section } from "./summaries.js";

const SECTIONS = [
    headline,
    { ...summary_section("categories", "categories/summary", "category"), width: "wide" },
    { ...checks, width: "third" },
    districts,
    { ...summary_section("sectors", "sectors/summary", "sector"), width: "half" },
    { ...status, width: "half" },
    { ...timeline, width: "half" },
    { ...sizes, width: "half" },
    { ...besides, width: "half" },
    { ...targets, width: "half" },
    projects,
    { ...changes, width: "third" },
    { ...measures, width: "third" },
    { ...sources, width: "third" },
];
const MASTHEAD = ["launch", "place", "measure", "unit"];

function section_node(section) {
    const body = el("div", { class: "body" });
    const head = el("header", {});
    section.node = el(
        "section",
        {
            id: section.id,
            class: `card ${section.id} ${section.width ?? ""}`,
            tabindex: -1,
            "aria-labelledby": `${section.id}-title`,
        },
        head,
        body,
    );
    section.head = head;
    section.body = body;
    section.turn = 0;
    return section.node;
}

function section_title(section) {
    replace(section.head, el("h2", { id: `${section.id}-title` }, t(`${section.id}.title`)));
}

function tables_of(section) {
    return [...section.body.querySelectorAll("details")];
}

// Draws a part, its tables open as they were; of two drawings under way the later counts.
async function section_draw(section) {
    const turn = ++section.turn;
    section_title(section);
    section.node.setAttribute("aria-busy", "true");
    if (!section.body.hasChildNodes()) replace(section.body, waiting());
    let content;
    try {
        content = await section.render(state());
    } catch (error) {
        content = [failure(error, () => section_draw(section))];
    }
    if (turn !== section.turn) return;
    const open = tables_of(section).map((each) => each.open);
    replace(section.body, content);
    tables_of(section).forEach((each, i) => each.toggleAttribute("open", open[i] ?? false));
    section.node.removeAttribute("aria-busy");
}

function draw_all() {
    language_choose(state().lang);
    document.getElementById("skip").textContent = t("skip");
    masthead_draw(state());
    SECTIONS.forEach(section_draw);
    colophon_draw();
    detail_draw();
}

function follow(event) {
    const link = event.target.closest("a[data-state]");
    if (
        !link ||
        event.defaultPrevented ||
        event.button !== 0 ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey
    )
        return;
    event.preventDefault();
    state_follow(link.href);
    if (link.dataset.state) document.getElementById(link.dataset.state)?.scrollIntoView();
}

// On paper every table of numbers is open, and afterwards as it was.
function paper(event) {
    for (const details of document.querySelectorAll("details.numbers")) {
        if (event.type === "beforeprint") details.dataset.was = details.open ? "open" : "";
        details.open = event.type === "beforeprint" || details.dataset.was === "open";
    }
}

addEventListener("beforeprint", paper);
addEventListener("afterprint", paper);
document.getElementById("main").append(...SECTIONS.map(section_node));
document.addEventListener("click", follow);
state_watch((now, changed) => {
    if (changed.includes("lang")) return draw_all();
    if (changed.includes("project")) detail_draw();
    if (changed.some((key) => MASTHEAD.includes(key))) masthead_draw(now);
    for (const section of SECTIONS)
        if (changed.some((key) => section.keys.includes(key))) section_draw(section);
});
draw_all();
changes_watch(draw_all);
