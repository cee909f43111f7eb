// SPDX-License-Identifier: Apache-2.0
// The dashboard in a real browser. Screenshots are left in build/screenshots.
//
//     node dashboard.mjs GROUNDBREAK
import { access_claims } from "./access.mjs";
import { browser_start, end, packages, serve } from "./harness.mjs";
import { register_claims } from "./registers.mjs";
import { view_claims } from "./view.mjs";

const { chromium, axe } = await packages();
const browser = await browser_start(chromium);
const base = await serve("demo");
await Promise.all([
    view_claims(browser, base),
    register_claims(browser, base),
    access_claims(browser, base, axe),
]);
await browser.close();
end();
process.exit();
