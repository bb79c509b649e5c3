/* The records that the server sends, and what Leaflet keeps to itself but a renderer needs. */
import type * as Leaflet from "leaflet";

declare global {
  /** Name of a packed column, the lowest bit of an attribute in it, and its number of bits. */
  type BitField = [column: string, shift: number, bits: number];

  interface ColumnLayout {
    name: string;
    type: "int32" | "uint32" | "uint16";
    coding: "plain" | "delta";
  }

  /** How the packed files are to be read; it comes with the data. */
  interface Layout {
    version: number;
    epoch: string;
    nowhere: number;
    unknown: number;
    points: ColumnLayout[];
    extents: ColumnLayout[];
    attributes: Record<string, BitField>;
  }

  /** `incidents.json`. */
  interface Meta {
    count: number;
    chunk: number;
    texts: string;
    /** How many files say where an id is, on a published site that is too large to have all texts. */
    id_files?: number;
    categories: string[];
    groups: string[];
    precision: string[];
    sectors: string[];
    badge_positions: Record<string, [lat: number, lon: number]>;
    layout: Layout;
  }

  /** English and Korean. */
  type Pair = [en: string, ko: string];

  /** A reported number of people, or the ends of the range in which reports differ. */
  interface CountRecord {
    value?: number;
    low?: number;
    high?: number;
  }

  interface CorrectionRecord {
    text: Pair;
    by: string[];
  }

  /** A statement of a source document with its passage; start and end are code points. */
  interface ClaimRecord {
    id: string;
    field: string;
    value: string;
    document: string;
    start: number;
    end: number;
    exact: string;
    correction?: CorrectionRecord;
  }

  interface SourceRecord {
    title: string;
    url: string;
    publisher: string;
    language: string;
    /** Columns of the incident. */
    supports: string[];
    published?: Pair;
  }

  interface LinkRecord {
    id: string;
    title: Pair;
    year: number;
    relation: string;
    forwards: boolean;
    note: Pair;
  }

  /** One record of a chunk of texts; what is empty is not there. */
  interface TextRecord {
    id: string;
    title: Pair;
    date: Pair;
    place: Pair;
    precision: string;
    radius_km?: number;
    category: string;
    direction: string;
    outcome: string;
    sector: string;
    confidence: string;
    summary: Pair;
    actors?: Pair;
    people?: CountRecord;
    killed?: CountRecord;
    wounded?: CountRecord;
    dispute?: Pair;
    /** Columns in which accounts differ. */
    concerns?: string[];
    note?: string;
    claims?: ClaimRecord[];
    sources?: SourceRecord[];
    links?: LinkRecord[];
  }

  /** Ends of each sector's stretch of the line, and each place's kilometre and kind, by id. */
  interface Kilometres {
    sectors: Record<string, [from: number, to: number]>;
    places: Record<string, [km: number, kind: string]>;
  }

  /** `base.json`: the UI strings by language, and the names of sectors and places by id. */
  interface BaseFile {
    words: Record<string, Record<string, string>>;
    names: Record<string, Record<string, Pair>>;
    /** Where each sector has its name. */
    anchors: Record<string, [lat: number, lon: number]>;
    kilometres: Kilometres;
    stories?: StoryTitles;
  }

  /** Where the stories' file is, beside the folder of `base.json`; each story's id, title and number of steps. */
  interface StoryTitles {
    file: string;
    titles: [id: string, title: Pair, steps: number][];
  }

  interface Story {
    id: string;
    title: Pair;
    steps: StoryStep[];
  }

  interface StoryStep {
    text: Pair;
    zoom: number | null;
    claim: string | null;
    at: [lat: number, lon: number] | null;
    record: TextRecord;
  }

  /** Days since the epoch of the layout, both included. */
  type Days = [first: number, last: number];

  /** The filter of a `MapState`; what is not there restricts nothing. */
  interface Filter {
    category?: number[];
    direction?: number[];
    sector?: number[];
    location_precision?: number[];
    set?: number[];
    fuzzy?: 0;
    evidence?: 0 | 1;
    casualties?: 0 | 1;
    days?: Days;
    /** In units of the layout. */
    km?: [first: number, last: number];
    matches?: string;
  }

  /** Position in drawing order, and id. */
  type ChosenIncident = [position: number, id: string];

  interface MapState {
    layers: string[];
    selection: ChosenIncident | null;
    theme: string;
    language: string;
    filter: Filter;
    online?: 1;
    chart?: string;
  }

  /** Left, top, right and bottom edge. */
  type Edges = [left: number, top: number, right: number, bottom: number];

  /** How world coordinates become pixels of a canvas, and the size of that canvas. */
  interface View {
    width: number;
    height: number;
    ratio: number;
    scale: number;
    x: number;
    y: number;
  }

  interface Window {
    DMZ: { apply(state: string): void; [entry: string]: unknown };
    $?: (markup: string) => HTMLCollection;
    dmzState?: string;
    /** Connects a map's incidents with the column beside the map. */
    dmzConnect?: (layer: import("./incident_layer.js").IncidentLayer) => import("./page/side.js").Side | null;
  }
}

declare module "leaflet" {
  interface Renderer {
    _bounds: Leaflet.Bounds | null;
    _zoom: number;
    _container: HTMLCanvasElement;
    _initContainer(): void;
    _update(event?: Leaflet.LeafletEvent): void;
  }
  interface Canvas {
    _ctx: CanvasRenderingContext2D;
    _redrawRequest: number | null;
    _redraw(): void;
    _fillStroke(ink: CanvasRenderingContext2D, layer: Leaflet.Path): void;
  }
  interface Path {
    _renderer: import("./base_canvas.js").BaseCanvas;
  }
  interface Map {
    _animatingZoom: boolean;
    _panAnim?: { stop(): void };
  }
  interface Handler {
    moving(): boolean;
  }
}
