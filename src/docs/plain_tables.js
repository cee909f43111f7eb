// SPDX-License-Identifier: Apache-2.0
// Parameters and schemas of an OpenAPI description as tables.
import { el } from "../dashboard/dom.js";
import { filters_merged } from "./description.js";

const SCHEMAS = "#/components/schemas/";
// The keywords of JSON Schema beside the type that are said in words.
const BOUNDS = [
    ["format", ""],
    ["minimum", "from "],
    ["maximum", "to "],
    ["maxLength", "at most characters: "],
    ["maxItems", "at most items: "],
    ["pattern", "like "],
];

function joined(texts, separator) {
    return texts.flatMap((text, i) => (i ? [separator, text] : [text]));
}

// The type of a schema as nodes: a name, a list of something, one of several.
export function type_text(schema) {
    if (!schema || schema === true) return "anything";
    if (schema.$ref) {
        const name = schema.$ref.replace(SCHEMAS, "");
        return el("a", { href: `#schema-${name}` }, name);
    }
    const choice = schema.oneOf ?? schema.anyOf;
    if (choice) return joined(choice.map(type_text), " or ");
    if (schema.allOf) return joined(schema.allOf.map(type_text), " and ");
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum) return joined(schema.enum.map((each) => JSON.stringify(each)), " or ");
    const type = [schema.type ?? "anything"].flat().join(" or ");
    if (schema.items) return ["list of ", type_text(schema.items)];
    if (schema.properties && schema.properties.data)
        return ["data: ", type_text(schema.properties.data)];
    return joined([type, ...bounds_text(schema)], ", ");
}

function bounds_text(schema) {
    return BOUNDS.filter(([word]) => schema[word] !== undefined).map(
        ([word, text]) => `${text}${schema[word]}`,
    );
}

function table(label, heads, rows) {
    const head = heads.map((name) => el("th", { scope: "col" }, name));
    return el(
        "div",
        { class: "scroll", tabindex: 0, role: "group", "aria-label": label },
        el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows)),
    );
}

function parameter_row({ name, description, required, schema, in: place, operators }) {
    return el(
        "tr",
        {},
        el(
            "th",
            { scope: "row" },
            el("code", {}, name),
            required ? el("span", { class: "required" }, " required") : null,
        ),
        el("td", {}, place === "query" ? null : `${place}: `, type_text(schema)),
        el(
            "td",
            {},
            description,
            operators.length
                ? el(
                      "p",
                      { class: "operators" },
                      joined(
                          operators.map((each) => el("code", {}, `__${each}`)),
                          " ",
                      ),
                  )
                : null,
        ),
    );
}

export function parameters_table(parameters) {
    return table(
        "Parameters",
        ["Name", "Type", "Meaning"],
        filters_merged(parameters).map(parameter_row),
    );
}

export function schema_table(schema) {
    const properties = Object.entries(schema.properties ?? {});
    if (!properties.length) return el("p", {}, type_text(schema));
    const rows = properties.map(([name, property]) =>
        el(
            "tr",
            {},
            el("th", { scope: "row" }, el("code", {}, name)),
            el("td", {}, type_text(property)),
            el("td", {}, property.description ?? null),
        ),
    );
    return table("Members", ["Name", "Type", "Meaning"], rows);
}
