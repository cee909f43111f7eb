// SPDX-License-Identifier: Apache-2.0
// One project on a sheet of its own: every figure with its source, what conflicts, its history.
import { api_get, api_list, api_url } from "./api.js";
import { empty, failure, table } from "./cards.js";
import { el, replace, spoken } from "./dom.js";
import { curl_line } from "./downloads.js";
import { figure_exact_text, figure_text } from "./figure.js";
import { change_item } from "./history.js";
import { count_text, date_text, name_of, t, t_code, text_of, time_text } from "./language.js";
import { source_link } from "./reference.js";
import { state, state_set } from "./state.js";

const HISTORY = 20;
const sheet = el("dialog", { class: "sheet", "aria-labelledby": "sheet-title" });
let turn = 0;

// The sources that the record cites, by id, with their addresses.
async function cited(project) {
    const parts = ["figures", "milestones", "parties", "sources"];
    const ids = new Set(
        [
            project.source,
            ...parts.flatMap((part) => project[part]).map((each) => each.source ?? each),
        ].flatMap((each) => each.source ?? each),
    );
    const rows = await api_list("sources", { id__in: [...ids].slice(0, 100).join() });
    return new Map(rows.map((row) => [row.id, row]));
}

function source_cell(sources, row) {
    const source = sources.get(row.source);
    return source ? source_link(source) : (row.source_title ?? row.source);
}

function other_names(project, shown) {
    const names = [
        ["zh-Hans", project.name_zh],
        [null, project.name_local],
        ["en", project.name_en],
    ].filter(([, text]) => text && text !== shown);
    return names.map(([lang, text]) => el("p", { class: "other-name", lang }, text));
}

function fact(key, value) {
    return value ? [el("dt", {}, t(key)), el("dd", {}, value)] : null;
}

function coded(project, key) {
    return project[key] === null
        ? null
        : spoken(
              name_of(
                  {
                      name_en: project[`${key}_name_en`],
                      name_zh: project[`${key}_name_zh`],
                      name_local: project[`${key}_name_local`],
                  },
                  project[key],
              ),
          );
}

function status_of(project) {
    const label = coded(project, "status");
    const own =
        project.status_verbatim &&
        el("span", { class: "note" }, t("detail.verbatim", { text: project.status_verbatim }));
    return label || own ? [label, label && own ? " " : null, own] : null;
}

function facts(project) {
    const position = project.latitude === null ? null : `${project.latitude}, ${project.longitude}`;
    const unstated = () => el("span", { class: "unknown" }, t("unstated"));
    const description = text_of(project, "description");
    return el(
        "dl",
        { class: "facts" },
        fact("launch", coded(project, "launch")),
        fact("category", coded(project, "category") ?? unstated()),
        fact("sector", coded(project, "sector") ?? unstated()),
        fact("place", coded(project, "district") ?? unstated()),
        fact("status", status_of(project) ?? unstated()),
        fact("detail.start_date", project.start_date ? date_text(project.start_date) : unstated()),
        fact("detail.end_date", project.end_date ? date_text(project.end_date) : unstated()),
        fact("detail.position", position),
        fact("detail.description", description && spoken(description)),
        fact("detail.note", project.note),
        fact("detail.id", el("code", {}, project.id)),
    );
}

function marks(row) {
    return [
        " ",
        row.preferred ? el("span", { class: "mark preferred" }, t("detail.preferred")) : null,
        row.disputed ? el("span", { class: "mark disputed" }, t("detail.disputed")) : null,
    ];
}

function figure_rows(project, sources) {
    return project.figures.map((row) => [
        [
            spoken(
                name_of(
                    {
                        name_en: row.measure_name_en,
                        name_zh: row.measure_name_zh,
                        name_local: row.measure_name_local,
                    },
                    row.measure,
                ),
            ),
            el(
                "span",
                { class: "note" },
                [
                    row.stage ? t_code("stage", row.stage) : null,
                    row.period ? date_text(row.period) : null,
                ]
                    .filter(Boolean)
                    .join(t("list.separator")),
            ),
        ],
        [
            figure_exact_text(row.figure),
            marks(row),
            row.verbatim
                ? el("span", { class: "note" }, t("detail.verbatim", { text: row.verbatim }))
                : null,
            row.note ? el("span", { class: "note" }, row.note) : null,
        ],
        [
            source_cell(sources, row),
            row.as_of
                ? el("span", { class: "note" }, t("detail.as_of", { date: date_text(row.as_of) }))
                : null,
        ],
    ]);
}

function figures(project, sources) {
    return part(
        "figures",
        project.figures.length
            ? table(
                  t("detail.figures"),
                  [t("detail.measure"), t("detail.figure"), t("detail.source")],
                  figure_rows(project, sources),
              )
            : empty(t("detail.figures.none")),
    );
}

function milestones(project, sources) {
    return project.milestones.length
        ? part(
              "milestones",
              table(
                  t("detail.milestones"),
                  [t("detail.step"), t("detail.date"), t("detail.source")],
                  project.milestones.map((row) => [
                      [row.title ?? t(`milestone.${row.kind}`)],
                      [
                          row.date ? date_text(row.date) : t("unknown"),
                          marks(row),
                          row.note ? el("span", { class: "note" }, row.note) : null,
                      ],
                      [source_cell(sources, row)],
                  ]),
              ),
          )
        : null;
}

function part(name, content) {
    return el(
        "section",
        { "aria-labelledby": `sheet-${name}` },
        el("h3", { id: `sheet-${name}` }, t(`detail.${name}`)),
        content,
    );
}

function listed(name, rows, item) {
    if (rows.length === 0) return null;
    return part(name, el("ul", { class: "listed", role: "list" }, rows.map(item)));
}

function entry(...content) {
    return el("li", {}, content);
}

function link(address, words) {
    return address ? el("a", { href: address, rel: "noopener noreferrer external" }, words) : words;
}

function parties(project) {
    return listed("parties", project.parties, (row) =>
        entry(spoken(name_of(row, row.id)), el("p", { class: "note" }, row.role)),
    );
}

function identifiers(project) {
    return listed("identifiers", project.identifiers, (row) =>
        entry(link(row.link, `${row.scheme} ${row.identifier}`)),
    );
}

function documents(project) {
    return listed("documents", project.documents, (row) =>
        entry(
            link(row.link, row.title),
            el(
                "p",
                { class: "note" },
                [row.type, row.published_on && date_text(row.published_on)]
                    .filter(Boolean)
                    .join(t("list.separator")),
            ),
        ),
    );
}

function sources_part(project, sources) {
    const named = {
        source: project.source,
        source_title: project.source_title,
        supports: t("detail.named_by"),
    };
    return listed("sources", [named, ...project.sources], (row) =>
        entry(source_cell(sources, row), el("p", { class: "note" }, row.supports)),
    );
}

async function history_part(id) {
    const { data } = await api_get(`projects/${encodeURIComponent(id)}/history`, {
        sort: "-revision",
        limit: HISTORY,
    });
    return listed("history", data, (row) => change_item(row, null));
}

function json_part(project) {
    const url = api_url(`projects/${encodeURIComponent(project.id)}`).href;
    return el(
        "footer",
        { class: "note" },
        el(
            "p",
            {},
            t("detail.updated"),
            " ",
            time_text(project.updated_at),
            t("list.separator"),
            t("changes.since", { n: count_text(project.revision) }),
        ),
        el("p", {}, el("a", { href: url }, t("detail.json"))),
        el("p", { class: "curl" }, el("code", { tabindex: 0 }, curl_line(url))),
    );
}

function head(title) {
    return el(
        "header",
        {},
        title,
        el(
            "button",
            { type: "button", class: "close", id: "sheet-close", onclick: close },
            t("detail.close"),
        ),
    );
}

async function content_of(id) {
    const { data: project } = await api_get(`projects/${encodeURIComponent(id)}`);
    const [sources, history] = await Promise.all([cited(project), history_part(id)]);
    const name = name_of(project, project.id);
    return [
        head(
            el(
                "div",
                {},
                el("h2", { id: "sheet-title", tabindex: -1, autofocus: true }, spoken(name)),
                other_names(project, name.text),
            ),
        ),
        el("p", { class: "note" }, t("investment")),
        el("p", { class: "big" }, figure_text(project.investment)),
        facts(project),
        figures(project, sources),
        milestones(project, sources),
        parties(project),
        identifiers(project),
        documents(project),
        sources_part(project, sources),
        history,
        json_part(project),
    ];
}

function close() {
    state_set({ project: "" });
}

// Shows the project of the address on the sheet, or puts the sheet away.
export async function detail_draw() {
    const { project } = state();
    const now = ++turn;
    if (!project) return sheet.close();
    let content;
    try {
        content = await content_of(project);
    } catch (error) {
        content = [head(el("h2", { id: "sheet-title" }, project)), failure(error, detail_draw)];
    }
    if (now !== turn) return null;
    replace(sheet, content);
    if (!sheet.open) sheet.showModal();
    sheet.scrollTop = 0;
    return null;
}

sheet.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
});
sheet.addEventListener("click", (event) => {
    if (event.target === sheet) close();
});
document.body.append(sheet);
