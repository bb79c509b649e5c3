/* Where an id is found on a published site; `publish/static_texts.py` must reckon the same. */

import { afterEach, expect, test } from "vitest";
import { files } from "../../dmz_map/web/src/files.js";
import { hash, IncidentTexts } from "../../dmz_map/web/src/incident_texts.js";

const texts = (/** @type {number | undefined} */ id_files) =>
  new IncidentTexts(/** @type {any} */ ({ chunk: 128, id_files }), "");

afterEach(() => {
  files.inlined = {};
});

test("the hash is FNV-1a of 32 bits", () => {
  expect(["", "a", "foobar"].map(hash)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
});

test("a position is in the file that the hash of the id names", async () => {
  files.inlined = { "ids-0.json": {}, "ids-1.json": {}, "ids-2.json": {} };
  files.inlined[`ids-${hash("E7 가") % 3}.json`] = { "E7 가": 99_000 };
  expect(await texts(3).position("E7 가")).toBe(99_000);
  expect(await texts(3).position("other")).toBeUndefined();
  expect(await texts(3).position("constructor")).toBeUndefined();
});

test("without such files nothing is asked for", async () => {
  expect(await texts(undefined).position("E7")).toBeUndefined();
});
