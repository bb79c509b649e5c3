/* The incidents that match, newest first: rows come as they are scrolled to, any number of them. */

import { element } from "../dom.js";
import { beginning, deadEnd } from "./list_start.js";

const BATCH = 40; // rows that are added at once
const BEFORE = 12; // rows shown above the one to which the list is opened
const AHEAD = "600px"; // from the edge, where the next rows are added

/**
 * @typedef {object} ListActions
 * @property {(i: number, by: {keyboard: boolean}) => void} choose
 * @property {(i: number | undefined) => void} hover Says which row is under a hand, or has the focus.
 * @property {(parameters: Record<string, null>) => void} remove Removes parameters of the address.
 * @property {(id: string, by: {keyboard: boolean}) => void} tell Opens a story.
 */

export class List {
  /** Positions, newest first. */ #found = new Uint32Array();
  #from = 0;
  #to = 0;
  /** @type {number | undefined} */ #chosen;

  /**
   * @param {import("./source.js").Source} source
   * @param {ListActions} actions
   */
  constructor(source, actions) {
    this.source = source;
    this.actions = actions;
    this.node = element("section", "dmz-list");
    this.count = element("p", "dmz-count");
    this.count.setAttribute("role", "status");
    this.start = element("div", "dmz-start");
    this.rows = element("ul", "dmz-rows");
    this.rows.setAttribute("role", "listbox");
    this.rows.addEventListener("keydown", this.#onKey);
    this.rows.addEventListener("click", (event) => this.#onClick(event));
    for (const type of ["pointerover", "focusin"]) this.rows.addEventListener(type, this.#onHover);
    for (const type of ["pointerleave", "focusout"]) this.rows.addEventListener(type, () => actions.hover(undefined));
    this.end = element("div");
    this.node.append(this.count, this.start, this.rows, this.end);
    new IntersectionObserver(([entry]) => entry.isIntersecting && this.#more(), { rootMargin: AHEAD }).observe(
      this.end,
    );
    this.seen = new IntersectionObserver((entries) => this.#fill(entries), { rootMargin: "80px" });
  }

  /** Show what matches now. */
  update() {
    const { source } = this;
    const { strings } = source;
    this.#found = source.order.matching(source.matching);
    const [shown, all] = [this.#found.length, source.n];
    const some = { shown: strings.number(shown), all: strings.number(all) };
    this.count.textContent = shown < all ? strings.fill("some", some) : strings.count(all, "newest");
    this.rows.setAttribute("aria-label", strings.get("list"));
    this.rows.hidden = !this.#found.length;
    this.start.replaceChildren(
      ...(this.#found.length ? beginning(source, this.#found, this.actions) : deadEnd(source, this.actions)),
    );
    this.#open(0);
  }

  /**
   * Show which row is the chosen incident's, and have it in view.
   *
   * @param {number | undefined} i
   */
  choose(i) {
    this.#chosen = i;
    if (i === undefined) return;
    const at = this.#found.indexOf(i);
    if (at >= 0 && (at < this.#from || at >= this.#to)) this.#open(Math.max(0, at - BEFORE));
    for (const row of this.rows.querySelectorAll("[aria-selected=true]")) row.setAttribute("aria-selected", "false");
    this.#row(i)?.setAttribute("aria-selected", "true");
  }

  /**
   * Show which row is that of the incident under a hand, on the map or here.
   *
   * @param {number | undefined} i
   */
  hovered(i) {
    for (const row of this.rows.querySelectorAll(".dmz-hovered")) row.classList.remove("dmz-hovered");
    if (i !== undefined) this.#row(i)?.classList.add("dmz-hovered");
  }

  /**
   * Bring a row into view and give it the focus.
   *
   * @param {number} i
   */
  focus(i) {
    const row = this.#row(i);
    if (!row) return;
    row.scrollIntoView({ block: "nearest" });
    this.#rove(row);
  }

  /** Return the incident before (newer) or after (older) one, among those that match if it does. */
  beside(/** @type {number} */ i, /** @type {number} */ step) {
    const inFilter = this.#found.length > 1 ? this.#found.indexOf(i) : -1;
    const order = inFilter >= 0 ? this.#found : this.source.order.positions;
    return order[(inFilter >= 0 ? inFilter : order.indexOf(i)) + step];
  }

  /** @param {number} from */
  #open(from) {
    this.seen.disconnect();
    this.rows.replaceChildren();
    this.#from = this.#to = from;
    if (from) this.#addEarlier();
    this.#more();
  }

  /** A way back to the newest rows, where the list was opened further down. */
  #addEarlier() {
    const item = element("li", "dmz-row dmz-newer", "↑");
    item.setAttribute("role", "option");
    item.setAttribute("aria-label", this.source.strings.get("list"));
    item.setAttribute("aria-selected", "false");
    item.tabIndex = -1;
    this.rows.append(item);
  }

  #more() {
    const to = Math.min(this.#found.length, this.#to + BATCH);
    if (to === this.#to) return;
    const rows = Array.from(this.#found.subarray(this.#to, to), (i, k) => this.#make(i, this.#to + k));
    this.#to = to;
    this.rows.append(...rows);
    if (!this.rows.querySelector('[tabindex="0"]')) rows[0].tabIndex = 0;
    for (const row of rows) this.seen.observe(row);
  }

  /**
   * @param {number} i
   * @param {number} place Among those that match.
   */
  #make(i, place) {
    const { source } = this;
    const row = element("li", "dmz-row");
    row.dataset.incident = String(i);
    row.setAttribute("role", "option");
    row.setAttribute("aria-posinset", String(place + 1));
    row.setAttribute("aria-setsize", String(this.#found.length));
    row.setAttribute("aria-selected", String(i === this.#chosen));
    row.tabIndex = -1;
    const sign = element("i", "dmz-sign");
    sign.dataset.group = source.groupOf(i);
    row.append(element("span", "dmz-year", String(source.yearOf(i))), sign, element("span", "dmz-what"));
    const text = source.known(i);
    if (text) this.#write(row, text);
    return row;
  }

  /**
   * @param {Element} row
   * @param {TextRecord} text
   */
  #write(row, text) {
    const { strings } = this.source;
    const what = row.lastElementChild;
    what?.replaceChildren(element("b", "", strings.pick(text.title)), element("small", "", strings.pick(text.place)));
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #fill(entries) {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      this.seen.unobserve(target);
      if (target.lastElementChild?.childElementCount) continue;
      this.source.text(Number(target.dataset.incident)).then(
        (text) => this.#write(target, text),
        () => {},
      );
    }
  }

  /** @param {Event} event */
  #onHover = ({ target }) => {
    const row = target instanceof Element && target.closest(".dmz-row");
    const i = row instanceof HTMLElement ? row.dataset.incident : undefined;
    this.actions.hover(i === undefined ? undefined : Number(i));
  };

  /** @param {MouseEvent} event */
  #onClick(event) {
    const row = event.target instanceof Element && event.target.closest(".dmz-row");
    if (row instanceof HTMLElement) this.#pick(row, event.detail === 0);
  }

  /**
   * @param {HTMLElement} row
   * @param {boolean} keyboard
   */
  #pick(row, keyboard) {
    if (row.dataset.incident === undefined) this.#open(0);
    else this.actions.choose(Number(row.dataset.incident), { keyboard });
  }

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    const row = document.activeElement;
    if (!(row instanceof HTMLElement) || !row.matches(".dmz-row")) return;
    /** @type {Record<string, () => Element | null>} */
    const moves = {
      ArrowDown: () => row.nextElementSibling,
      ArrowUp: () => row.previousElementSibling,
      Home: () => this.rows.firstElementChild,
      End: () => this.rows.lastElementChild,
    };
    const move = moves[event.key];
    if (event.key === "Enter" || event.key === " ") this.#pick(row, true);
    else if (!move) return;
    event.preventDefault();
    const next = move?.();
    if (next instanceof HTMLElement) this.#rove(next);
  };

  /** @param {HTMLElement} row */
  #rove(row) {
    for (const other of this.rows.querySelectorAll('[tabindex="0"]')) other.setAttribute("tabindex", "-1");
    row.tabIndex = 0;
    row.focus();
  }

  /** @param {number} i */
  #row(i) {
    return /** @type {HTMLElement | null} */ (this.rows.querySelector(`[data-incident="${i}"]`));
  }
}
