// SPDX-License-Identifier: Apache-2.0
// Questions to the register's API, relative to the page, wherever a proxy has mounted it.

const KEPT = 200;
const kept = new Map();
let freshness = "default";
const BASE = new URL(".", document.baseURI);

// Where a path of the API is: api_url("projects", { category: "industrial" }).
export function api_url(path, parameters) {
    const url = new URL(path, BASE);
    for (const [name, value] of Object.entries(parameters ?? {}))
        if (value !== "" && value !== null && value !== undefined)
            url.searchParams.set(name, value);
    return url;
}

// A refusal or a failure, with what the server says of it.
export class Refusal extends Error {
    constructor(status, problem) {
        super(problem?.detail ?? `HTTP ${status}`);
        this.status = status;
        this.request = problem?.request_id ?? "";
    }
}

async function ask(url) {
    const answer = await fetch(url, {
        headers: { Accept: "application/json" },
        cache: freshness,
    });
    if (answer.ok) return answer.json();
    throw new Refusal(answer.status, await answer.json().catch(() => null));
}

// The JSON answer. The same question is asked once until api_forget.
export function api_get(path, parameters) {
    const url = api_url(path, parameters).href;
    if (!kept.has(url)) {
        const answer = ask(url);
        kept.set(url, answer);
        answer.catch(() => kept.delete(url));
        if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    }
    return kept.get(url);
}

// All rows of a short list: up to `pages` pages of 1000.
export async function api_list(path, parameters, pages = 1) {
    const rows = [];
    let answer = await api_get(path, { ...parameters, limit: 1000, count: "none" });
    rows.push(...answer.data);
    for (let page = 1; page < pages && answer.links.next; page++) {
        answer = await api_get(path, {
            ...parameters,
            limit: 1000,
            count: "none",
            cursor: api_cursor(answer.links.next),
        });
        rows.push(...answer.data);
    }
    return rows;
}

// The cursor in a link of a page: the link's own address may be of another mount.
export function api_cursor(link) {
    return link ? (new URL(link, BASE).searchParams.get("cursor") ?? "") : "";
}

// Whether the server has a path, as its index says.
export async function api_has(path) {
    const index = await api_get("");
    return Object.hasOwn(index.paths, path);
}

// The register has changed: from now on no answer is taken from a cache unasked.
export function api_forget() {
    kept.clear();
    freshness = "no-cache";
}
