// SPDX-License-Identifier: Apache-2.0
// Elements made from plain values; text is always text.

const SVG = "http://www.w3.org/2000/svg";

function attribute(node, name, value) {
    if (value === null || value === undefined || value === false) return;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name.startsWith("--")) node.style.setProperty(name, value);
    else node.setAttribute(name, value === true ? "" : String(value));
}

function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) attribute(node, name, value);
    node.append(
        ...children
            .flat(Infinity)
            .filter((child) => child !== null && child !== undefined && child !== false),
    );
    return node;
}

// An HTML element. An attribute "onclick" is a listener, "--low" a CSS variable; null is left out.
export function el(tag, attributes, ...children) {
    return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
}

// Puts the children in place of what is there; what had the focus, by its id, has it again.
export function replace(node, ...children) {
    const next = children.flat(Infinity).filter(Boolean);
    const same =
        next.length === node.childNodes.length &&
        next.every((child, i) => child === node.childNodes[i]);
    if (same) return;
    const id = node.contains(document.activeElement) ? document.activeElement.id : "";
    node.replaceChildren(...next);
    if (id) document.getElementById(id)?.focus({ preventScroll: true });
}

// Text that is in another language than the page says so: { text, lang } as name_of gives it.
export function spoken(name) {
    return name.lang ? el("span", { lang: name.lang }, name.text) : name.text;
}

// Says something to those who listen to the page.
export function announce(text) {
    document.getElementById("announcer").textContent = text;
}
