// SPDX-License-Identifier: Apache-2.0
// Starts Swagger UI on the register's own description, in the theme chosen for the dashboard. Its
// time goes by the size of what it is given, so a list's hundreds of filters, column__operator, are
// one field here, in which any of them can be written, and what operations share is there once.
import { description_read, filters_merged, tags_order } from "./description.js";

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const FILTERS = {
    name: "filters",
    in: "query",
    description: 'Filters with an operator, as {"name_zh__contains": "产业"}.',
    style: "form",
    explode: true,
    schema: { type: "object", additionalProperties: { type: "string" }, default: {} },
    example: {},
};

function theme_follow() {
    const theme = root.dataset.theme ?? (system.matches ? "dark" : "light");
    root.classList.toggle("dark-mode", theme === "dark");
}

function parameter_said({ operators, ...parameter }) {
    if (!operators.length) return parameter;
    const description = `${parameter.description} Operators: ${operators.join(", ")}.`;
    return { ...parameter, description };
}

function operation_shorten(operation) {
    const merged = filters_merged(operation.parameters ?? []);
    const filtered = merged.some(({ operators }) => operators.length);
    operation.parameters = merged.map(parameter_said).concat(filtered ? [FILTERS] : []);
}

// Gives what to put in place of a part of `kind`: a reference to one that is the same.
function share_begin(components, kind) {
    const names = new Map();
    components[kind] ??= {};
    return (part) => {
        const text = JSON.stringify(part);
        if (!names.has(text)) {
            names.set(text, `shared-${names.size}`);
            components[kind][names.get(text)] = part;
        }
        return { $ref: `#/components/${kind}/${names.get(text)}` };
    };
}

function description_shorten({ paths, components }) {
    const parameter_shared = share_begin(components, "parameters");
    const refusal_shared = share_begin(components, "responses");
    for (const operation of Object.values(paths).flatMap(Object.values)) {
        operation_shorten(operation);
        operation.parameters = operation.parameters.map(parameter_shared);
        for (const [status, response] of Object.entries(operation.responses))
            if (!status.startsWith("2")) operation.responses[status] = refusal_shared(response);
    }
}

// How keys are sent has no references; to resolve it, Swagger UI would go through everything first.
function schemes_plugin() {
    const ask = (resolve, system) => (path) =>
        path.join() === "components,securitySchemes"
            ? system.specActions.updateResolvedSubtree(
                  path,
                  system.specSelectors.specJson().getIn(path)?.toJS() ?? {},
              )
            : resolve(path);
    return { statePlugins: { spec: { wrapActions: { requestResolvedSubtree: ask } } } };
}

async function start() {
    const description = await description_read();
    description_shorten(description);
    globalThis.SwaggerUIBundle({
        spec: description,
        dom_id: "#swagger",
        validatorUrl: null,
        deepLinking: true,
        defaultModelsExpandDepth: 0,
        displayRequestDuration: true,
        layout: "BaseLayout",
        plugins: [schemes_plugin],
        tagsSorter: tags_order,
    });
}

theme_follow();
system.addEventListener("change", theme_follow);
start().catch((error) => {
    const said = document.createElement("p");
    said.textContent = `This page could not be drawn: ${error.message}.`;
    document.getElementById("swagger").replaceChildren(said);
});
