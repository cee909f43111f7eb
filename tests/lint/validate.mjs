// SPDX-License-Identifier: Apache-2.0
// Validates the document on stdin, as OpenAPI or against a JSON Schema of 2020-12 or draft-04:
//     node validate.mjs openapi
//     node validate.mjs SCHEMA.json [SCHEMA THAT IT REFERS TO]...
// Says each fault with its JSON pointer and leaves with 1 where there is one.
import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import Ajv04 from "ajv-draft-04";
import formats from "ajv-formats";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));

function schemaFaults([schema, ...others], document) {
    const Ajv = String(schema.$schema).includes("draft-04") ? Ajv04 : Ajv2020;
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

const [kind, ...others] = process.argv.slice(2);
const document = read(0);
const faults = kind === "openapi"
    ? await openapiFaults(document)
    : schemaFaults([kind, ...others].map(read), document);
for (const fault of faults) {
    console.log(fault.message ? `${fault.instancePath || "/"}: ${fault.message}` : fault);
}
process.exitCode = faults.length ? 1 : 0;
