/* A published page: map, column and filters without a server. */

import { Share } from "../page/share.js";
import { Side } from "../page/side.js";
import { printLight } from "../paper.js";
import { showLine } from "./line_page.js";
import { SiteAddress } from "./site_address.js";
import { filterOf, search } from "./site_filter.js";
import { dark, handState, LAYERS } from "./site_state.js";

/** @typedef {import("../incident_layer.js").IncidentLayer} IncidentLayer */

class SitePage {
  /** @type {IncidentLayer | undefined} */ #layer;
  #asked = 0;

  /** @param {HTMLFormElement} form The filters; its fields bear the names of the parameters. */
  constructor(form) {
    this.form = form;
    this.address = new SiteAddress((incident) => this.side.follow(incident));
    this.side = new Side(this.address);
    this.address.filtered = () => this.show();
    this.address.read = (claim) => this.#read(claim);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.#take());
    form.addEventListener("reset", () => setTimeout(() => this.#take()));
    dark.addEventListener("change", () => this.show());
    window.dmzConnect = (layer) => this.#connect(layer);
  }

  /** @param {IncidentLayer} layer */
  #connect(layer) {
    this.#layer = layer;
    layer.view.reporter.report = (message) => this.#reported(message);
    const side = this.side.connect(layer);
    this.show();
    return side;
  }

  /** What the map itself lets one choose stands in the address too. @param {string} message */
  #reported(message) {
    const [, name, value] = /^~(\w+):(.*)$/.exec(message) || [];
    if (name === "range") {
      const [years, km] = value.split(",");
      this.address.set({ years: years || null, km: km || null }, true);
    } else if (name) this.address.set({ [name]: value || null }, true);
    if (name) this.show();
  }

  /** The form has changed. */
  #take() {
    const given = new FormData(this.form);
    const names = [...this.form.elements].flatMap((field) => field.getAttribute("name") || []);
    this.address.set(Object.fromEntries(names.map((name) => [name, String(given.get(name) || "") || null])), true);
    this.show();
  }

  /** Show what the address asks for. */
  async show() {
    const { address, form } = this;
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement && field.type === "checkbox")
        field.checked = address.get(field.name) === "1";
      else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
        if (field !== document.activeElement) field.value = address.get(field.name) || "";
      }
    }
    const layer = this.#layer;
    this.#apply({});
    if (!layer) return;
    this.#asked += 1;
    const turn = this.#asked;
    const words = address.get("q")?.trim();
    const matches = words ? await search(layer, words) : undefined;
    if (turn === this.#asked) this.#apply(filterOf(layer, (name) => address.get(name), matches));
  }

  /** @param {Filter} filter */
  #apply(filter) {
    const asked = this.address.get("layers");
    handState({
      layers: asked ? asked.split(",") : LAYERS,
      filter: this.#layer ? filter : {},
      chart: this.address.get("chart") || "line",
    });
  }

  /** The incident's own page has the passage, and its document's record. @param {string} claim */
  #read(claim) {
    const id = this.address.incident;
    if (id) location.href = `incidents/${id}.html#${claim}`;
  }
}

const form = document.querySelector("form.dmz-filters");
const { dataset } = document.documentElement;
if (form instanceof HTMLFormElement) {
  const page = new SitePage(form);
  const share = new Share();
  addEventListener("DOMContentLoaded", () => page.show());
  addEventListener("click", (event) => {
    const opener = event.target instanceof Element ? event.target.closest("[data-share]") : null;
    if (!(opener instanceof HTMLElement)) return;
    event.preventDefault();
    share.open(opener);
  });
} else showLine();
printLight(
  () => dataset.theme,
  (theme) => Object.assign(dataset, { theme }),
);
