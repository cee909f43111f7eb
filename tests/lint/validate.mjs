// SPDX-License-Identifier: Apache-2.0
// Validates documents for the lints. Each line of stdin is one, in JSON:
//     {"name": ..., "document": ..., "schemas": [the schema, others that it refers to]}
// A schema is of 2020-12, draft-07 or draft-04; without schemas the document is OpenAPI. Says a
// line a fault: the name, a tab, the JSON pointer and what is wrong there.
import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv07 from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import Ajv04 from "ajv-draft-04";
import formats from "ajv-formats";

function dialect(schema) {
    const name = String(schema.$schema);
    return name.includes("draft-04") ? Ajv04 : name.includes("draft-07") ? Ajv07 : Ajv2020;
}

function schemaFaults([schema, ...others], document) {
    const Ajv = dialect(schema);
    const ajv = new Ajv({ allErrors: true, strict: false });
    formats(ajv);
    ajv.addSchema(others);
    const validate = ajv.compile(schema);
    return validate(document) ? [] : validate.errors;
}

async function openapiFaults(document) {
    const result = await new Validator().validate(document);
    return result.valid ? [] : [result.errors].flat();
}

for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    const { name, document, schemas } = JSON.parse(line);
    const faults = schemas ? schemaFaults(schemas, document) : await openapiFaults(document);
    for (const fault of faults) {
        const text = fault.message ? `${fault.instancePath || "/"}: ${fault.message}` : fault;
        console.log(`${name}\t${text}`);
    }
}
