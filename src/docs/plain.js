// SPDX-License-Identifier: Apache-2.0
// Draws the register's OpenAPI description on one page: operations by their tags, and what their
// answers are made of. What is inside an operation is drawn when it is opened.
import { el } from "../dashboard/dom.js";
import { description_read, tags_order } from "./description.js";
import { parameters_table, schema_table, type_text } from "./plain_tables.js";

const METHODS = ["get", "post", "put", "patch", "delete"];

// [[tag, [operation]]], an operation being { path, method, ... }; the register as a whole is last.
function operations_grouped(paths) {
    const groups = new Map();
    for (const [path, item] of Object.entries(paths))
        for (const method of METHODS.filter((each) => item[each])) {
            const tag = item[method].tags[0];
            if (!groups.has(tag)) groups.set(tag, []);
            groups.get(tag).push({ path, method, ...item[method] });
        }
    return [...groups].sort(([a], [b]) => tags_order(a, b));
}

// A path, with places to break the line at.
function path_shown(path) {
    return el(
        "code",
        { class: "path" },
        path.split(/(?<=.)(?=\/)/).flatMap((part, i) => (i ? [el("wbr"), part] : [part])),
    );
}

function part(title, ...content) {
    return [el("h4", {}, title), ...content];
}

function body_shown({ requestBody: body }) {
    if (!body) return [];
    const rows = Object.entries(body.content).map(([type, { schema }]) =>
        el("tr", {}, el("td", {}, el("code", {}, type)), el("td", {}, type_text(schema))),
    );
    return part("Body", body.description && el("p", {}, body.description), [
        el("div", { class: "scroll", tabindex: 0 }, el("table", {}, el("tbody", {}, rows))),
    ]);
}

function answer_row([status, { description, content }]) {
    const kinds = Object.entries(content ?? {}).map(([type, { schema }]) =>
        el("li", {}, el("code", {}, type), schema ? [" ", type_text(schema)] : null),
    );
    return el(
        "tr",
        {},
        el("th", { scope: "row" }, status),
        el("td", {}, description),
        el("td", {}, kinds.length ? el("ul", {}, kinds) : null),
    );
}

function answers_shown({ responses }) {
    return part(
        "Answers",
        el(
            "div",
            { class: "scroll answers", tabindex: 0, role: "group", "aria-label": "Answers" },
            el(
                "table",
                {},
                el(
                    "thead",
                    {},
                    el(
                        "tr",
                        {},
                        ["Status", "Meaning", "Content"].map((name) =>
                            el("th", { scope: "col" }, name),
                        ),
                    ),
                ),
                el("tbody", {}, Object.entries(responses).map(answer_row)),
            ),
        ),
    );
}

// "GET /projects?limit=1" is a question of this register: its address is a link.
function question_shown(summary) {
    const target = summary?.match(/^GET (\/\S*)$/)?.[1];
    if (!target) return summary ? el("p", {}, summary) : null;
    return el("p", {}, el("a", { href: `..${target}` }, el("code", {}, summary)));
}

function examples_shown({ responses }) {
    const contents = Object.entries(responses)
        .filter(([status]) => status.startsWith("2"))
        .flatMap(([, { content }]) => Object.values(content ?? {}));
    const examples = contents.flatMap(({ examples }) => Object.values(examples ?? {}));
    if (!examples.length) return [];
    return part(
        "Example",
        examples.map(({ summary, value }) => [
            question_shown(summary),
            el(
                "pre",
                { class: "example", tabindex: 0 },
                el("code", {}, JSON.stringify(value, null, 2)),
            ),
        ]),
    );
}

function operation_shown(operation) {
    const parameters = operation.parameters ?? [];
    return [
        operation.description && el("p", {}, operation.description),
        parameters.length ? part("Parameters", parameters_table(parameters)) : null,
        body_shown(operation),
        answers_shown(operation),
        examples_shown(operation),
    ]
        .flat(Infinity)
        .filter(Boolean);
}

// Something that is drawn once it is opened.
function drawer(attributes, summary, draw) {
    const inside = el("div", { class: "inside" });
    const node = el("details", attributes, el("summary", {}, summary), inside);
    node.addEventListener("toggle", () => {
        if (node.open && !inside.hasChildNodes()) inside.append(...draw());
    });
    return node;
}

function operation_drawer(operation) {
    return drawer(
        { class: "operation", id: operation.operationId },
        el(
            "h3",
            {},
            el("span", { class: `method ${operation.method}` }, operation.method.toUpperCase()),
            path_shown(operation.path),
            el("span", { class: "gist" }, operation.summary),
        ),
        () => operation_shown(operation),
    );
}

function group_shown([name, operations]) {
    return el("section", {}, el("h2", {}, name), operations.map(operation_drawer));
}

function schemas_shown(schemas) {
    const drawers = Object.entries(schemas).map(([name, schema]) =>
        drawer({ class: "schema", id: `schema-${name}` }, el("h3", {}, el("code", {}, name)), () =>
            [schema.description && el("p", {}, schema.description), schema_table(schema)].filter(
                Boolean,
            ),
        ),
    );
    return el("section", {}, el("h2", {}, "What answers are made of"), drawers);
}

// Opens what the address names.
function address_follow() {
    const node = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!(node instanceof HTMLDetailsElement)) return;
    node.open = true;
    node.scrollIntoView();
}

async function draw() {
    const main = document.getElementById("reference");
    const lead = document.getElementById("lead");
    try {
        const { info, paths, components } = await description_read();
        lead.textContent = `${info.description} Version ${info.version}.`;
        main.append(
            ...operations_grouped(paths).map(group_shown),
            schemas_shown(components.schemas),
        );
        address_follow();
    } catch (error) {
        lead.textContent = `This page could not be drawn: ${error.message}.`;
    }
    main.removeAttribute("aria-busy");
}

addEventListener("hashchange", address_follow);
draw();
