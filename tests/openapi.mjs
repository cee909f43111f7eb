// SPDX-License-Identifier: Apache-2.0
// What is published keeps its word, say validators that are not ours: /openapi.json is valid, what
// servers answer and refuse is as it says and no more, and /schema/register.json tells a register
// document from a broken one, as the import does.
//
//     node openapi.mjs GROUNDBREAK
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { breaks } from "./register_breaks.mjs";
import { isDeepStrictEqual } from "node:util";

const TESTS = dirname(fileURLToPath(import.meta.url));
const REGISTERS = [join(TESTS, "../deploy/registers"), join(TESTS, "api/registers")];
const DEMO = join(REGISTERS[0], "guangzhou-2024-q1.json");
const START_MILLISECONDS = 30000;
const FAULTS_TOLD = 20;
const DATAERR = 65;

function skip(why) {
    console.log(`1..0 # SKIP ${why}`);
    process.exit(0);
}

async function validators() {
    try {
        const { Validator } = await import("@seriousme/openapi-schema-validator");
        const { default: Ajv } = await import("ajv/dist/2020.js");
        const { default: formats } = await import("ajv-formats");
        return { Validator, Ajv, formats };
    } catch (error) {
        return skip(`needs the packages of tests/package.json (${error.code}); see tests/run`);
    }
}

const { Validator, Ajv, formats } = await validators();
const program = process.argv[2] ?? skip("needs the program as its argument");
const folder = mkdtempSync(join(tmpdir(), "groundbreak-openapi-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

let told = 0;
let broken = 0;

// A claim holds where it gives no faults, each a text.
async function claim(name, hold) {
    let faults;
    try {
        faults = await hold();
    } catch (error) {
        faults = [error.stack, error.cause].filter(Boolean);
    }
    told += 1;
    broken += faults.length > 0;
    console.log(`${faults.length ? "not " : ""}ok ${told} - ${name}`);
    for (const fault of faults.slice(0, FAULTS_TOLD))
        console.log(String(fault).replace(/^/gm, "# "));
}

function database(name) {
    return ["--db", join(folder, `${name}.db`)];
}

function run(...args) {
    return execFileSync(program, args, { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
}

// Serves a database until stop(); `ask` gives {status, type, document} of a target.
class Server {
    constructor(name, ...options) {
        const args = ["serve", ...database(name), "--listen", "127.0.0.1:0", "--threads", "1"];
        const stdio = ["ignore", "ignore", "pipe"];
        this.process = spawn(program, [...args, ...options], { stdio });
        this.said = "";
    }

    async start() {
        const port = await new Promise((resolve, reject) => {
            const late = setTimeout(() => reject(Error(this.said)), START_MILLISECONDS);
            this.process.on("exit", () => reject(Error(this.said)));
            this.process.stderr.on("data", (bytes) => {
                this.said += bytes;
                const listening = this.said.match(/\bevent=listening\b.*\bport=(\d+)/);
                if (listening) resolve(listening[1], clearTimeout(late));
            });
        });
        this.base = `http://127.0.0.1:${port}`;
        return this;
    }

    async ask(target, method = "GET", headers = {}) {
        const answer = await fetch(this.base + target, { method, headers });
        const type = answer.headers.get("content-type")?.split(";")[0];
        const document = /json$/.test(type) ? await answer.json() : null;
        return { status: answer.status, type, document, headers: [...answer.headers.keys()] };
    }

    stop() {
        this.process.removeAllListeners("exit");
        this.process.kill("SIGTERM");
    }
}

// What is of the message rather than of the answer.
const TRANSPORT = ["connection", "content-length", "content-type", "date", "transfer-encoding"];

// Whose rows have members named after what was asked.
const OPEN = ["Aggregate", "Facets"];

// A schema that lets no member pass which it does not describe.
function closed(schema) {
    if (Array.isArray(schema)) return schema.map(closed);
    if (schema === null || typeof schema !== "object") return schema;
    const inner = Object.entries(schema).map(([name, value]) => [name, closed(value)]);
    const named = schema.properties && schema.additionalProperties === undefined;
    return { ...Object.fromEntries(inner), ...(named && { additionalProperties: false }) };
}

function validator() {
    const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false,
        allowUnionTypes: true });
    ajv.addVocabulary(["components"]);
    formats(ajv);
    return ajv;
}

// Faults of an answer by the schema that /openapi.json gives for its path, status and type.
class Described {
    constructor(openapi) {
        this.openapi = openapi;
        this.components = closed(openapi.components);
        for (const name of OPEN) this.components.schemas[name] = openapi.components.schemas[name];
        this.compiled = new Map();
    }

    check(schema) {
        const text = JSON.stringify(schema);
        if (!this.compiled.has(text))
            this.compiled.set(
                text, validator().compile({ ...closed(schema), components: this.components }));
        return this.compiled.get(text);
    }

    faults(path, target, { status, type, document, headers }, method = "GET") {
        const operations = this.openapi.paths[path];
        const operation = operations[method.toLowerCase()] ?? operations.get;
        const told = operation.responses[status];
        const shared = told?.$ref?.split("/").pop();
        const response = shared ? this.openapi.components.responses[shared] : told;
        const carried = Object.keys(response?.headers ?? {}).map((name) => name.toLowerCase());
        const silent = headers.filter((name) => ![...carried, ...TRANSPORT].includes(name));
        if (silent.length) return [`${target}: ${status} has ${silent}, not described`];
        const content = response?.content[type];
        if (!content) return [`${target}: ${status} with ${type} is not described`];
        const validate = this.check(content.schema);
        if (validate(document)) return [];
        return validate.errors.map(({ instancePath, message, params }) =>
            `${target}: ${instancePath || "/"} ${message} ${JSON.stringify(params)}`);
    }
}

// What stands at the braces of a path, where it is not the id of a record.
const WORDS = {
    name: ["category", "sector", "status", "indicator", "figure_measure"],
    resource: ["projects", "launches", "rd-targets", "rd-figures", "measures",
        "sources", "places"],
};
// What a path cannot be asked without.
const QUERIES = {
    "/projects/aggregate": "?group_by=category,district&aggregate=count,sum(investment)",
    "/projects/facets": "?facet=status,sector",
    "/figures/aggregate": "?group_by=measure,figure_unit",
    "/diff": "?from=0",
    "/search": "?q=%E5%B9%BF%E5%B7%9E",
};

// Parts of records, which no list of their path gives.
const PARTS = {
    "/projects/{id}/figures/{figure}": [
        "/projects/gz-quwan-global-headquarters/figures/total-investment-gz-gov"],
    "/launches/{id}/announced/{group}/figures/{figure}": [
        "/launches/guangzhou-2024-q1/announced/total/figures/investment-cns"],
};

// A path with each value that what stands at its braces can have.
function asking(target, more) {
    return `${target}${target.includes("?") ? "&" : "?"}${more}`;
}

async function targets(server, path) {
    if (PARTS[path]) return PARTS[path];
    const [, word] = path.match(/\{(\w+)\}/) ?? [];
    if (!word) return [path + (QUERIES[path] ?? "")];
    if (WORDS[word]) return WORDS[word].map((value) => path.replace(`{${word}}`, value));
    const list = path.replace("/oc4ids", "").split("/{")[0];
    const { document } = await server.ask(`${list}?limit=1000`);
    return document.data.map(({ id }) => path.replace("{id}", encodeURIComponent(id)));
}

// The paths that anyone may read.
function readable({ paths }) {
    return Object.keys(paths).filter((path) => paths[path].get && !paths[path].get.security);
}

function isList(openapi, path) {
    return openapi.paths[path].get.parameters.some(({ name }) => name === "cursor");
}

async function answerFaults(server, described) {
    const faults = [];
    for (const path of readable(described.openapi)) {
        const asked = await targets(server, path);
        if (isList(described.openapi, path))
            asked.push(asking(asked[0], "limit=1"), asking(asked[0], "count=none&limit=0"));
        if (path.endsWith("s/summary") && !path.includes("{")) {
            const { document } = await server.ask("/launches?fields=id");
            asked.push(...document.data.map(({ id }) => `${path}?launch=${id}`));
        }
        for (const target of asked)
            faults.push(...described.faults(path, target, await server.ask(target)));
    }
    return faults;
}

async function refusalFaults(server, described) {
    const refused = [
        ["/projects", "/projects?colour=red&limit=x", 400],
        ["/projects", "/projects?name_en=%ff", 400],
        ["/projects/{id}", "/projects/none", 404],
        ["/codelists/{name}", "/codelists/none", 404],
        ["/categories/summary", "/categories/summary?launch=none", 400],
        ["/launches/{id}/summary", "/launches/none/summary", 404],
        ["/projects", `/projects?name_en=${"x".repeat(4096)}`, 414],
        ["/measures", "/measures", 405, "DELETE"],
        ["/projects", "/projects", 401, "POST"],
        ["/projects/{id}", "/projects/none", 401, "PATCH"],
        ["/keys", "/keys", 401],
        ["/keys/{id}", "/keys/none", 401],
        ["/openapi.json", "/openapi.json?x=1", 400],
        ["/projects", "/projects", 406, "GET", { accept: "image/png" }],
        ["/projects/aggregate", "/projects/aggregate?group_by=colour", 400],
        ["/search", "/search?q=%20", 400],
    ];
    const faults = [];
    for (const [path, target, status, method, headers] of refused) {
        const answer = await server.ask(target, method, headers);
        if (answer.status !== status) faults.push(`${target}: ${answer.status}, not ${status}`);
        faults.push(...described.faults(path, target, answer, method));
    }
    return faults;
}

async function taken(server, target, name) {
    const { document } = await server.ask(asking(target, `${encodeURIComponent(name)}=1`));
    const refused = ["unknown_parameter", "unknown_operator", "not_filterable"];
    return !(document?.errors ?? []).some(({ code }) => refused.includes(code));
}

// What is described and not taken; and, of the operators that some column has, what is taken and
// not described.
async function parameterFaults(server, openapi, path) {
    const described = openapi.paths[path].get.parameters
        .filter((parameter) => parameter.in === "query").map(({ name }) => name);
    const target = (await targets(server, path))[0];
    const columns = new Set(described.map((name) => name.split("__")[0]));
    const operators = new Set(described.map((name) => name.split("__")[1] ?? "eq"));
    const faults = [];
    for (const name of described)
        if (!(await taken(server, target, name))) faults.push(`${path}: ${name} is not taken`);
    for (const column of isList(openapi, path) ? columns : [])
        for (const name of [...operators].map((operator) => `${column}__${operator}`))
            if (!described.includes(name) && name !== `${column}__eq` &&
                    (await taken(server, target, name)))
                faults.push(`${path}: ${name} is taken and not described`);
    return faults;
}

// Examples that are not what the server answers, and paths without any.
async function exampleFaults(server, openapi) {
    const faults = [];
    for (const path of readable(openapi)) {
        const { get } = openapi.paths[path];
        const answers = Object.entries(get.responses).map(([status, { $ref, ...own }]) =>
            [status, $ref ? openapi.components.responses[$ref.split("/").pop()] : own]);
        const examples = answers.flatMap(([status, { content }]) =>
            Object.values(content ?? {}).flatMap(({ examples: all }) =>
                Object.values(all ?? {}).map((example) => ({ status, ...example }))));
        if (!examples.length) faults.push(`${path} has no example`);
        for (const { status, summary, value } of examples) {
            const answer = await server.ask(summary.slice(4), "GET", { "x-request-id": "example" });
            if (String(answer.status) !== status) faults.push(`${summary}: ${answer.status}`);
            if (!isDeepStrictEqual(answer.document, value)) faults.push(`${summary} is another`);
        }
    }
    return faults;
}

async function allParameterFaults(server, openapi) {
    const faults = [];
    for (const path of readable(openapi))
        faults.push(...(await parameterFaults(server, openapi, path)));
    return faults;
}

function documents() {
    return REGISTERS.flatMap((each) => readdirSync(each).filter((name) => name.endsWith(".json"))
        .map((name) => join(each, name)));
}

const demo = () => JSON.parse(readFileSync(DEMO, "utf8"));

function passing(schema) {
    const validate = validator().compile(schema);
    return Object.entries(breaks).filter(([, spoil]) => {
        const register = demo();
        spoil(register);
        return validate(register);
    }).map(([name]) => `${name} passes`);
}

// A document that the program imports, or refuses otherwise than with exit code 65.
function imported() {
    run("migrate", ...database("broken"));
    return Object.entries(breaks).flatMap(([name, spoil]) => {
        const register = demo(), file = join(folder, "broken.json");
        spoil(register);
        writeFileSync(file, JSON.stringify(register));
        try {
            run("import", ...database("broken"), file);
            return [`${name} is imported`];
        } catch (error) {
            const refused = error.status === DATAERR;
            return refused ? [] : [`${name}: exit code ${error.status}: ${error.stderr}`];
        }
    });
}

function registerFaults(schema) {
    const validate = validator().compile(schema);
    return documents().flatMap((file) => validate(JSON.parse(readFileSync(file, "utf8"))) ? []
        : validate.errors.map((error) => `${file}: ${error.instancePath} ${error.message}`));
}

async function main() {
    run("migrate", ...database("varied"));
    for (const file of documents()) run("import", ...database("varied"), file);
    const server = await new Server("demo", "--demo").start();
    const varied = await new Server("varied").start();
    const { document: openapi } = await server.ask("/openapi.json");
    const { document: schema } = await server.ask("/schema/register.json");
    const { document: index } = await server.ask("/");
    const described = new Described(openapi);
    await claim("/openapi.json is valid OpenAPI 3.1", async () => {
        const { valid, errors } = await new Validator().validate(structuredClone(openapi));
        return valid && openapi.openapi.startsWith("3.1.") ? [] : [JSON.stringify(errors)];
    });
    await claim("the paths of the index are those described", () =>
        [...new Set([...Object.keys(index.paths), ...readable(openapi)])]
            .filter((path) => !index.paths[path] || !openapi.paths[path]));
    await claim("every answer is as described and has nothing more", () =>
        answerFaults(server, described));
    await claim("so is every answer of registers of several countries", () =>
        answerFaults(varied, described));
    await claim("every refusal is as described", () => refusalFaults(server, described));
    await claim("every example is an answer", () => exampleFaults(server, openapi));
    await claim("every parameter is described and every described one taken", () =>
        allParameterFaults(server, openapi));
    await claim("every register document is as its schema says", () => registerFaults(schema));
    await claim("a broken document is refused by the schema", () => passing(schema));
    await claim("a broken document is refused by the import", () => imported());
    server.stop();
    varied.stop();
    console.log(`1..${told}`);
    process.exitCode = broken > 0 ? 1 : 0;
}

await main();
