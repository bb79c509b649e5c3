/* The map's script. Folium writes a few lines that call `start`, `layer` and `incidents` once;
 * after that only `apply(state)` is called: it shows, filters and selects, and never redraws what
 * has not changed. Text reaches the page through `textContent` only. */

import { decode, files } from "./files.js";
import { IncidentLayer } from "./incident_layer.js";
import { load } from "./loading.js";
import { MapView } from "./map_view.js";
import { shapeLayer } from "./shape_layer.js";

/** @type {Map<L.Map, MapView>} */
const views = new Map();

/**
 * Return the view of a map, made when it is first asked for.
 *
 * @param {L.Map} map
 * @param {L.LatLngBoundsLiteral} [home]
 */
function of(map, home) {
  const known = views.get(map);
  if (known) return known;
  const view = new MapView(map, home);
  views.set(map, view);
  return view;
}

window.DMZ = {
  decode,
  of,

  /**
   * Files as base64 by name, for a page that has them inside.
   *
   * @param {Record<string, string>} byName
   */
  set inlined(byName) {
    files.inlined = byName;
  },

  /**
   * Start a map: where it looks first, and its UI strings.
   *
   * @param {L.Map} map
   * @param {string} source Address of `base.json`.
   * @param {L.LatLngBoundsLiteral} home
   */
  start(map, source, home) {
    const view = of(map, home);
    return view.during(files.json(source).then((base) => view.setStrings(base.words)));
  },

  /**
   * Add a layer of the base map.
   *
   * @param {L.Map} map
   * @param {string} name
   * @param {string} source Address of `base.json`.
   */
  layer(map, name, source) {
    return shapeLayer(of(map), name, source);
  },

  /**
   * Add the incident layer.
   *
   * @param {L.Map} map
   * @param {string} meta Address of `incidents.json`.
   * @param {string} points Address of `points.bin`.
   * @param {string} extents Address of `extents.bin`.
   */
  incidents(map, meta, points, extents) {
    const view = of(map);
    const layer = new IncidentLayer(view, { meta, points, extents });
    if (view.state) {
      layer.setFilter(view.state.filter);
      layer.select(view.state.selection);
    }
    view.add("incidents", layer);
    view.during(load(layer));
    return layer;
  },

  /**
   * Hand a state to every map of the page.
   *
   * @param {string} base64 A `MapState`.
   */
  apply(base64) {
    for (const view of views.values()) view.apply(base64);
  },
};
