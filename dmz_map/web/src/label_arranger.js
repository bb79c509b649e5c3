/* Which names of sectors and places are shown: those that cover no other and no mark. */

import { whenIdle } from "./dom.js";
import { placeNames } from "./placement.js";

export class LabelArranger {
  #waiting = false;

  /** @param {import("./map_view.js").MapView} view */
  constructor(view) {
    this.view = view;
  }

  /** Arrange the labels when the browser has nothing else to do. */
  request() {
    if (this.#waiting) return;
    this.#waiting = true;
    whenIdle(() => {
      this.#waiting = false;
      this.#arrange();
    });
  }

  #arrange() {
    const { map, sectorsWithBadge } = this.view;
    const zoom = map.getZoom();
    const nodes = elements(map.getPane("dmz-labels"), ".dmz-label");
    for (const node of nodes) {
      node.hidden = zoom < Number(node.dataset.zoom) || sectorsWithBadge.has(node.dataset.sector || "");
      node.classList.remove("dmz-flip");
    }
    // All boxes are read before anything is written: the page is laid out once.
    const waiting = nodes.filter((node) => !node.hidden);
    const names = waiting.map((node) => ({
      box: node.getBoundingClientRect(),
      rank: Number(node.dataset.rank),
      flips: node.classList.contains("dmz-place"),
    }));
    const fixed = elements(map.getContainer(), ".leaflet-control, .dmz-key, .dmz-timeline");
    const marks = [...elements(map.getPane("markerPane"), ".dmz-mark > button"), ...fixed].map((node) =>
      node.getBoundingClientRect(),
    );
    const placed = placeNames(names, marks, map.getContainer().getBoundingClientRect());
    placed.forEach(({ shown, flipped }, i) => {
      waiting[i].classList.toggle("dmz-flip", flipped);
      waiting[i].classList.toggle("dmz-hidden", !shown);
    });
    const shown = placed.filter((name) => name.shown).length;
    map.getContainer().dataset.labels = String(marks.length + shown);
  }
}

/**
 * @param {HTMLElement | undefined} within
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
function elements(within, selector) {
  return within ? [...within.querySelectorAll(selector)].filter((node) => node instanceof HTMLElement) : [];
}
