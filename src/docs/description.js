// SPDX-License-Identifier: Apache-2.0
// The register's OpenAPI description as its pages show it.

const DESCRIPTION = new URL("../openapi.json", import.meta.url);

// Answers that operations share are described once, among the components: here each has its own.
function answers_resolved(description) {
    const shared = description.components.responses;
    for (const { responses } of Object.values(description.paths).flatMap(Object.values))
        for (const [status, { $ref }] of Object.entries(responses))
            if ($ref) responses[status] = shared[$ref.split("/").pop()];
    return description;
}

export async function description_read() {
    const response = await fetch(DESCRIPTION);
    if (!response.ok) throw new Error(`openapi.json is answered ${response.status}`);
    return answers_resolved(await response.json());
}

// Orders tags: what is about the register as a whole is last.
export function tags_order(a, b) {
    return (a === "register") - (b === "register");
}

// A column's filters are many parameters, `column` and `column__operator`: they become one with
// `operators`, which every other has none of.
export function filters_merged(parameters) {
    const merged = new Map();
    for (const parameter of parameters) {
        const [, column, operator] = parameter.name.match(/^(.+?)__(.+)$/) ?? [];
        const known = merged.get(`${parameter.in} ${column}`);
        if (known) known.operators.push(operator);
        else merged.set(`${parameter.in} ${parameter.name}`, { ...parameter, operators: [] });
    }
    return [...merged.values()];
}
