// SPDX-License-Identifier: Apache-2.0
// Whether standard input is GeoJSON (RFC 7946), as someone else judges: what is not, a line each.
import { readFileSync } from "node:fs";
import { check } from "@placemarkio/check-geojson";

try {
    check(readFileSync(0, "utf8"));
} catch (error) {
    for (const { message } of error.issues ?? [error]) console.log(message);
}
