/* The names of sectors, places and provinces. */

import { element } from "./dom.js";

// Where a sector's name stands beside it: pixel offset, and the side the text grows to.
/** @type {Record<string, [number, number, string]>} */
const SECTOR_SIDE = {
  western: [-16, -30, "left"],
  central_western: [0, -44, "up"],
  central: [0, -40, "up"],
  central_eastern: [8, 40, "down"],
  eastern: [22, 4, "right"],
};
// The least zoom at which a place has its name.
/** @type {Record<string, number>} */
const KIND_ZOOM = {
  county: 8.5,
  city: 9,
  crossing: 10.5,
  site: 10.5,
  tunnel: 10,
  observatory: 10.5,
  hill: 10.5,
  river: 10,
};
// Places that have theirs sooner.
/** @type {Record<string, number>} */
const PLACE_ZOOM = {};
for (const [zoom, ids] of Object.entries({
  6: "seoul pyongyang",
  6.5: "daejeon hamhung sinuiju wonsan pohang",
  7: "kaesong sokcho chuncheon haeju incheon gangneung wonju cheongju andong kanggye sinpo",
  7.5: "cheorwon goseong sariwon nampo suwon cheonan chungju donghae anju seosan baengnyeong",
  8: "koksan hoeyang tongchon sinmak ongjin-north hongcheon",
  8.5: "paju jsa anbyon gapyeong yangpyeong",
}))
  for (const id of ids.split(" ")) PLACE_ZOOM[id] = Number(zoom);
const LEAST_ZOOM = 10.5; // of any other kind
const AREA = "province"; // a name of ground, not of a point
const LAST = 99; // rank

/** @typedef {{at: L.LatLng, offset: [number, number], side: string}} Sector */
/** @typedef {{rank: number, zoom?: number, offset?: [number, number], side?: string}} Standing */

/** The names of a map: markers whose text is looked up by id, in the reader's language. */
export class Labels {
  /** What gives each name its text anew. @type {(() => void)[]} */
  #relabel = [];

  /** @param {import("./map_view.js").MapView} view */
  constructor(view) {
    this.view = view;
  }

  /** Write all names anew. */
  relabel() {
    for (const write of this.#relabel) write();
  }

  /**
   * Return the marker of a point of a GeoJSON layer: `pointToLayer` of sectors and places.
   *
   * @param {GeoJSON.Feature<GeoJSON.Point, {id: string, kind?: string}>} feature
   * @param {L.LatLng} at
   */
  marker = ({ properties: { id, kind } }, at) => (kind ? this.#place(id, kind, at) : this.#sector(id, at));

  /**
   * Take over where sectors have their names: incidents without a point stand there too.
   *
   * @param {Record<string, [lat: number, lon: number]>} anchors
   */
  takeSectors(anchors) {
    for (const [id, at] of Object.entries(anchors)) this.view.sectors[id] = { at: L.latLng(at), ...beside(id) };
  }

  /**
   * @param {string} id
   * @param {L.LatLng} at
   */
  #sector(id, at) {
    const { view } = this;
    const text = () => (view.isNarrow() ? view.strings.get(`sector:${id}`) : view.strings.name("sectors", id));
    const { marker, node } = this.#label(at, "dmz-sector", text, { rank: 1, ...beside(id) });
    node.dataset.sector = id;
    return marker;
  }

  /**
   * @param {string} id
   * @param {string} kind
   * @param {L.LatLng} at
   */
  #place(id, kind, at) {
    const text = () => this.view.strings.name("places", id);
    if (kind === AREA) return this.#label(at, "dmz-province", text, { rank: LAST }).marker;
    const zoom = PLACE_ZOOM[id] || KIND_ZOOM[kind] || LEAST_ZOOM;
    return this.#label(at, "dmz-place", text, { rank: 2 + zoom, zoom }).marker;
  }

  /**
   * Return a name at a place. `zoom` is the least at which it is shown, `rank` who comes first.
   *
   * @param {L.LatLng} at
   * @param {string} className
   * @param {() => string} text
   * @param {Standing} standing
   */
  #label(at, className, text, { rank, zoom = 0, offset, side }) {
    const node = element("span", `dmz-label dmz-hidden ${className}`, text()); // until it is arranged
    node.dataset.rank = String(rank);
    node.dataset.zoom = String(zoom);
    if (side) node.dataset.side = side;
    if (offset) node.style.translate = `${offset[0]}px ${offset[1]}px`;
    const icon = L.divIcon({ html: node, className: "dmz-label-anchor", iconSize: [0, 0] });
    const marker = L.marker(at, { icon, pane: "dmz-labels", interactive: false, keyboard: false });
    this.#relabel.push(() => {
      node.textContent = text();
    });
    return { marker, node };
  }
}

/**
 * Return where a sector's name stands beside its place.
 *
 * @param {string} id
 * @returns {{offset: [number, number], side: string}}
 */
function beside(id) {
  const [dx, dy, side] = SECTOR_SIDE[id] || [0, -36, "up"];
  return { offset: [dx, dy], side };
}
