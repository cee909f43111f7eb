// SPDX-License-Identifier: Apache-2.0
// The page's language: its words, its numbers, and which of a record's names is shown.
import { words as en } from "./words_en.js";
import { words as zh } from "./words_zh.js";

const LANGUAGES = { en: { words: en, tag: "en-GB" }, zh: { words: zh, tag: "zh-Hans-CN" } };
const STORED = "groundbreak.lang";
let code = "en";

function stored() {
    try {
        return localStorage.getItem(STORED);
    } catch {
        return null;
    }
}

// Chooses the language asked for, else the one chosen before, else the browser's.
export function language_choose(wanted) {
    const browser = navigator.languages.find((tag) => LANGUAGES[tag.slice(0, 2)]);
    const found = [wanted, stored(), browser?.slice(0, 2)].find((each) => LANGUAGES[each]);
    code = found ?? "en";
    document.documentElement.lang = code === "zh" ? "zh-Hans" : code;
}

export function language_keep(wanted) {
    try {
        localStorage.setItem(STORED, wanted);
    } catch {
        // Then it is kept in the address alone.
    }
}

export function language() {
    return code;
}

// The tag for Intl.
export function language_tag() {
    return LANGUAGES[code].tag;
}

// The words of that key with {name} filled in.
export function t(key, values) {
    const text = LANGUAGES[code].words[key];
    if (text === undefined) throw new Error(`no words for ${key}`);
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// The words of `prefix` for a code of the API, or the code itself where there are none.
export function t_code(prefix, value) {
    return LANGUAGES[code].words[`${prefix}.${value}`] ?? value;
}

const ORDER = { en: ["en", "local", "zh"], zh: ["zh", "local", "en"] };

// { text, lang }: a record's text in the page's language, else in another; `lang` is "" where it is
// the page's own or not known. Null where it has none.
export function text_of(record, member) {
    const found = ORDER[code].find((each) => record?.[`${member}_${each}`]);
    if (!found) return null;
    const other = found !== code && found !== "local";
    return {
        text: record[`${member}_${found}`],
        lang: other ? (found === "zh" ? "zh-Hans" : found) : "",
    };
}

// The same of a name, with its key where it has none.
export function name_of(record, key) {
    return text_of(record, "name") ?? { text: key ?? "", lang: "" };
}

// A date as precise as it is: 2024, 2024-Q1, 2024-02, 2024-02-20.
export function date_text(date) {
    if (!date) return t("unknown");
    const [year, part, day] = date.split("-");
    if (!part) return t("date.year", { year });
    if (part.startsWith("Q")) return t("date.quarter", { year, quarter: part.slice(1) });
    const format = { year: "numeric", month: day ? "short" : "long", timeZone: "UTC" };
    if (day) format.day = "numeric";
    return new Intl.DateTimeFormat(language_tag(), format).format(
        Date.UTC(year, part - 1, day ?? 1),
    );
}

// A moment, in the reader's own time zone.
export function time_text(time) {
    return new Intl.DateTimeFormat(language_tag(), {
        dateStyle: "medium",
        timeStyle: "short",
    }).format(new Date(time));
}

// A count, and a share as a percentage that is never rounded up to all or down to nothing.
export function count_text(value) {
    return new Intl.NumberFormat(language_tag()).format(value);
}

export function share_text(share) {
    if (share === null || share === undefined) return t("unknown");
    if (share > 0 && share < 0.001) return `<${share_text(0.001)}`;
    return new Intl.NumberFormat(language_tag(), {
        style: "percent",
        maximumFractionDigits: share < 0.01 ? 2 : 1,
        roundingMode: share < 1 ? "floor" : "halfExpand",
    }).format(share);
}
