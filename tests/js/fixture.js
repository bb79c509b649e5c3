/* The files that pytest wrote (tests/web/test_packed_fixture.py). */

import { readFileSync } from "node:fs";
import { PackedFile } from "../../dmz_map/web/src/packed_file.js";
import { Points } from "../../dmz_map/web/src/points.js";

const folder = new URL("./fixtures/", import.meta.url);

/**
 * Return the bytes of a fixture.
 *
 * @param {string} name
 * @returns {ArrayBuffer}
 */
export function buffer(name) {
  return Uint8Array.from(readFileSync(new URL(name, folder))).buffer;
}

/**
 * @typedef {object} Expected
 * @property {Layout} layout
 * @property {Record<string, number[]>} edges
 * @property {{positions: number[], values: Record<string, number[]>}} samples
 * @property {[day: number, year: number][]} years
 * @property {{filter: Filter, matching: string, count: number, years: Record<string, number>}[]} filters
 */

/** @type {Expected} */
export const expected = JSON.parse(readFileSync(new URL("expected.json", folder), "utf-8"));

/** Return the incidents of a fixture. */
export function points(name = "points.bin") {
  return new Points(buffer(name), expected.layout);
}

/** Return the extents of the fixture's incidents. */
export function extents() {
  const file = new PackedFile(buffer("extents.bin"), expected.layout.version, expected.layout.extents);
  const columns = Object.fromEntries(expected.layout.extents.map(({ name }) => [name, file.column(name)]));
  return /** @type {import("../../dmz_map/web/src/extents.js").Extents} */ (/** @type {unknown} */ (columns));
}
