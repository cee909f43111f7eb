// SPDX-License-Identifier: Apache-2.0
// What changed last in the register, and word of each change as it comes.
import { api_forget, api_get, api_has, api_url } from "./api.js";
import { empty, note } from "./cards.js";
import { el, spoken } from "./dom.js";
import { change_item } from "./history.js";
import { name_of, t, t_code } from "./language.js";
import { state_link } from "./state.js";

const SHOWN = 8;
const PAUSE = 500;
const TURN = 10000;

// The record: of a project the way to its sheet, of others their kind and name.
function record(row) {
    const title = row.after?.title ?? row.before?.title ?? row.record;
    const name = spoken(name_of(row, title));
    if (row.resource === "projects" && row.op !== "withdraw")
        return el("a", { href: state_link({ project: row.record }), "data-state": "" }, name);
    return [el("span", { class: "note" }, t_code("kind", row.resource)), " ", name];
}

async function render(state) {
    const { data } = await api_get("changes", {
        launch: state.launch,
        place: state.place,
        sort: "-revision",
        limit: SHOWN,
        count: "none",
    });
    if (data.length === 0) return [empty(t("changes.none"))];
    return [
        note(t("changes.lead")),
        el(
            "ol",
            { class: "listed", role: "list" },
            data.map((row) => change_item(row, record(row))),
        ),
    ];
}

// Calls `told` soon after the register changed, while somebody looks at the page; what happened
// meanwhile is heard when they look again. However many changes come, they are told of in turns.
export async function changes_watch(told) {
    if (!(await api_has("/changes/stream").catch(() => false))) return;
    let since = (await api_get("changes", { limit: 0, count: "none" })).meta.revision;
    let stream = null;
    let turn = null;
    let last = 0;
    const tell = () => {
        turn = null;
        last = Date.now();
        api_forget();
        told();
    };
    const heard = (event) => {
        since = event.lastEventId || since;
        turn ??= setTimeout(tell, Math.max(PAUSE, last + TURN - Date.now()));
    };
    const listen = () => {
        stream?.close();
        stream = document.hidden ? null : new EventSource(api_url("changes/stream", { since }));
        stream?.addEventListener("change", heard);
    };
    document.addEventListener("visibilitychange", listen);
    listen();
}

export const changes = { id: "changes", keys: ["launch", "place"], render };
