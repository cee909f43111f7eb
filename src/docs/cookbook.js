// SPDX-License-Identifier: Apache-2.0
// Has the code ask the register that the page is from, and puts a button to copy beside each piece.
const EXAMPLE = "http://127.0.0.1:8080";
const base = new URL("..", import.meta.url).href.replace(/\/$/, "");

function copy_offer(pre) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy: ${pre.getAttribute("aria-label")}`);
    button.addEventListener("click", async () => {
        try {
            await navigator.clipboard.writeText(pre.textContent);
            button.textContent = "Copied";
        } catch {
            button.textContent = "Not allowed";
        }
    });
    pre.before(button);
}

for (const pre of document.querySelectorAll("pre:not(.text)")) {
    const code = pre.firstElementChild;
    code.textContent = code.textContent.replaceAll(EXAMPLE, base);
    if (navigator.clipboard) copy_offer(pre);
}
