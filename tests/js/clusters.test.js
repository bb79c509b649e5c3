import { expect, test } from "vitest";
import { clusters } from "../../dmz_map/web/src/clusters.js";

/** @param {...[x: number, y: number, county?: boolean]} places */
function members(...places) {
  return clusters(places.map(([x, y, county = false], i) => ({ i, x, y, county }))).map((cluster) => cluster.members);
}

test("marks that touch are one mark, others are not", () => {
  expect(members([0, 0], [24, 0], [60, 0])).toEqual([[0, 1], [2]]);
  expect(members([0, 0], [27, 0])).toEqual([[0], [1]]);
});

test("a mark is found across the edge of its cell, in every direction", () => {
  for (const [dx, dy] of [
    [-1, -1],
    [0, -1],
    [1, -1],
    [-1, 0],
    [1, 0],
    [-1, 1],
    [0, 1],
    [1, 1],
  ]) {
    expect(members([100 - 5 * dx, 100 - 5 * dy], [100 + 12 * dx, 100 + 12 * dy])).toEqual([[0, 1]]);
  }
});

test("all at one place are one mark", () => {
  expect(members(...Array.from({ length: 500 }, () => /** @type {[number, number]} */ ([7, 7])))[0]).toHaveLength(500);
});

test("places known to the county have marks of their own", () => {
  expect(members([0, 0], [1, 0, true], [2, 0], [3, 0, true])).toEqual([
    [0, 2],
    [1, 3],
  ]);
});

test("a ring takes in the mark that it would overlap", () => {
  const many = Array.from({ length: 40 }, () => /** @type {[number, number]} */ ([0, 0]));
  expect(members(...many, [30, 0])).toHaveLength(1);
  expect(members(...many, [36, 0])).toHaveLength(2);
});

test("nothing is no mark", () => {
  expect(members()).toEqual([]);
});
