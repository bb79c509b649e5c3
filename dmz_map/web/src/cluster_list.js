/* The incidents of a mark as a list by year, beside the map. */

import { button, element } from "./dom.js";
import { whole } from "./ui_strings.js";

const LISTED = 300; // incidents that a list names

export class ClusterList {
  /** @type {HTMLElement | null} */ #box = null;
  /** @type {number[]} */ members = [];
  /** What the keyboard opened it from. @type {string | null} */ #opener = null;

  /** @param {import("./incident_layer.js").IncidentLayer} layer */
  constructor(layer) {
    this.layer = layer;
  }

  isOpen() {
    return this.#box !== null;
  }

  /** Pixels at the right that it covers. */
  get width() {
    return this.#box && !this.layer.view.isNarrow() ? this.#box.offsetWidth + 10 : 0;
  }

  /**
   * Open the list of some incidents.
   *
   * @param {number[]} members By time.
   * @param {string} name
   * @param {{opener?: string | null, zoom?: (() => void) | null}} [from] The mark that the keyboard
   *   opened it from, and what brings its places apart.
   */
  open(members, name, { opener = null, zoom = null } = {}) {
    this.close();
    this.members = members;
    this.#opener = opener;
    const { view } = this.layer;
    const box = element("section", "dmz-aside");
    box.setAttribute("aria-label", name);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    const close = button("dmz-aside-close", "×");
    close.setAttribute("aria-label", view.strings.get("close"));
    close.addEventListener("click", () => this.close(true));
    const head = element("header");
    head.append(element("h2", "", name), close);
    box.append(head);
    if (zoom) {
      const nearer = button("dmz-nearer", view.strings.get("zoom_there"));
      nearer.addEventListener("click", zoom);
      box.append(nearer);
    }
    box.append(this.#years(members));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close(true);
    });
    view.map.getContainer().append(box);
    this.#box = box;
    view.map.getContainer().classList.add("dmz-listing");
    this.highlight();
    if (opener) this.#focus("li button");
  }

  /** @param {number[]} members */
  #years(members) {
    const { points, calendar } = this.layer;
    const list = element("div", "dmz-aside-years");
    let year = Number.NaN;
    let items = element("ol");
    for (const i of members.slice(0, LISTED)) {
      const own = calendar.yearOf(points.first[i]);
      if (own !== year) {
        year = own;
        items = element("ol");
        list.append(element("h3", "", String(year)), items);
      }
      items.append(this.#item(i));
    }
    if (members.length > LISTED) list.append(element("p", "", `+ ${whole(members.length - LISTED)}`));
    return list;
  }

  /** @param {number} i */
  #item(i) {
    const { layer } = this;
    const { strings } = layer.view;
    const item = element("li");
    const choice = button();
    choice.dataset.i = String(i);
    choice.dataset.group = layer.groupOf(i);
    choice.append(element("i"));
    /** @param {TextRecord} text */
    const fill = (text) => {
      const words = element("span", "", strings.pick(text.title));
      words.append(element("small", "", strings.pick(text.date)));
      choice.append(words);
    };
    const text = layer.known(i);
    if (text) fill(text);
    else layer.texts.text(i).then(fill, (error) => layer.view.notify(error.message));
    choice.addEventListener("pointerenter", () => layer.hover(i));
    choice.addEventListener("pointerleave", () => layer.hover(undefined));
    choice.addEventListener("click", (event) => this.#choose(i, event.detail === 0));
    item.append(choice);
    return item;
  }

  /**
   * Open an incident; a narrow map has no space for list and popup.
   *
   * @param {number} i
   * @param {boolean} byKey
   */
  #choose(i, byKey) {
    const { popups, view } = this.layer;
    const { members } = this;
    const name = this.#box?.getAttribute("aria-label") ?? "";
    const opener = this.#opener;
    if (byKey) popups.opener = String(i);
    if (!view.isNarrow()) {
      popups.open(i);
      return;
    }
    this.close();
    popups.open(i, { back: () => this.open(members, name, { opener }) });
  }

  /**
   * Give the focus to an incident of the list; return whether it is there.
   *
   * @param {number} i
   */
  focus(i) {
    return this.#focus(`button[data-i="${i}"]`);
  }

  /** @param {string} selector */
  #focus(selector) {
    const found = this.#box?.querySelector(selector);
    if (!(found instanceof HTMLElement)) return false;
    found.focus({ preventScroll: false });
    return true;
  }

  /** Show which incident is chosen. */
  highlight() {
    const { chosenIncident } = this.layer;
    for (const node of this.#box?.querySelectorAll("li button") ?? []) {
      if (node instanceof HTMLElement) node.toggleAttribute("aria-current", node.dataset.i === String(chosenIncident));
    }
  }

  /** @param {boolean} [byHand] Whether the focus goes back to the mark. */
  close(byHand = false) {
    if (!this.#box) return;
    this.#box.remove();
    this.#box = null;
    this.layer.view.map.getContainer().classList.remove("dmz-listing");
    const opener = this.#opener;
    this.#opener = null;
    if (byHand) this.layer.marks.opener.closeFan();
    if (byHand && opener) this.layer.marks.focus(`[data-members="${opener}"]`);
  }
}
