import { expect, test } from "vitest";
import { ringSize, shares } from "../../dmz_map/web/src/count_ring.js";
import { parts } from "../../dmz_map/web/src/line_parts.js";
import { reach, spiral } from "../../dmz_map/web/src/spider.js";

const GROUPS = ["crossing", "force", "force", "hazard"];

test("a ring has each group's share, in the order of the legend", () => {
  const groups = ["force", "crossing", "force", "force"];
  const layer = /** @type {any} */ ({ meta: { groups: GROUPS }, groupOf: (/** @type {number} */ i) => groups[i] });
  expect(shares([0, 1, 2, 3], layer)).toBe("conic-gradient(var(--crossing) 0deg 90deg,var(--force) 90deg 360deg)");
});

test("a ring grows with its count, up to a limit", () => {
  expect([2, 4, 40, 1e6].map(ringSize)).toEqual([26, 30, 42, 46]);
});

test.each([2, 8, 20, 44, 80])("no two of %d fanned out touch, nor the mark in the middle", (count) => {
  const places = spiral(count);
  const apart = places.flatMap(([x, y], k) => places.slice(0, k).map(([a, b]) => Math.hypot(x - a, y - b)));
  expect(Math.min(...apart)).toBeGreaterThan(20);
  expect(Math.min(...places.map(([x, y]) => Math.hypot(x, y)))).toBeGreaterThan(35);
  expect(reach(count)).toBeLessThan(160);
});

test("the line is cut into parts of ten kilometres that touch", () => {
  const n = 241;
  const line = { x: Float32Array.from({ length: n }, (_, k) => k), y: new Float32Array(n) };
  const found = parts(line, 240);
  expect(found).toHaveLength(24);
  expect(found[0]).toEqual([0, 10]);
  expect(found.every(([from], k) => k === 0 || from === found[k - 1][1])).toBe(true);
});
