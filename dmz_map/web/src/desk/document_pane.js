import { d, words } from "./nodes.js";
import { Offsets } from "./offsets.js";

const TONES = /** @type {Record<string, string>} */ ({
  date: "when",
  weekday: "when",
  time_of_day: "when",
  place: "where",
  sector: "where",
  category: "what",
  direction: "what",
  people: "who",
  actor: "who",
  attribution: "who",
  killed: "who",
  wounded: "who",
  outcome: "who",
});

/** The document: its whole text, the passages lit by fact, and what is selected. */
export class DocumentPane {
  #text = "";
  #offsets = new Offsets("");
  #drawn = "";

  constructor() {
    this.node = d("div", "desk-text");
    this.node.tabIndex = 0;
  }

  /** @param {string} address */
  async load(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`The document is not here (${answer.status}). Open it again.`);
    const bytes = await answer.arrayBuffer();
    this.#text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    this.#offsets = new Offsets(this.#text);
    this.#drawn = "";
  }

  /** @param {import("./types").Candidate[]} candidates @param {string} current @param {number} chosen */
  draw(candidates, current, chosen) {
    const spans = candidates
      .filter((one) => one.decision !== "rejected" && one.decision !== "merged")
      .flatMap((one) =>
        one.passages.map((passage, number) => ({
          start: this.#offsets.units(passage.start),
          end: this.#offsets.units(passage.end),
          tone: TONES[passage.field] || "what",
          title: passage.field,
          mine: one.key === current,
          chosen: one.key === current && number === chosen,
        })),
      );
    const drawn = JSON.stringify(spans);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const edges = new Set([0, this.#text.length]);
    for (const { start, end } of spans) edges.add(start).add(end);
    const places = [...edges].sort((a, b) => a - b);
    const opens = [...spans].sort((a, b) => a.start - b.start);
    /** @type {typeof spans} */
    let open = [];
    let next = 0;
    const pieces = [];
    for (let i = 0; i + 1 < places.length; i += 1) {
      const [start, end] = [places[i], places[i + 1]];
      open = open.filter((span) => span.end > start);
      for (; next < opens.length && opens[next].start <= start; next += 1) open.push(opens[next]);
      pieces.push(this.#piece(start, end, open));
    }
    this.node.replaceChildren(...pieces);
  }

  /**
   * @param {number} start @param {number} end
   * @param {{end: number, start: number, tone: string, title: string, mine: boolean, chosen: boolean}[]} open
   */
  #piece(start, end, open) {
    const words = this.#text.slice(start, end);
    if (!open.length) return document.createTextNode(words);
    const own = open.filter((span) => span.mine);
    const inner = (own.length ? own : open).reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a));
    const mark = d("mark", `desk-${inner.tone}`, words);
    if (own.length) mark.classList.add("desk-mine");
    if (open.some((span) => span.chosen)) mark.classList.add("desk-chosen");
    mark.title = open.map((span) => span.title).join(", ");
    return mark;
  }

  /** Bring a passage into view. @param {boolean} smooth */
  reveal(smooth = false) {
    const mark = this.node.querySelector(".desk-chosen") || this.node.querySelector(".desk-mine");
    if (!mark) return;
    const [box, pane] = [mark.getBoundingClientRect(), this.node.getBoundingClientRect()];
    if (box.top >= pane.top && box.bottom <= pane.bottom) return;
    this.node.scrollBy({ top: box.top - pane.top - 80, behavior: smooth ? "smooth" : "instant" });
  }

  /** The selected words in code points, without spaces at the ends. @returns {[number, number] | null} */
  selection() {
    const selected = document.getSelection();
    if (!selected?.rangeCount || selected.isCollapsed) return null;
    const range = selected.getRangeAt(0);
    if (!this.node.contains(range.startContainer) || !this.node.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.setStart(this.node, 0);
    before.setEnd(range.startContainer, range.startOffset);
    let start = before.toString().length;
    let end = start + range.toString().length;
    while (start < end && /\s/.test(this.#text[start])) start += 1;
    while (end > start && /\s/.test(this.#text[end - 1])) end -= 1;
    return start < end ? [this.#offsets.points(start), this.#offsets.points(end)] : null;
  }

  /** @param {number} start @param {number} end code points */
  words(start, end) {
    return this.#text.slice(this.#offsets.units(start), this.#offsets.units(end));
  }

  /** A place in code points, moved by a word. @param {number} point @param {1 | -1} step */
  moved(point, step) {
    const unit = words(this.#text, this.#offsets.units(point), step);
    return this.#offsets.points(unit);
  }
}
