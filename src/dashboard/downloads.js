// SPDX-License-Identifier: Apache-2.0
// What is filtered, to be taken away: files, a link to the JSON and the line that fetches it.
import { api_url } from "./api.js";
import { announce, el } from "./dom.js";
import { count_text, t } from "./language.js";

const XLSX_ROWS = 50000;
const FILES = [
    ["csv", "CSV"],
    ["xlsx", "XLSX"],
    ["geojson", "GeoJSON"],
];

function file_link(suffix, name, parameters, rows) {
    if (suffix === "xlsx" && rows > XLSX_ROWS)
        return el(
            "span",
            { class: "note" },
            t("downloads.xlsx.limit", { n: count_text(XLSX_ROWS) }),
        );
    return el(
        "a",
        {
            class: "button",
            id: `download-${suffix}`,
            download: `projects.${suffix}`,
            href: api_url(`projects.${suffix}`, parameters).href,
        },
        name,
    );
}

async function copy(id, text) {
    try {
        await navigator.clipboard.writeText(text);
        document.getElementById(id).textContent = t("downloads.copied");
        announce(t("downloads.copied"));
    } catch {
        getSelection().selectAllChildren(document.querySelector(".curl code"));
    }
}

// One line for a terminal; what a shell would read is quoted.
export function curl_line(url) {
    return `curl -s '${url.replaceAll("'", "%27")}'`;
}

export function downloads(filters, sort, rows, words) {
    const parameters = { ...filters, sort };
    const json = api_url("projects", parameters).href;
    const line = curl_line(json);
    return el(
        "aside",
        { class: "downloads", "aria-labelledby": "downloads-title" },
        el("h3", { id: "downloads-title" }, t("downloads.title")),
        el("p", { class: "note" }, t("downloads.lead", { projects: words })),
        el(
            "p",
            { class: "buttons" },
            FILES.map(([suffix, name]) => file_link(suffix, name, parameters, rows)),
            el("a", { class: "button", id: "download-json", href: json }, "JSON"),
        ),
        el("p", { class: "curl-label note", id: "curl-label" }, t("downloads.curl")),
        el(
            "p",
            { class: "curl" },
            el("code", { tabindex: 0, role: "group", "aria-labelledby": "curl-label" }, line),
            el(
                "button",
                { type: "button", id: "copy-curl", onclick: () => copy("copy-curl", line) },
                t("downloads.copy"),
            ),
        ),
    );
}
