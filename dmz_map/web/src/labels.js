/* The names of sectors and places. */

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
/** @type {Record<string, number>} */
const PLACE_ZOOM = { kaesong: 7, seoul: 7, cheorwon: 7.5, goseong: 7.5, paju: 8.5, sokcho: 7, chuncheon: 7, jsa: 8.5 };
const LEAST_ZOOM = 10.5; // of any other kind

/** @typedef {{at: L.LatLng, name: Pair, offset: [number, number], side: string, km: [number, number]}} Sector */
/** @typedef {{rank: number, zoom?: number, offset?: [number, number], side?: string}} Standing */
/** @typedef {{marker: L.Marker, node: HTMLElement, relabel: () => void}} Label */

/**
 * Return a name at a place. `zoom` is the least at which it is shown, `rank` who comes first.
 *
 * @param {L.LatLngExpression} at
 * @param {string} className
 * @param {() => string} text
 * @param {Standing} standing
 * @returns {Label}
 */
function label(at, className, text, { rank, zoom = 0, offset, side }) {
  const node = element("span", `dmz-label dmz-hidden ${className}`, text()); // until it is arranged
  node.dataset.rank = String(rank);
  node.dataset.zoom = String(zoom);
  if (side) node.dataset.side = side;
  if (offset) node.style.translate = `${offset[0]}px ${offset[1]}px`;
  const icon = L.divIcon({ html: node, className: "dmz-label-anchor", iconSize: [0, 0] });
  const marker = L.marker(at, { icon, pane: "dmz-labels", interactive: false, keyboard: false });
  const relabel = () => {
    node.textContent = text();
  };
  return { marker, node, relabel };
}

/**
 * Return where each sector's name stands, by the sector's id.
 *
 * @param {Feature[]} features
 * @returns {Record<string, Sector>}
 */
export function sectorsOf(features) {
  return Object.fromEntries(
    features.map((feature) => {
      const [dx, dy, side] = SECTOR_SIDE[feature.id] || [0, -36, "up"];
      const at = L.latLng(feature.anchor_lat, feature.anchor_lon);
      /** @type {Sector} */
      const sector = {
        ...{ at, name: [feature.name_en, feature.name_ko], offset: [dx, dy], side },
        km: [feature.from_km, feature.to_km],
      };
      return [feature.id, sector];
    }),
  );
}

/** @param {import("./map_view.js").MapView} view */
export function sectorLabels(view) {
  return Object.entries(view.sectors).map(([id, { at, name, offset, side }]) => {
    const text = () => (view.isNarrow() ? view.strings.get(`sector:${id}`) : view.strings.pick(name));
    const made = label(at, "dmz-sector", text, { rank: 1, offset, side });
    made.node.dataset.sector = id;
    return made;
  });
}

/**
 * @param {import("./map_view.js").MapView} view
 * @param {Feature[]} features
 */
export function placeLabels(view, features) {
  return features.map((feature) => {
    const [[lon, lat]] = feature.r;
    const zoom = PLACE_ZOOM[feature.id] || KIND_ZOOM[feature.kind] || LEAST_ZOOM;
    const text = () => view.strings.pick([feature.name_en, feature.name_ko]);
    return label([lat * 1e-5, lon * 1e-5], "dmz-place", text, { rank: 2 + zoom, zoom });
  });
}
