/* The map's script. Folium writes a few lines that call `start`, `incidents` and `layers` once;
 * after that only `apply(state)` is called: it shows, filters and selects, and never redraws what
 * has not changed. Text reaches the page through `textContent` only. */

import { BaseCanvas } from "./base_canvas.js";
import { fill } from "./base_layers.js";
import { styleFunction } from "./base_style.js";
import { ContextLayer } from "./context_layer.js";
import { decode, files } from "./files.js";
import { IncidentLayer } from "./incident_layer.js";
import { load } from "./loading.js";
import { MapView } from "./map_view.js";
import { select } from "./selection.js";

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

// Folium's popups make their element with jQuery's `$(markup)[0]`, and need no more of jQuery.
window.$ ??= (markup) => {
  const template = document.createElement("template");
  template.innerHTML = markup;
  return template.content.children;
};

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
   * Files that lie as scripts in a folder, which call `file` as they come.
   *
   * @param {string} folder Address, with a slash at its end.
   */
  set folder(folder) {
    files.folder = folder;
  },

  /**
   * Take a file that came as a script.
   *
   * @param {string} name
   * @param {any} value What its JSON means.
   */
  file(name, value) {
    files.inlined[name] = value;
  },

  /** Return the canvas on which all of a map is drawn: `L.map`'s option `renderer`. */
  canvas() {
    return new BaseCanvas();
  },

  /**
   * Start a map: where it looks first, its UI strings, and the names of sectors and places.
   *
   * @param {L.Map} map
   * @param {string} source Address of `base.json`.
   * @param {L.LatLngBoundsLiteral} home
   */
  start(map, source, home) {
    const view = of(map, home);
    view.worded = files.json(source).then((base) => {
      view.stories.take(base.stories, source);
      view.setStrings(base);
    });
    return view.during(view.worded);
  },

  /**
   * Return a style function for `L.geoJson`; colours are names of the style sheet.
   *
   * @param {L.Map} map
   * @param {Record<string, unknown>} style
   */
  style(map, style) {
    return styleFunction(of(map), style);
  },

  /**
   * Return what makes a marker of a sector's or a place's point: `pointToLayer` of `L.geoJson`.
   *
   * @param {L.Map} map
   */
  label(map) {
    return of(map).names.marker;
  },

  /**
   * Fill a layer with the GeoJSON of an address.
   *
   * @param {L.Map} map
   * @param {L.GeoJSON} layer
   * @param {string} source
   */
  fill(map, layer, source) {
    const view = of(map);
    return view.during(fill(view, layer, source));
  },

  /**
   * Name the layers that a `MapState` shows and hides, from the bottom up.
   *
   * @param {L.Map} map
   * @param {Record<string, L.Layer>} layers
   */
  layers(map, layers) {
    of(map).shown.take(layers);
  },

  /**
   * Return the incident layer, and begin to fetch its incidents.
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
      select(layer, view.state.selection);
    }
    view.during(load(layer));
    return layer;
  },

  /**
   * Return the layer of tunnels, guard posts, crossings and observatories.
   *
   * @param {L.Map} map
   * @param {string} source Address of `context.json`.
   */
  context(map, source) {
    return new ContextLayer(of(map), source);
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
