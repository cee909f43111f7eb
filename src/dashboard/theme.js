// SPDX-License-Identifier: Apache-2.0
// Runs before the page is drawn, so that the chosen theme does not come late.
(function () {
    "use strict";
    try {
        const theme = localStorage.getItem("groundbreak.theme");
        if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    } catch {
        // Storage may be forbidden: then the system's theme it is.
    }
})();
