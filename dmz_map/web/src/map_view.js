/* One map of the page: its layers, theme, strings and labels, and the one door for state. */

import { BaseMap } from "./base_map.js";
import { afterFrame, element } from "./dom.js";
import { decode } from "./files.js";
import { fitHome, stateOfPage } from "./frame.js";
import { LabelArranger } from "./label_arranger.js";
import { MapKey } from "./map_key.js";
import { OnlineTiles } from "./online_tiles.js";
import { Reporter } from "./reporter.js";
import { Strip } from "./strip.js";
import { Tones } from "./tones.js";
import { UiStrings } from "./ui_strings.js";

// From the bottom up. Leaflet's own: overlay 400, marker 600, popup 700.
const PANES = { "dmz-base": 310, "dmz-labels": 590 };
const QUIET = 200; // milliseconds after very many dots in which a click comes before names and timeline
const NARROW = 600; // pixels of width below which the map is narrow
const ATTRIBUTION = "© OpenStreetMap contributors (ODbL), 2017, simplified to 100 m · places: GeoNames and others";
const PREFIX = '<a href="https://leafletjs.com" target="_blank" rel="noopener noreferrer">Leaflet</a>';

export class MapView {
  /** @type {Record<string, L.Layer>} */ layers = {};
  /** The reader's choice of layers; null before the app has said. @type {Set<string> | null} */ visible = null;
  strings = new UiStrings();
  theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  /** Whether the reader has moved the map. */ touched = false;
  /** @type {Record<string, import("./labels.js").Sector>} */ sectors = {};
  /** Sectors whose badge stands where their name stood. @type {Set<string>} */ sectorsWithBadge = new Set();
  /** Resolves when the sectors have come. @type {Promise<unknown> | undefined} */ sectorsReady;
  /** Whether the incidents are so many that they start as dots. @type {Promise<boolean>} */ startsAsDots =
    Promise.resolve(false);
  /** Resolves when very many incidents have been drawn. @type {Promise<unknown>} */ firstDrawn = Promise.resolve();
  /** @type {Feature[]} */ places = [];
  /** The border. @type {import("./rings.js").Ring | undefined} */ line;
  #working = 0;
  #applied = "";
  /** @type {Tones} */ #tones;

  /**
   * @param {L.Map} map
   * @param {L.LatLngBoundsLiteral} [home] South-west and north-east corner of what is shown first.
   */
  constructor(map, home) {
    this.map = map;
    this.home = home;
    for (const [name, z] of Object.entries(PANES)) {
      const { style } = map.createPane(name);
      style.zIndex = String(z);
      if (name === "dmz-base") style.pointerEvents = "none";
    }
    this.#tones = new Tones(map.getContainer());
    this.labels = new LabelArranger(this);
    this.tiles = new OnlineTiles(this);
    this.baseMap = new BaseMap(this);
    this.strip = new Strip(this);
    this.strip.measure();
    this.fit();
    this.baseMap.addTo(map);
    map.attributionControl?.addAttribution(ATTRIBUTION);
    map.attributionControl?.setPrefix(PREFIX);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    this.reporter = new Reporter(map);
    this.key = new MapKey(this);
    this.#listen();
    this.paint();
    this.apply(stateOfPage());
  }

  #listen() {
    const { map } = this;
    const container = map.getContainer();
    const touched = () => Object.assign(this, { touched: true });
    map.on("dragstart", touched);
    container.addEventListener("wheel", touched, { passive: true });
    map.on("zoomend", () => Object.assign(container.dataset, { zoom: map.getZoom() }));
    map.on("moveend", () => this.labels.request()); // also after a zoom
    map.on("resize", () => {
      this.strip.measure();
      this.fit();
      this.#relabel();
    });
    // Its style may come after the map, and a frame may grow: the window's size alone does not say.
    new ResizeObserver(() => map.invalidateSize({ pan: false, animate: false })).observe(container);
  }

  get incidents() {
    return /** @type {import("./incident_layer.js").IncidentLayer | undefined} */ (this.layers.incidents);
  }

  /** Kilometres; 0 until the sectors have come. */
  get lineLength() {
    return Math.max(0, ...Object.values(this.sectors).map(({ km }) => km[1]));
  }

  isNarrow() {
    return this.map.getSize().x < NARROW;
  }

  /**
   * Return a colour (or another value) of the style sheet in the theme of now; "" before it has come.
   *
   * @param {string} name
   */
  tone(name) {
    return this.#tones.get(name, this.theme);
  }

  hasStyle() {
    return this.tone("land") !== "";
  }

  /** Show the zone from end to end; repeated on resize until the reader moves the map. */
  fit() {
    if (this.home && !this.touched) fitHome(this, this.home);
  }

  /** Draw all in the colours of now. */
  paint() {
    window.frameElement?.setAttribute("aria-label", this.strings.get("map"));
    this.map.getContainer().dataset.theme = this.theme;
    this.baseMap.requestDraw();
    this.key.draw();
    this.incidents?.repaint();
  }

  /**
   * Take over the UI strings by language.
   *
   * @param {Record<string, Record<string, string>>} strings
   */
  setStrings(strings) {
    this.strings.byLanguage = strings;
    this.paint();
  }

  /**
   * Take over everything that a run of the app may change, and nothing else.
   *
   * @param {string | null} base64 A `MapState`.
   */
  apply(base64) {
    if (!base64 || base64 === this.#applied) return;
    this.#applied = base64;
    /** @type {MapState} */
    const state = decode(base64);
    if (state.theme && state.theme !== this.theme) {
      this.theme = state.theme;
      this.paint();
    }
    if (state.language && state.language !== this.strings.language) {
      this.strings.language = state.language;
      this.map.getContainer().lang = state.language;
      window.frameElement?.setAttribute("aria-label", this.strings.get("map"));
      this.#relabel();
    }
    this.tiles.show(Boolean(state.online));
    this.strip.show(state.chart ?? "line");
    this.showLayers(state.layers);
    this.state = state;
    this.incidents?.setFilter(state.filter);
    this.incidents?.select(state.selection);
    this.labels.request();
  }

  /**
   * Show these layers, and no others but the land.
   *
   * @param {string[]} names
   */
  showLayers(names) {
    this.visible = new Set(names);
    for (const name of Object.keys(this.layers)) this.#show(name);
    this.#publishLayers();
    this.key.draw();
  }

  /** Which of the layers asked for are on the map, for whoever looks from outside. */
  #publishLayers() {
    const { map, layers, visible } = this;
    if (!visible) return;
    const there = [...visible].filter((name) => layers[name] && map.hasLayer(layers[name]));
    map.getContainer().dataset.layers = there.join(" ");
  }

  /** @param {string} name */
  #show(name) {
    const layer = this.layers[name];
    const wanted = name === "land" || !this.visible || this.visible.has(name);
    if (wanted === this.map.hasLayer(layer)) return;
    if (wanted) this.map.addLayer(layer);
    else this.map.removeLayer(layer);
  }

  /**
   * Add a layer; it is shown if the reader wants it.
   *
   * @param {string} name
   * @param {L.Layer} layer
   */
  add(name, layer) {
    this.layers[name] = layer;
    this.#show(name);
    this.#publishLayers();
  }

  #relabel() {
    for (const layer of Object.values(this.layers)) layer.relabel?.();
    this.key.draw();
    this.labels.request();
  }

  /**
   * Do what the marks do not need: after them, and after a first click where they are very many.
   *
   * @param {() => void} work
   */
  async afterMarks(work) {
    afterFrame(work, (await this.startsAsDots) ? QUIET : 0);
  }

  /**
   * Wait for work that must end before the page is called ready; a failure is shown.
   *
   * @param {Promise<unknown>} work
   */
  async during(work) {
    this.#working += 1;
    try {
      await work;
    } catch (error) {
      this.notify(error instanceof Error ? error.message : String(error));
    } finally {
      this.#working -= 1;
      if (this.#working === 0) this.map.getContainer().dataset.ready = "true";
    }
  }

  /**
   * Show one line on the map when something could not be loaded.
   *
   * @param {string} detail
   */
  notify(detail) {
    const container = this.map.getContainer();
    container.querySelector(".dmz-notice")?.remove();
    const line = element("div", "dmz-notice", `${this.strings.get("load_failed")} (${detail})`);
    line.setAttribute("role", "status");
    container.append(line);
  }
}
