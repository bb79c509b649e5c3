/* The legend is the filter of categories: a button for each group of them, with its count. */

import { button, element } from "./dom.js";
import { whole } from "./ui_strings.js";

export class Legend {
  /** @type {Map<string, {node: HTMLButtonElement, label: HTMLElement, count: HTMLElement}>} */
  #buttons = new Map();

  /** @param {import("./incident_layer.js").IncidentLayer} layer */
  constructor(layer) {
    this.layer = layer;
    this.box = element("div", "dmz-legend");
    this.box.setAttribute("role", "group");
  }

  /**
   * Show which groups are on, and how many incidents each has.
   *
   * @param {Map<string, number>} counts By group.
   */
  draw(counts) {
    const { strings } = this.layer.view;
    this.box.setAttribute("aria-label", strings.get("kinds"));
    const shown = this.#shown();
    for (const [group, number] of counts) {
      const { node, label, count } = this.#buttons.get(group) || this.#add(group);
      node.hidden = group === "other" && number === 0; // of imports alone
      node.setAttribute("aria-pressed", String(this.#codes(group).some((code) => shown.has(code))));
      label.textContent = strings.get(`group:${group}`);
      count.textContent = whole(number);
    }
  }

  /** @param {string} group */
  #add(group) {
    const made = { node: button(), label: element("span"), count: element("b") };
    made.node.dataset.group = group;
    made.node.append(element("i"), made.label, made.count);
    made.node.addEventListener("click", () => this.#toggle(group));
    this.box.append(made.node);
    this.#buttons.set(group, made);
    return made;
  }

  /** Codes of the categories that are shown. */
  #shown() {
    return new Set(this.layer.categories ?? this.layer.meta.categories.keys());
  }

  /**
   * Return the codes of a group's categories.
   *
   * @param {string} group
   */
  #codes(group) {
    return this.layer.meta.groups.flatMap((other, code) => (other === group ? [code] : []));
  }

  /** @param {string} group */
  #toggle(group) {
    const { layer } = this;
    const { categories } = layer.meta;
    const shown = this.#shown();
    const own = this.#codes(group);
    const on = own.some((code) => shown.has(code));
    for (const code of own) {
      if (on) shown.delete(code);
      else shown.add(code);
    }
    const all = shown.size === 0 || shown.size === categories.length;
    const codes = [...categories.keys()].filter((code) => all || shown.has(code));
    layer.choose({ category: codes });
    layer.view.reporter.report(`~category:${all ? "" : codes.map((code) => categories[code]).join(",")}`);
  }
}
