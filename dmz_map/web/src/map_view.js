/* One map of the page: its layers, theme, strings and labels, and the one door for state. */

import { CircleLayer } from "./circle_layer.js";
import { element } from "./dom.js";
import { decode } from "./files.js";
import { fitHome, keepToGround, leaveWheelToPage, stateOfPage } from "./frame.js";
import { IncidentPicture } from "./incident_picture.js";
import { LabelArranger } from "./label_arranger.js";
import { Labels } from "./labels.js";
import { MapKey } from "./map_key.js";
import { OnlineTiles } from "./online_tiles.js";
import { finishDrawing, printLight } from "./paper.js";
import { Reporter } from "./reporter.js";
import { offer } from "./selection.js";
import { ShownLayers } from "./shown_layers.js";
import { Stories } from "./stories.js";
import { Strip } from "./strip.js";
import { Tones } from "./tones.js";
import { UiStrings } from "./ui_strings.js";
import { ZoneShade } from "./zone_shade.js";

// Drawing order, from the bottom up. Leaflet's own: overlay 400, marker 600, popup 700.
const LABELS_Z = 590;
const NARROW = 600; // pixels of width below which the map is narrow
const ATTRIBUTION = "© OpenStreetMap contributors (ODbL), 2017, simplified to 100 m · places: GeoNames and others";
const PREFIX = '<a href="https://leafletjs.com" target="_blank" rel="noopener noreferrer">Leaflet</a>';

export class MapView {
  strings = new UiStrings();
  theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  /** Whether the reader has moved the map. */ touched = false;
  /** @type {Record<string, import("./labels.js").Sector>} */ sectors = {};
  /** Sectors whose badge stands where their name stood. @type {Set<string>} */ sectorsWithBadge = new Set();
  /** Whether the incidents are so many that they start as dots. @type {Promise<boolean>} */ startsAsDots =
    Promise.resolve(false);
  /** Resolves when the incidents have been drawn, or are late. @type {Promise<unknown>} */ firstDrawn =
    Promise.resolve();
  /** Empty until `base.json` has come. @type {Kilometres} */ kilometres = { sectors: {}, places: {} };
  /** Resolves when `base.json` has come. @type {Promise<unknown> | undefined} */ worded;
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
    map.getContainer().dataset.theme = this.theme; // before any colour is asked for
    map.createPane("dmz-labels").style.zIndex = String(LABELS_Z);
    this.#tones = new Tones(map.getContainer());
    this.labels = new LabelArranger(this);
    this.names = new Labels(this);
    this.stories = new Stories(this);
    this.tiles = new OnlineTiles(this);
    /** Resolves when the style sheet has come. */
    this.shown = new ShownLayers(this);
    this.styled = this.#whenStyled();
    this.canvas = /** @type {import("./base_canvas.js").BaseCanvas} */ (map.options.renderer);
    this.picture = new IncidentPicture(this);
    this.circles = new CircleLayer(this);
    this.strip = new Strip(this);
    this.strip.measure();
    this.fit();
    this.shade = new ZoneShade(this).addTo(map);
    this.picture.addTo(map);
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
    leaveWheelToPage(container);
    container.addEventListener("wheel", touched, { passive: true });
    const show = (/** @type {string} */ theme) => {
      this.theme = theme;
      this.paint();
      this.canvas.flush();
      finishDrawing(container);
    };
    printLight(() => this.theme, show);
    map.on("zoomend", () => {
      container.dataset.zoom = String(map.getZoom());
      keepToGround(this);
    });
    map.on("moveend", () => this.labels.request()); // also after a zoom
    map.on("resize", () => {
      this.strip.measure();
      this.fit();
      this.#relabel();
    });
    // Its style may come after the map, and a frame may grow: the window's size alone does not say.
    new ResizeObserver(() => map.invalidateSize({ pan: false, animate: false })).observe(container);
  }

  get layers() {
    return this.shown.byName;
  }

  get incidents() {
    return /** @type {import("./incident_layer.js").IncidentLayer | undefined} */ (this.layers.incidents);
  }

  /** Kilometres; 0 until `base.json` has come. */
  get lineLength() {
    return Math.max(0, ...Object.values(this.kilometres.sectors).map(([, to]) => to));
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

  /** Whether the style sheet has come. */
  hasStyle() {
    return this.tone("land") !== "";
  }

  /** Show the zone from end to end; repeated on resize until the reader moves the map. */
  fit() {
    if (this.strip.isAlone) return;
    if (this.home && !this.touched) fitHome(this, this.home);
    keepToGround(this);
  }

  /** Draw all in the colours of now. */
  paint() {
    window.frameElement?.setAttribute("aria-label", this.strings.get("map"));
    this.map.getContainer().dataset.theme = this.theme;
    if (this.hasStyle()) this.shown.restyle();
    this.key.draw();
    this.incidents?.repaint();
  }

  /** Look again in each frame: nothing tells when a style sheet has come. */
  async #whenStyled() {
    if (this.hasStyle()) return;
    while (!this.hasStyle()) await new Promise(requestAnimationFrame);
    this.shown.restyle();
  }

  /**
   * Take over the UI strings by language, and names and kilometres of sectors and places.
   *
   * @param {BaseFile} base
   */
  setStrings({ words, names, anchors, kilometres }) {
    this.kilometres = kilometres;
    this.names.takeSectors(anchors);
    Object.assign(this.strings, { byLanguage: words, names });
    this.paint();
    this.names.relabel();
    this.labels.request();
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
      document.documentElement.lang = state.language;
      window.frameElement?.setAttribute("aria-label", this.strings.get("map"));
      this.#relabel();
    }
    this.tiles.show(Boolean(state.online));
    this.strip.show(state.chart ?? "line");
    this.shown.choose(state.layers);
    this.key.draw();
    this.state = state;
    this.incidents?.setFilter(state.filter);
    if (this.incidents) offer(this.incidents, state.selection);
    this.labels.request();
  }

  #relabel() {
    this.names.relabel();
    this.key.draw();
    this.incidents?.relabel();
    /** @type {import("./context_layer.js").ContextLayer | undefined} */ (this.layers.context)?.relabel();
    this.labels.request();
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
