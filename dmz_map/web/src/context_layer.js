/* Tunnels, guard posts, crossings and observatories, each with its citations: off until it is wanted. */

import { button, element } from "./dom.js";
import { files } from "./files.js";
import { outside } from "./panel/words.js";
import { asDialog } from "./popups.js";

const PANE = "dmz-context"; // below the marks
const PANE_Z = "595";
const VAGUE_KM = 1; // radius from which a place has a dashed edge

/**
 * @typedef {object} Context
 * @property {string} kind
 * @property {[number, number]} at Latitude and longitude, degrees.
 * @property {number} radius_km
 * @property {Pair} name
 * @property {string} how Where the point comes from, in English.
 * @property {string} url
 * @property {Pair[]} incidents
 * @property {[title: string, publisher: string, url: string][]} sources
 */

export class ContextLayer extends L.LayerGroup {
  #asked = false;
  /** @type {(() => void)[]} */ #relabel = [];
  /** @type {L.Popup | undefined} */ #popup;

  /**
   * @param {import("./map_view.js").MapView} view
   * @param {string} source Address of `context.json`.
   */
  constructor(view, source) {
    super();
    this.view = view;
    this.source = source;
    view.map.createPane(PANE).style.zIndex = PANE_Z;
  }

  /** @param {L.Map} map */
  onAdd(map) {
    super.onAdd(map);
    if (!this.#asked) this.view.during(this.#load());
    this.#asked = true;
    return this;
  }

  /** @param {L.Map} map */
  onRemove(map) {
    this.#popup?.remove();
    super.onRemove(map);
    return this;
  }

  async #load() {
    try {
      /** @type {Context[]} */
      const all = await files.json(this.source);
      await this.view.worded;
      for (const one of all) this.addLayer(this.#marker(one));
      this.relabel();
    } catch (error) {
      this.#asked = false;
      throw error;
    }
  }

  /** Write all words anew. */
  relabel() {
    this.#popup?.remove();
    for (const write of this.#relabel) write();
  }

  /** @param {Context} one */
  #marker(one) {
    const node = button("dmz-context");
    node.dataset.kind = one.kind;
    node.classList.toggle("dmz-vague", one.radius_km > VAGUE_KM);
    this.#relabel.push(() => {
      const { strings } = this.view;
      node.title = strings.pick(one.name);
      node.setAttribute("aria-label", `${strings.get(`context:${one.kind}`)}: ${strings.pick(one.name)}`);
    });
    node.addEventListener("click", ({ detail }) => {
      const way = this.#open(one, node).getElement()?.querySelector("a.leaflet-popup-close-button");
      if (!detail && way instanceof HTMLElement) way.focus({ preventScroll: true }); // by the keyboard
    });
    L.DomEvent.disableClickPropagation(node);
    const icon = L.divIcon({ html: node, className: "dmz-context-anchor", iconSize: [0, 0] });
    return L.marker(one.at, { icon, pane: PANE, interactive: false, keyboard: false });
  }

  /**
   * @param {Context} one
   * @param {HTMLElement} node
   */
  #open(one, node) {
    const { map, strip, strings, key } = this.view;
    const narrow = this.view.isNarrow();
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = key.box; // at the left, unless it was moved
    const left = key.box.dataset.corner === "south-east" || !key.box.open ? 0 : offsetLeft + offsetWidth;
    const top = left ? 0 : offsetTop + offsetHeight;
    const popup = L.popup({
      className: "dmz-window",
      autoPanPaddingTopLeft: [Math.max(54, left + 8), Math.max(12, narrow ? top : 0)],
      autoPanPaddingBottomRight: [12, 12 + strip.height],
      maxWidth: narrow ? 250 : 320,
      maxHeight: Math.max(120, map.getSize().y - strip.height - 75 - (narrow ? top : 0)),
      offset: [0, -4],
    });
    this.#popup = popup.setLatLng(one.at).setContent(this.#content(one)).openOn(map);
    popup.on("remove", () => node.isConnected && node.focus({ preventScroll: true }));
    asDialog(popup, strings, () => map.closePopup(popup));
    return popup;
  }

  /** @param {Context} one */
  #content({ kind, name, radius_km, incidents, sources, how, url }) {
    const { strings } = this.view;
    const box = element("div", "dmz-popup");
    L.DomEvent.disableClickPropagation(box);
    box.append(
      element("h2", "", strings.pick(name)),
      element("p", "dmz-basis", `${strings.get(`context:${kind}`)} · ± ${radius_km} km`),
    );
    if (incidents.length) box.append(list(incidents.map((pair) => [strings.pick(pair)])));
    if (sources.length) {
      const cited = sources.map(([title, publisher, address]) => outside(`${publisher}: ${title}`, address));
      box.append(element("h3", "", strings.get("context:sources")), list(cited));
    }
    const origin = element("p", "dmz-basis", how);
    origin.lang = "en";
    if (url) origin.append(" ", ...outside(name[0], url));
    box.append(element("h3", "", strings.get("context:point")), origin);
    return box;
  }
}

/** @param {(string | Node)[][]} items */
function list(items) {
  const all = element("ul");
  for (const item of items) {
    const line = element("li");
    line.append(...item);
    all.append(line);
  }
  return all;
}
