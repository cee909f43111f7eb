// SPDX-License-Identifier: Apache-2.0
// The register's OpenAPI description as its pages show it.

const DESCRIPTION = new URL("../openapi.json", import.meta.url);

export async function description_read() {
    const response = await fetch(DESCRIPTION);
    if (!response.ok) throw new Error(`openapi.json is answered ${response.status}`);
    return response.json();
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
