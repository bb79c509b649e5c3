/* Popups: made in the browser when they open, with textContent. */

import { button, element } from "./dom.js";
import { named } from "./panel/words.js";

const PATIENCE = 120; // milliseconds that a popup waits for its text before it opens without
const MARGIN = 24; // pixels that a chosen place keeps from the sheet

/**
 * @typedef {object} Opening
 * @property {L.LatLng} [latlng] Where it opens; at the incident's mark without one.
 * @property {boolean} [report] Whether the app is told.
 * @property {(() => void) | null} [back] What the way back does, where there is one.
 */

export class Popups {
  /** The incident that is shown. @type {number | undefined} */
  current;
  /** Members of the mark that the keyboard opened, for the way back. @type {string | null} */
  opener = null;
  /** @type {L.Popup | null} */
  #popup = null;

  /** @param {import("./incident_layer.js").IncidentLayer} layer */
  constructor(layer) {
    this.layer = layer;
    this.view = layer.view;
  }

  isOpen() {
    return Boolean(this.#popup?.isOpen());
  }

  close() {
    if (this.#popup) this.layer.map?.closePopup(this.#popup);
  }

  /**
   * Open an incident's popup.
   *
   * @param {number} i
   * @param {Opening} [opening]
   */
  async open(i, { latlng, report = true, back = null } = {}) {
    const { layer } = this;
    this.current = i;
    layer.marks.highlight();
    if (report) this.#report(i);
    if (!layer.map) return;
    if (layer.side) {
      this.#beside(i, latlng);
      return;
    }
    const at = latlng || layer.marks.where(i);
    if (!at) {
      this.close();
      return;
    }
    const moved = this.#bringIntoView(at);
    const coming = layer.texts.text(i).catch((error) => {
      this.view.notify(error.message);
      return null;
    });
    const late = new Promise((done) => setTimeout(done, PATIENCE, null));
    const ready = layer.known(i) || (await Promise.race([coming, late]));
    if (this.current !== i || !layer.map) return;
    const place = (moved && !latlng && layer.marks.where(i)) || at;
    this.#show(place, ready ? this.#single(ready, back) : element("p", "", "…"));
    if (!ready) this.#fill(i, await coming, back);
  }

  /**
   * The column beside the map shows the incident: the map shows where it is.
   *
   * @param {number} i
   * @param {L.LatLng} [latlng]
   */
  #beside(i, latlng) {
    const at = latlng || this.layer.marks.where(i);
    if (at) this.#clearOfSheet(at, Boolean(latlng));
    this.close();
  }

  /**
   * Have a place in view above the sheet that a phone shows over the map.
   *
   * @param {L.LatLng} at
   * @param {boolean} isSeen Whether it is in view, but for the sheet.
   */
  #clearOfSheet(at, isSeen) {
    const { map, side } = this.layer;
    if (!isSeen) this.#bringIntoView(at);
    const frame = window.frameElement?.getBoundingClientRect().top ?? 0;
    const clear = (side?.sheet.top ?? Infinity) - frame;
    const { y } = map.latLngToContainerPoint(at);
    if (y < clear - MARGIN) return;
    this.view.touched = true;
    map.panBy([0, y - clear / 2], { animate: false });
  }

  /** @param {L.LatLng} at */
  #bringIntoView(at) {
    const map = this.layer.map;
    if (map.getBounds().pad(-0.02).contains(at)) return false;
    this.view.touched = true;
    map.panTo(at, { animate: false });
    return true;
  }

  /**
   * @param {number} i
   * @param {TextRecord | null} text
   * @param {(() => void) | null} back
   */
  #fill(i, text, back) {
    if (!text) this.close();
    else if (this.current === i && this.#popup?.isOpen()) {
      this.#popup.setContent(this.#single(text, back));
      this.#makeRoom();
      this.#focus();
    }
  }

  /**
   * Report to the app what was chosen, as soon as its id is known.
   *
   * @param {number} i
   */
  async #report(i) {
    if (this.layer.side) {
      this.layer.side.choose(i, { keyboard: this.opener !== null });
      return;
    }
    const text = this.layer.known(i) || (await this.layer.texts.text(i).catch(() => null));
    if (!text || this.current !== i) return;
    this.layer.selection = [i, text.id];
    this.view.reporter.report(text.id);
  }

  /**
   * @param {TextRecord} text
   * @param {(() => void) | null} back
   */
  #single(text, back) {
    const { strings } = this.view;
    const box = element("div", "dmz-popup");
    if (back) {
      const way = button("dmz-back", `‹ ${strings.get("back")}`);
      way.addEventListener("click", back);
      box.append(way);
    }
    const radius = text.radius_km ? ` (± ${text.radius_km} km)` : "";
    box.append(
      element("h2", "", strings.pick(text.title)),
      element("p", "", `${strings.pick(text.date)} · ${strings.pick(text.place)}`),
      element("p", "dmz-basis", `${strings.get(`precision:${text.precision}`)}${radius}`),
    );
    const quotation = text.claims?.[0].exact;
    if (quotation) {
      box.append(element("blockquote", "", quotation), element("p", "dmz-basis", strings.get("quoted")));
    } else {
      const publishers = [...new Set((text.sources || []).map(({ publisher }) => publisher))];
      const reported = strings.fill("reported", { names: named(publishers, strings) });
      box.append(element("p", "dmz-summary", strings.pick(text.summary)), element("p", "dmz-basis", reported));
    }
    return box;
  }

  /**
   * @param {L.LatLng} at
   * @param {HTMLElement} content
   */
  #show(at, content) {
    L.DomEvent.disableClickPropagation(content);
    const map = this.layer.map;
    const narrow = map.getSize().x < 480;
    this.#popup ||= L.popup({
      className: "dmz-window",
      autoPan: false,
      offset: [0, -6],
    });
    this.#popup.options.maxWidth = narrow ? 250 : 320;
    this.#popup.options.minWidth = narrow ? 200 : 240;
    this.#popup.setLatLng(at).setContent(content);
    if (!this.#popup.isOpen()) this.#popup.openOn(map);
    this.#makeRoom();
    asDialog(this.#popup, this.view.strings, () => this.close());
    this.#focus();
  }

  /** Have the popup in view, clear of what lies over the map; at once, for an animation holds it up. */
  #makeRoom() {
    const { map, list } = this.layer;
    map._panAnim?.stop(); // it would undo the move
    const box = this.#popup?.getElement()?.getBoundingClientRect();
    if (!box) return;
    const { left, top, right, bottom } = map.getContainer().getBoundingClientRect();
    const [w, n, e, s] = [left + 54, top + 12, right - 12 - list.width, bottom - 12 - this.view.strip.height];
    // Where there is too little room, its left edge and its head are seen.
    const dx = Math.min(0, box.left - w) || Math.min(Math.max(0, box.right - e), box.left - w);
    const dy = Math.min(0, box.top - n) || Math.min(Math.max(0, box.bottom - s), box.top - n);
    if (dx || dy) map.panBy([dx, dy], { animate: false });
  }

  #focus() {
    if (!this.opener) return;
    const target = this.#popup?.getElement()?.querySelector(".dmz-back, .leaflet-popup-close-button");
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  }

  /** @param {L.PopupEvent} event */
  onClose = (event) => {
    if (event.popup !== this.#popup) return;
    const { opener } = this;
    this.opener = null;
    if (!this.layer.side) this.current = undefined;
    this.layer.marks.highlight();
    if (!opener || this.layer.list.focus(Number(opener.split(" ")[0]))) return;
    this.layer.marks.focus(`[data-members~="${opener.split(" ")[0]}"]`);
  };
}

/**
 * Name an open popup for those who do not see it, and let Escape close it.
 *
 * @param {L.Popup} popup
 * @param {import("./ui_strings.js").UiStrings} strings
 * @param {() => void} close
 */
export function asDialog(popup, strings, close) {
  const frame = popup.getElement();
  if (!frame) return;
  frame.setAttribute("role", "dialog");
  frame.setAttribute("aria-label", frame.querySelector("h2")?.textContent || "");
  frame.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", strings.get("close"));
  frame.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
}
