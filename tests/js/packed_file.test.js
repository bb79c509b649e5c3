import { describe, expect, test } from "vitest";
import { PackedFile } from "../../dmz_map/web/src/packed_file.js";
import { buffer, expected, points } from "./fixture.js";

const { layout, edges, samples } = expected;
const own = ["lon", "lat", "first"];
const beside = ["last", "radius", "km", "km_uncertainty"];
const attributes = Object.keys(layout.attributes);

describe("the least and the greatest values come out as they went in", () => {
  test.each(own)("%s", (name) => {
    expect([...points("edges-points.bin").file.column(name)]).toEqual(edges[name]);
  });

  test.each(beside)("%s", (name) => {
    const file = new PackedFile(buffer("edges-extents.bin"), layout.version, layout.extents);
    expect([...file.column(name)]).toEqual(edges[name]);
  });

  test.each(attributes)("%s", (name) => {
    const read = points("edges-points.bin");
    expect(edges[name].map((_, i) => read.get(name, i))).toEqual(edges[name]);
  });
});

describe("values on both sides of a block's edge come out as they went in", () => {
  test.each(own)("%s", (name) => {
    const column = points().file.column(name);
    expect(samples.positions.map((i) => column[i])).toEqual(samples.values[name]);
  });

  test.each(beside)("%s", (name) => {
    const column = new PackedFile(buffer("extents.bin"), layout.version, layout.extents).column(name);
    expect(samples.positions.map((i) => column[i])).toEqual(samples.values[name]);
  });

  test.each(attributes)("%s", (name) => {
    const read = points();
    expect(samples.positions.map((i) => read.get(name, i))).toEqual(samples.values[name]);
  });
});

test("an incident without a point has no place in the world, and is in no block's box", () => {
  const read = points();
  const last = read.n - 1;
  expect(read.placed(0)).toBe(true);
  expect(read.placed(last)).toBe(false);
  expect([read.x[last], read.y[last]]).toEqual([NaN, NaN]);
  expect(read.blocks).toHaveLength(2);
  expect(read.blocks.flat().every(Number.isFinite)).toBe(true);
});

test("the days that the incidents span are known", () => {
  expect(points("edges-points.bin").days).toEqual([-719162, 2932896]);
});

test("bits that another layout names are read from where it says", () => {
  const moved = structuredClone(layout);
  moved.attributes.category = layout.attributes.sector;
  const read = points();
  const same = Array.from({ length: read.n }, (_, i) => read.get("sector", i));
  read.layout = moved;
  expect(Array.from({ length: read.n }, (_, i) => read.get("category", i))).toEqual(same);
});

describe("a file that is not what it should be is refused", () => {
  const good = new Uint8Array(buffer("edges-points.bin"));
  const open = (/** @type {Uint8Array<ArrayBuffer>} */ bytes) =>
    new PackedFile(bytes.slice().buffer, layout.version, layout.points);

  test("another kind of file", () => {
    expect(() => open(new TextEncoder().encode("<!doctype html><title>"))).toThrow("not an incident file");
    expect(() => open(new Uint8Array())).toThrow("not an incident file");
  });

  test("another version", () => {
    const other = good.slice();
    other[4] = 1;
    expect(() => open(other)).toThrow("another version");
  });

  test("cut off, or too long", () => {
    expect(() => open(good.subarray(0, -1))).toThrow("too short");
    expect(() => open(Uint8Array.from([...good, 0]))).toThrow("too long");
  });

  test("an unknown coding", () => {
    const columns = layout.points.map((column) => ({ ...column, coding: /** @type {any} */ ("runs") }));
    const file = new PackedFile(good.slice().buffer, layout.version, columns);
    expect(() => file.column("lon")).toThrow('column "lon" has an unknown coding');
  });
});
