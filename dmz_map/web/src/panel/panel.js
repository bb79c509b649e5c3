/* The chosen incident: its words first, then the public record, then what is beside it. */

import { button, element } from "../dom.js";
import { RecordView } from "./record.js";
import { related } from "./related.js";

/**
 * @typedef {object} PanelActions
 * @property {() => void} close
 * @property {() => boolean} isTold Whether a story is told: the way back leads to it.
 * @property {(claim: ClaimRecord) => void} read Opens the document at a claim's passage.
 * @property {(i: number, by: {keyboard: boolean}) => void} choose
 * @property {(id: string) => void} follow Chooses an incident that is known by its id.
 * @property {(i: number, step: number) => number | undefined} beside
 */

export class Panel {
  /**
   * @param {import("./source.js").Source} source
   * @param {PanelActions} actions
   */
  constructor(source, actions) {
    this.source = source;
    this.actions = actions;
    this.node = element("article", "dmz-panel");
    this.node.hidden = true;
  }

  /**
   * Show an incident.
   *
   * @param {number} i
   * @param {TextRecord} record
   * @param {string} search Words that are marked.
   */
  show(i, record, search) {
    const { strings } = this.source;
    const view = new RecordView(strings, search);
    this.node.lang = strings.language;
    const parts = [
      this.#ways(i),
      ...view.head(record, this.source.groupOf(i)),
      view.quotations(record, this.actions.read),
      view.account(record),
      this.#links(record),
      view.sources(record),
      ...this.#related(i),
    ];
    this.node.replaceChildren(...parts.filter((part) => part !== null));
    this.node.hidden = false;
  }

  hide() {
    this.node.hidden = true;
    this.node.replaceChildren();
  }

  /** Give the focus to the heading. */
  focus() {
    this.node.querySelector("h2")?.focus({ preventScroll: true });
  }

  /** @param {number} i */
  #ways(i) {
    const { strings } = this.source;
    const bar = element("div", "dmz-ways");
    const all = button("dmz-all-incidents", `← ${strings.get(this.actions.isTold() ? "back_to_story" : "all")}`);
    all.addEventListener("click", this.actions.close);
    bar.append(all, this.#step(i, "earlier", 1), this.#step(i, "later", -1));
    return bar;
  }

  /**
   * @param {number} i
   * @param {string} name
   * @param {number} step In the list, newest first.
   */
  #step(i, name, step) {
    const other = this.actions.beside(i, step);
    const way = button("dmz-step", this.source.strings.get(name));
    way.dataset.step = name;
    way.disabled = other === undefined;
    way.addEventListener("click", () => other !== undefined && this.actions.choose(other, { keyboard: false }));
    return way;
  }

  /** @param {TextRecord} record */
  #links(record) {
    if (!record.links?.length) return null;
    const { strings } = this.source;
    const section = element("section", "dmz-links");
    section.append(element("h3", "", strings.get("linked")));
    for (const { id, title, year, relation, forwards, note } of record.links) {
      const way = button("dmz-near");
      const how = strings.get(`relation:${relation}${forwards ? "" : ":back"}`);
      way.append(element("span", "dmz-how-tied", how), ` ${strings.pick(title)} · ${year}`);
      if (strings.pick(note)) way.append(element("small", "", strings.pick(note)));
      way.addEventListener("click", () => this.actions.follow(id));
      section.append(way);
    }
    return section;
  }

  /** @param {number} i */
  #related(i) {
    const { points, order, strings } = this.source;
    const groups = Object.entries(related(points, order.positions, i)).filter(([, found]) => found.length);
    return groups.map(([name, found]) => {
      const section = element("section", "dmz-related");
      section.append(element("h3", "", strings.get(name)), ...found.map((other) => this.#near(other)));
      return section;
    });
  }

  /** @param {number} i */
  #near(i) {
    const { source } = this;
    const way = button("dmz-near");
    source.text(i).then(
      ({ title, date }) => {
        way.textContent = `${source.strings.pick(title)} · ${source.strings.pick(date)}`;
      },
      () => way.remove(),
    );
    way.addEventListener("click", (event) => this.actions.choose(i, { keyboard: event.detail === 0 }));
    return way;
  }
}
