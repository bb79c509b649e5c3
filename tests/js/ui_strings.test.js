import { describe, expect, test } from "vitest";
import { UiStrings, whole } from "../../dmz_map/web/src/ui_strings.js";

/** @param {string} language */
function strings(language) {
  const made = new UiStrings();
  made.language = language;
  made.byLanguage = {
    en: { incident_count_one: "{n} incident", incident_count_other: "{n} incidents", only_here: "English" },
    ko: { incident_count_one: "사건 {n}건", incident_count_other: "사건 {n}건" },
  };
  return made;
}

describe("one incident is one, and all other numbers are several", () => {
  test.each([
    ["en", 1, "1 incident"],
    ["en", 0, "0 incidents"],
    ["en", 2, "2 incidents"],
    ["en", 21, "21 incidents"],
    ["en", 101, "101 incidents"],
    ["en", 1234567, "1,234,567 incidents"],
    ["ko", 1, "사건 1건"],
    ["ko", 2000, "사건 2,000건"],
  ])("%s %i", (language, number, text) => {
    expect(strings(language).count(number)).toBe(text);
  });
});

test("a string that the language lacks is the English one, and else its key", () => {
  expect(strings("ko").get("only_here")).toBe("English");
  expect(strings("ko").get("nowhere")).toBe("nowhere");
  expect(new UiStrings().count(1)).toBe("incident_count_other");
});

test("a pair without Korean is read in English", () => {
  expect(strings("ko").pick(["North", "북"])).toBe("북");
  expect(strings("ko").pick(["North", ""])).toBe("North");
  expect(strings("en").pick(["North", "북"])).toBe("North");
});

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1,000"],
  [1000000, "1,000,000"],
])("%i is written %s", (number, text) => {
  expect(whole(number)).toBe(text);
});

test("a name is found by layer and id, in the reader's language; before the names have come there is none", () => {
  const strings = new UiStrings();
  expect(strings.name("places", "paju")).toBe("");
  strings.names = { places: { paju: ["Paju", "파주"] } };
  expect(strings.name("places", "paju")).toBe("Paju");
  strings.language = "ko";
  expect(strings.name("places", "paju")).toBe("파주");
  expect(strings.name("places", "nowhere")).toBe("");
});
