import { beforeAll, describe, expect, test } from "vitest";
import { RecordView } from "../../dmz_map/web/src/panel/record.js";
import { highlighted, named, outside } from "../../dmz_map/web/src/panel/words.js";
import { UiStrings } from "../../dmz_map/web/src/ui_strings.js";
import { fakeDocument } from "./fake_dom.js";

beforeAll(fakeDocument);

const strings = new UiStrings();
strings.byLanguage = {
  en: {
    and: "{names} and {last}",
    reported: "as reported by {names}",
    killed: "{n} killed",
    wounded: "{n} wounded",
    range: "{low} to {high}",
    within: "within {km} km of the point",
    no_point: "no point is drawn",
    no_figure: "no single figure is reported",
    read: "Read in the document",
    "precision:exact": "Exact",
    "category:attack": "Attack",
    "field:action": "What",
  },
  ko: { "category:attack": "공격" },
};

/** @type {TextRecord} */
const RECORD = {
  id: "1976-08-18-axe",
  title: ["Two officers killed </script><b>", "도끼 사건"],
  date: ["18 August 1976", "1976년 8월 18일"],
  place: ["Joint Security Area", "공동경비구역"],
  precision: "exact",
  radius_km: 0.5,
  category: "attack",
  direction: "none",
  outcome: "deaths",
  sector: "western",
  confidence: "high",
  summary: ["They were <i>pruning</i> a tree.", "미루나무"],
  killed: { value: 2 },
  wounded: { low: 4, high: 9 },
  dispute: ["The number of wounded differs.", ""],
  concerns: ["wounded"],
  claims: [
    { id: "S001", field: "action", value: "killed", document: "d", start: 3, end: 9, exact: "ab\n “c” <em>" },
    { id: "S002", field: "odd_field", value: "x", document: "d", start: 1, end: 2, exact: "z" },
  ],
  sources: [
    {
      title: "A report",
      url: "https://example.org/a?b=1",
      publisher: "The Gazette",
      language: "en",
      supports: ["killed"],
    },
    { title: "Bad", url: "javascript:alert(1)", publisher: "The Gazette", language: "en", supports: ["wounded"] },
    {
      title: "보고",
      url: "http://example.kr/",
      publisher: "신문",
      language: "ko",
      supports: ["summary_en"],
      published: ["1976", "1976년"],
    },
  ],
};

describe("a record", () => {
  const view = new RecordView(strings);

  test("a quotation is the passage, letter for letter, and says where it is", () => {
    const quotes = /** @type {any} */ (view.quotations(RECORD, () => {})).all("blockquote");
    expect(quotes.map((/** @type {any} */ quote) => quote.textContent)).toEqual(["ab\n “c” <em>", "z"]);
    expect(quotes[0].dataset).toEqual({ document: "d", start: 3, end: 9, claim: "S001" });
    expect(quotes[0].lang).toBe("en");
  });

  test("a claim's button opens its own document", () => {
    /** @type {string[]} */
    const read = [];
    const section = /** @type {any} */ (view.quotations(RECORD, (claim) => read.push(claim.id)));
    for (const way of section.all("button")) way.click();
    expect(read).toEqual(["S001", "S002"]);
  });

  test("markup in a text is text", () => {
    const [, title] = /** @type {any[]} */ (view.head(RECORD, "force"));
    expect(title.nodes).toEqual([RECORD.title[0]]);
    const account = /** @type {any} */ (view.account(RECORD));
    expect(account.all("i")).toEqual([]);
    expect(account.textContent).toContain("They were <i>pruning</i> a tree.");
  });

  test("a number, a range, and in what accounts differ are beside each other", () => {
    const account = /** @type {any} */ (view.account(RECORD));
    const said = account.all("dd").map((/** @type {any} */ cell) => cell.textContent);
    expect(said.some((/** @type {string} */ text) => text.startsWith("2 killed, 4 to 9 wounded"))).toBe(true);
    expect(account.textContent).toContain("The number of wounded differs.");
  });

  test("without a figure a dispute says so", () => {
    const { killed, wounded, ...rest } = RECORD;
    expect(view.account(rest).textContent).toContain("no single figure is reported");
  });

  test("who reports is named once", () => {
    const account = /** @type {any} */ (view.account(RECORD));
    expect(account.textContent.match(/The Gazette/g)).toHaveLength(1);
    expect(account.textContent).toContain("as reported by 신문");
  });

  test("only addresses of the web are links, and open apart", () => {
    const links = /** @type {any} */ (view.sources(RECORD)).all("a");
    expect(links.map((/** @type {any} */ link) => link.href)).toEqual([
      "https://example.org/a?b=1",
      "http://example.kr/",
    ]);
    expect(new Set(links.map((/** @type {any} */ link) => link.rel))).toEqual(new Set(["noopener noreferrer"]));
  });

  test("what is not there is not shown", () => {
    const { claims, sources, ...bare } = RECORD;
    expect(view.quotations(bare, () => {})).toBeNull();
    expect(view.sources(bare)).toBeNull();
  });
});

test.each([
  ["a soldier ran", "", ["a soldier ran"]],
  ["a soldier ran", "RAN sold", ["a ", "sold", "ier ", "ran", ""]],
  ["1.5 km", ".", ["1", ".", "5 km"]],
  ["", "x", [""]],
])("%j with %j marked is the same text", (text, search, pieces) => {
  const found = highlighted(text, search).map((piece) => (typeof piece === "string" ? piece : piece.textContent));
  expect(found).toEqual(pieces);
  expect(found.join("")).toBe(text);
});

test.each([
  [["A"], "A"],
  [["A", "B"], "A and B"],
  [["A", "B", "C"], "A, B and C"],
])("%j are listed in words", (names, text) => {
  expect(named(names, strings)).toBe(text);
});

test.each(["javascript:alert(1)", "data:text/html,x", "nonsense", ""])("%j is no link", (address) => {
  expect(outside("label", address)).toEqual(["label"]);
});
