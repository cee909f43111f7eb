// SPDX-License-Identifier: Apache-2.0
// The table of projects: filtered, sorted and paged by the API, never loaded as a whole.
import { api_cursor, api_get } from "./api.js";
import { empty, note } from "./cards.js";
import { announce, el, replace, spoken } from "./dom.js";
import { downloads } from "./downloads.js";
import { figure_exact_text, figure_text } from "./figure.js";
import { filters_form } from "./filters.js";
import { count_text, date_text, language, name_of, t } from "./language.js";
import { currencies, labels_of } from "./register.js";
import { project_filters } from "./query.js";
import { state_link, state_set } from "./state.js";

const LIMITS = ["20", "50", "100"];
const FIELDS = [
    "id",
    "name_en",
    "name_zh",
    "name_local",
    "category",
    "sector",
    "district",
    "district_name_en",
    "district_name_zh",
    "district_name_local",
    "status",
    "status_verbatim",
    "start_date",
    "investment",
].join();
const results = el("div", { class: "results" });

// The table's columns: what they are sorted by, and what is in them.
const COLUMNS = [
    {
        id: "name",
        sort: "name",
        cell: (row, labels) => [
            el(
                "a",
                { href: state_link({ project: row.id }), "data-state": "" },
                spoken(name_of(row, row.id)),
            ),
            under(row, labels),
        ],
    },
    {
        id: "category",
        sort: "category",
        cell: (row, labels) => label(labels.category, row.category),
    },
    { id: "sector", sort: "sector", cell: (row, labels) => label(labels.sector, row.sector) },
    {
        id: "place",
        sort: "district",
        cell: (row) =>
            row.district === null ? unstated() : spoken(name_of(place_names(row), row.district)),
    },
    {
        id: "status",
        sort: "status",
        cell: (row, labels) =>
            row.status === null
                ? (row.status_verbatim ?? unstated())
                : label(labels.status, row.status),
    },
    {
        id: "start",
        sort: "start_date",
        cell: (row) => (row.start_date ? date_text(row.start_date) : unstated()),
    },
    {
        id: "investment",
        sort: "investment",
        number: true,
        cell: (row) =>
            row.investment
                ? el(
                      "span",
                      { title: figure_exact_text(row.investment) },
                      figure_text(row.investment),
                  )
                : el("span", { class: "unknown" }, t("unknown")),
    },
];

// On a narrow page the other columns are left out: what matters of them stands under the name.
function under(row, labels) {
    const parts = [
        row.category && label(labels.category, row.category),
        row.district && spoken(name_of(place_names(row), row.district)),
    ].filter(Boolean);
    return el(
        "span",
        { class: "under note" },
        parts[0],
        parts[1] ? t("list.separator") : "",
        parts[1],
    );
}

function unstated() {
    return el("span", { class: "unknown" }, t("unstated"));
}

function place_names(row) {
    return {
        name_en: row.district_name_en,
        name_zh: row.district_name_zh,
        name_local: row.district_name_local,
    };
}

function label(labels, code) {
    return code === null ? unstated() : spoken(labels.get(code) ?? { text: code });
}

// The API's order for the one chosen; names are sorted as the language shows them.
function api_sort(sort) {
    return sort.replace("name", `name_${language()}`);
}

function head_cell(column, sort) {
    const up = sort === column.sort,
        down = sort === `-${column.sort}`;
    return el(
        "th",
        {
            scope: "col",
            class: column.number ? "number" : null,
            "data-column": column.id,
            "aria-sort": up ? "ascending" : down ? "descending" : null,
        },
        el(
            "button",
            {
                type: "button",
                id: `sort-${column.id}`,
                onclick: () =>
                    state_set({
                        sort: down
                            ? column.sort
                            : up
                              ? `-${column.sort}`
                              : column.number
                                ? `-${column.sort}`
                                : column.sort,
                    }),
            },
            t(column.id),
            el("span", { class: "arrow", "aria-hidden": "true" }, up ? "↑" : down ? "↓" : ""),
        ),
    );
}

function body_row(row, labels) {
    return el(
        "tr",
        {},
        COLUMNS.map((column, i) =>
            el(
                i === 0 ? "th" : "td",
                {
                    scope: i === 0 ? "row" : null,
                    class: column.number ? "number" : null,
                    "data-column": column.id,
                    "data-label": t(column.id),
                },
                column.cell(row, labels),
            ),
        ),
    );
}

function project_table(state, rows, labels) {
    return el(
        "div",
        {
            class: "scroll",
            tabindex: 0,
            role: "group",
            "aria-label": t("projects.table", { page: page_of(state) }),
        },
        el(
            "table",
            { class: "projects-table" },
            el(
                "thead",
                {},
                el(
                    "tr",
                    {},
                    COLUMNS.map((column) => head_cell(column, state.sort)),
                ),
            ),
            el(
                "tbody",
                {},
                rows.map((row) => body_row(row, labels)),
            ),
        ),
    );
}

function page_of(state) {
    return Math.max(1, Number.parseInt(state.page, 10) || 1);
}

function limit_of(state) {
    return LIMITS.includes(state.limit) ? Number(state.limit) : Number(LIMITS[0]);
}

function turn(id, words, changes) {
    return el(
        "button",
        { type: "button", id, disabled: !changes, onclick: () => state_set(changes) },
        words,
    );
}

// Where "previous" leads: the API says so, or the page was the first but one.
function previous(state, links) {
    const page = page_of(state);
    if (page <= 1) return null;
    const cursor = page === 2 ? "" : api_cursor(links.prev);
    return cursor || page === 2 ? { cursor, page: page === 2 ? "" : String(page - 1) } : null;
}

function pager(state, { links, meta }) {
    const page = page_of(state),
        limit = limit_of(state);
    const next = links.next && { cursor: api_cursor(links.next), page: String(page + 1) };
    const from = (page - 1) * limit + 1;
    return el(
        "nav",
        { class: "pager", "aria-label": t("projects.pages") },
        turn("page-first", t("projects.first"), page > 1 && { cursor: "", page: "" }),
        turn("page-previous", t("projects.previous"), previous(state, links)),
        el(
            "p",
            {},
            t("projects.count.range", {
                from: count_text(from),
                to: count_text(from + meta.returned - 1),
                n: count_text(meta.total),
            }),
        ),
        turn("page-next", t("projects.next"), next),
        el(
            "label",
            { class: "rows" },
            t("projects.rows"),
            " ",
            el(
                "select",
                { id: "page-limit", onchange: (event) => state_set({ limit: event.target.value }) },
                LIMITS.map((each) =>
                    el("option", { value: each, selected: Number(each) === limit }, each),
                ),
            ),
        ),
    );
}

function count_words(n) {
    return t(n === 1 ? "projects.count.one" : "projects.count", { n: count_text(n) });
}

async function labels_all() {
    const lists = ["category", "sector", "status"];
    const labels = await Promise.all(lists.map(labels_of));
    return Object.fromEntries(lists.map((list, i) => [list, labels[i]]));
}

async function results_draw(state) {
    const money = await currencies(state);
    const filters = project_filters(state, money);
    const [answer, labels] = await Promise.all([
        api_get("projects", {
            ...filters,
            fields: FIELDS,
            sort: api_sort(state.sort),
            limit: limit_of(state),
            cursor: state.cursor,
        }),
        labels_all(),
    ]);
    const found = answer.meta.total;
    replace(
        results,
        el("p", { class: "count" }, count_words(found)),
        filters.investment_unit ? note(t("projects.currency", { unit: money.unit })) : null,
        answer.data.length
            ? [project_table(state, answer.data, labels), pager(state, answer)]
            : empty(t(Object.keys(filters).length ? "projects.empty" : "projects.nothing")),
        downloads(filters, api_sort(state.sort), found, count_words(found)),
    );
    announce(count_words(found));
}

async function render(state) {
    const form = await filters_form(state);
    await results_draw(state);
    return [form, results];
}

export const projects = {
    id: "projects",
    keys: [
        "launch",
        "place",
        "unit",
        "q",
        "category",
        "sector",
        "district",
        "status",
        "start_year",
        "size",
        "sort",
        "limit",
        "cursor",
        "page",
    ],
    render,
};
