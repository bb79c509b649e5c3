/* The parts of an incident's record as elements; every text is set as text. */

import { button, element } from "../dom.js";
import { highlighted, named, outside } from "./words.js";

const DATING = ["date", "year", "period"];
const COUNTS = /** @type {const} */ (["killed", "wounded"]);

export class RecordView {
  /**
   * @param {import("../ui_strings.js").UiStrings} strings
   * @param {string} [search] Words that are marked where they are found.
   */
  constructor(strings, search = "") {
    this.strings = strings;
    this.search = search;
  }

  /**
   * Return kind and date, title, and the line that says where and how exactly.
   *
   * @param {TextRecord} record
   * @param {string} group Group of its category.
   */
  head(record, group) {
    const { strings } = this;
    const kicker = element("p", "dmz-kicker");
    const sign = element("i", "dmz-sign");
    sign.dataset.group = group;
    const kind = strings.get(`category:${record.category}`);
    kicker.append(sign, ` ${kind} · ${strings.pick(record.date)}`);
    const title = element("h2");
    title.append(...highlighted(strings.pick(record.title), this.search));
    title.tabIndex = -1;
    const radius = record.radius_km ? `, ±${this.#decimal(record.radius_km)} km` : "";
    const exactly = `${strings.get(`precision:${record.precision}`)}${radius}`;
    return [kicker, title, element("p", "dmz-where", `${strings.pick(record.place)} · ${exactly}`)];
  }

  /**
   * Return each claim with its passage; a blockquote's text is the passage and nothing else.
   *
   * @param {TextRecord} record
   * @param {(claim: ClaimRecord) => void} read Opens the document at a claim's passage.
   */
  quotations(record, read) {
    const { claims } = record;
    if (!claims?.length) return null;
    const { strings } = this;
    const section = element("section", "dmz-quoted");
    section.append(element("h3", "", strings.get("says")));
    if (!claims.some(({ field }) => DATING.includes(field))) {
      section.append(element("p", "dmz-note", strings.get("undated")));
    }
    section.append(...claims.map((claim) => this.claim(claim, read)));
    return section;
  }

  /**
   * Return one claim with its passage.
   *
   * @param {ClaimRecord} claim
   * @param {(claim: ClaimRecord) => void} read
   */
  claim(claim, read) {
    const { strings } = this;
    const figure = element("figure", "dmz-claim");
    const caption = element("figcaption", "", `${strings.field(claim.field)}: `);
    const value = element("span", "", claim.value);
    value.lang = "en";
    caption.append(value);
    if (claim.document.startsWith("own-")) caption.append(" · ", element("em", "dmz-own", strings.get("own")));
    const quote = element("blockquote");
    quote.lang = "en";
    const { document, start, end, id } = claim;
    Object.assign(quote.dataset, { document, start, end, claim: id });
    quote.append(...highlighted(claim.exact, this.search));
    const way = button("dmz-read", strings.get("read"));
    way.addEventListener("click", () => read(claim));
    figure.append(caption, quote);
    if (claim.correction) figure.append(this.#correction(claim.correction));
    figure.append(way);
    return figure;
  }

  /** @param {CorrectionRecord} correction */
  #correction({ text, by }) {
    const { strings } = this;
    const line = element("p", "dmz-correction");
    line.append(element("b", "", strings.get("differs")), ` ${strings.pick(text)} `, this.#by(by));
    return line;
  }

  /**
   * Return the summary and the facts of the public record, each with those who report it.
   *
   * @param {TextRecord} record
   */
  account(record) {
    const { strings } = this;
    const section = element("section");
    const summary = element("p", "dmz-summary");
    summary.append(...highlighted(strings.pick(record.summary), this.search));
    section.append(element("h3", "", strings.get("adds")), summary, ...this.#basis(record, ["summary_en"]));
    const facts = element("dl", "dmz-facts");
    for (const [key, value, columns] of this.#facts(record)) {
      if (!value) continue;
      const row = element("div");
      const said = element("dd", "", value);
      said.append(...this.#basis(record, columns));
      row.append(element("dt", "", strings.get(key)), said);
      facts.append(row);
    }
    section.append(facts);
    if (record.note) {
      const note = element("p", "dmz-note", record.note);
      note.lang = "en";
      section.append(note);
    }
    return section;
  }

  /**
   * Return key, value and the columns that it comes from; a blank value is not shown.
   *
   * @param {TextRecord} record
   * @returns {[key: string, value: string, columns: string[]][]}
   */
  #facts(record) {
    const { strings } = this;
    const km = record.radius_km;
    const within = km === undefined ? strings.get("no_point") : strings.fill("within", { km: this.#decimal(km) });
    return [
      ["date", strings.pick(record.date), ["date"]],
      ["place", strings.pick(record.place), ["place_en"]],
      ["precision", `${strings.get(`precision:${record.precision}`)}: ${within}`, ["lon", "lat"]],
      ["sector", strings.get(`sector:${record.sector}`), ["sector"]],
      ["direction", strings.get(`direction:${record.direction}`), ["direction"]],
      ["who", record.actors ? strings.pick(record.actors) : "", ["actors"]],
      ["people", record.people ? this.#count(record.people) : "", ["people"]],
      ["casualties", this.#casualties(record), [...COUNTS]],
      ["outcome", strings.get(`outcome:${record.outcome}`), ["outcome"]],
      ["confidence", strings.get(`confidence:${record.confidence}`), []],
    ];
  }

  /** @param {TextRecord} record */
  #casualties(record) {
    const { strings } = this;
    const parts = COUNTS.flatMap((name) => {
      const count = record[name];
      return count ? [strings.fill(name, { n: this.#count(count) })] : [];
    });
    return parts.join(", ") || (record.dispute ? strings.get("no_figure") : "");
  }

  /** @param {CountRecord} count A number, or the range in which reports differ. */
  #count({ value, low, high }) {
    const { strings } = this;
    if (low === undefined) return strings.number(value ?? 0);
    const range = strings.fill("range", { low: strings.number(low), high: strings.number(high ?? low) });
    return value === undefined ? range : `${strings.number(value)} (${range})`;
  }

  /** @param {number} number */
  #decimal(number) {
    return String(Math.round(number * 10) / 10);
  }

  /**
   * Return who reports some columns, and in what accounts differ about them.
   *
   * @param {TextRecord} record
   * @param {string[]} columns
   */
  #basis(record, columns) {
    const sources = (record.sources || []).filter(({ supports }) => supports.some((one) => columns.includes(one)));
    const parts = sources.length ? [this.#by(sources.map(({ publisher }) => publisher))] : [];
    if (record.dispute && record.concerns?.some((one) => columns.includes(one))) {
      const { strings } = this;
      const line = element("span", "dmz-dispute");
      const text = element("span", "", strings.pick(record.dispute));
      if (!record.dispute[1]) text.lang = "en";
      line.append(element("b", "", strings.get("disputed")), " ", text);
      parts.push(line);
    }
    return parts;
  }

  /**
   * Return who reports an incident; nothing where nobody is cited.
   *
   * @param {TextRecord} record
   */
  reporters({ sources = [] }) {
    return sources.length ? [this.#by(sources.map(({ publisher }) => publisher))] : [];
  }

  /** @param {string[]} publishers */
  #by(publishers) {
    const names = named([...new Set(publishers)], this.strings);
    return element("span", "dmz-by", this.strings.fill("reported", { names }));
  }

  /**
   * Return the sources of the public record, each with its link and the link's host.
   *
   * @param {TextRecord} record
   */
  sources(record) {
    if (!record.sources?.length) return null;
    const section = element("section", "dmz-sources");
    const list = element("ul");
    for (const { title, url, publisher, published, language } of record.sources) {
      const item = element("li");
      const line = element("span");
      line.lang = language;
      line.append(...outside(title, url));
      const date = published ? `, ${this.strings.pick(published)}` : "";
      item.append(line, element("span", "dmz-by", publisher + date));
      list.append(item);
    }
    section.append(element("h3", "", this.strings.get("sources")), list);
    return section;
  }
}
