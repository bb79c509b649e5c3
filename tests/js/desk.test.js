import { describe, expect, test } from "vitest";
import { ActionQueue } from "../../dmz_map/web/src/desk/action_queue.js";
import { fullDate, words } from "../../dmz_map/web/src/desk/nodes.js";
import { Offsets } from "../../dmz_map/web/src/desk/offsets.js";

describe("places of a text", () => {
  const text = "a𝔘글😀\r\nb";
  const offsets = new Offsets(text);

  test("code points and units name the same character, both ways", () => {
    [...text].forEach((sign, point) => {
      expect(text.slice(offsets.units(point), offsets.units(point + 1))).toBe(sign);
      expect(offsets.points(offsets.units(point))).toBe(point);
    });
  });

  test("a place after the end is the end", () => {
    expect(offsets.units(99)).toBe(text.length);
  });
});

describe("a short date", () => {
  test.each([
    ["17", "2019-06-12", "2019-06-17"],
    ["5-7", "2019-06-12", "2019-05-07"],
    ["3-1", "2019", "2019-03-01"],
    ["17", "2019", "17"],
    ["2020-01-02", "2019-06-12", "2020-01-02"],
    ["1976-08~", "2019", "1976-08~"],
  ])("%s beside %s is %s", (entry, old, full) => {
    expect(fullDate(entry, old)).toBe(full);
  });
});

test("an end moves by whole words of any language", () => {
  const text = "on May 3, 철원에서";
  expect(words(text, 6, 1)).toBe(8);
  expect(words(text, 8, 1)).toBe(text.length);
  expect(words(text, 8, -1)).toBe(7);
});

test("an action is sent again until the server has taken it", () => {
  /** @type {string[][]} */
  const sent = [];
  const queue = new ActionQueue((batch) => sent.push(batch.actions.map((one) => one.action)));
  let run = "";
  const { send } = queue;
  queue.send = (batch) => {
    run = batch.run;
    send(batch);
  };
  queue.add({ action: "accept" });
  queue.add({ action: "reject" });
  queue.acknowledge({ [run]: 1 });
  queue.add({ action: "undo" });
  expect(sent).toEqual([["accept"], ["accept", "reject"], ["reject", "undo"]]);
});
