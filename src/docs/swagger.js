// SPDX-License-Identifier: Apache-2.0
// Starts Swagger UI on the register's own description, in the theme chosen for the dashboard.
(function () {
    "use strict";
    const root = document.documentElement;
    const system = matchMedia("(prefers-color-scheme: dark)");

    function theme_follow() {
        const theme = root.dataset.theme ?? (system.matches ? "dark" : "light");
        root.classList.toggle("dark-mode", theme === "dark");
    }

    theme_follow();
    system.addEventListener("change", theme_follow);
    globalThis.SwaggerUIBundle({
        url: "openapi.json",
        dom_id: "#swagger",
        validatorUrl: null,
        deepLinking: true,
        defaultModelsExpandDepth: 0,
        displayRequestDuration: true,
        layout: "BaseLayout",
    });
})();
