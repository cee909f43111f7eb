// SPDX-License-Identifier: Apache-2.0
// What changed last in the register, and word of each change as it comes.
import { api_forget, api_get, api_has, api_url } from "./api.js";
import { empty, note } from "./cards.js";
import { el, spoken } from "./dom.js";
import { name_of, t, time_text } from "./language.js";
import { state_link } from "./state.js";

const SHOWN = 8;
const PAUSE = 500;
const FIELDS = "id,name_en,name_zh,name_local,updated_at,revision";

async function render() {
    const { data } = await api_get("projects", {
        sort: "-updated_at",
        limit: SHOWN,
        fields: FIELDS,
        count: "none",
    });
    if (data.length === 0) return [empty(t("changes.none"))];
    return [
        note(t("changes.lead")),
        el(
            "ol",
            { class: "listed", role: "list" },
            data.map((row) =>
                el(
                    "li",
                    {},
                    el(
                        "a",
                        { href: state_link({ project: row.id }), "data-state": "" },
                        spoken(name_of(row, row.id)),
                    ),
                    el(
                        "p",
                        { class: "note" },
                        el("time", { datetime: row.updated_at }, time_text(row.updated_at)),
                    ),
                ),
            ),
        ),
    ];
}

// Calls `told` a moment after the register changed, while somebody looks at the page.
export async function changes_watch(told) {
    if (!(await api_has("/changes/stream").catch(() => false))) return;
    let stream = null;
    let pause;
    const listen = () => {
        stream?.close();
        stream = document.hidden ? null : new EventSource(api_url("changes/stream"));
        const heard = () => {
            clearTimeout(pause);
            pause = setTimeout(() => {
                api_forget();
                told();
            }, PAUSE);
        };
        if (stream) stream.onmessage = heard;
    };
    document.addEventListener("visibilitychange", listen);
    listen();
}

export const changes = { id: "changes", keys: [], render };
