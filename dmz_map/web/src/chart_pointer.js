/* A hand over the unrolled line, or its arrow keys: which incident is meant, and its tooltip. */

import { middle, place, SIGN } from "./chart_drawing.js";
import { element } from "./dom.js";

const REACH = 4; // pixels around a bar, or a sign, that count as on it

export class ChartPointer {
  #frame = 0;

  /** @param {import("./unrolled_line.js").UnrolledLine} chart */
  constructor(chart) {
    this.chart = chart;
    this.layer = chart.timeline.layer;
    this.tip = element("div", "dmz-tip");
    this.tip.setAttribute("role", "status");
    this.tip.hidden = true;
    const { canvas } = chart;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    chart.box.append(this.tip);
    canvas.addEventListener("pointermove", (event) => this.#onMove(event));
    canvas.addEventListener("pointerleave", () => this.layer.hover(undefined));
    canvas.addEventListener("blur", () => this.layer.hover(undefined));
    canvas.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /**
   * Return the incident under the hand: the nearest sign, else the shortest bar.
   *
   * @param {PointerEvent} event
   */
  #under(event) {
    const { bars, plan, canvas } = this.chart;
    if (!plan) return;
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const shown = this.layer.matching.all;
    let best = { cost: Infinity, i: /** @type {number | undefined} */ (undefined) };
    for (const bar of bars) {
      if (!shown[bar.i]) continue;
      const [left, top, right, bottom] = place(plan, bar);
      const [cx, cy] = middle(plan, bar);
      const away = Math.hypot(x - cx, y - cy);
      let cost = Infinity;
      if (bar.sure && away <= SIGN + REACH) cost = away;
      else if (x >= left - REACH && x <= right + REACH && y >= top - REACH && y <= bottom + REACH)
        cost = 100 + right - left + Math.abs(y - cy) * 40;
      if (cost < best.cost) best = { cost, i: bar.i };
    }
    return best.i;
  }

  /** @param {PointerEvent} event */
  #onMove(event) {
    if (this.#frame || this.chart.timeline.dragging || event.pointerType === "touch") return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const i = this.#under(event);
      this.chart.canvas.style.cursor = i === undefined ? "crosshair" : "pointer";
      this.layer.hover(i);
    });
  }

  /**
   * Open the incident under the hand.
   *
   * @param {PointerEvent} event
   */
  choose(event) {
    const i = this.#under(event);
    if (i !== undefined) this.layer.open(i);
  }

  /** Arrow keys go from incident to incident in the order of time; Enter opens one. @param {KeyboardEvent} event */
  #onKey(event) {
    const { hovered, points, matching } = this.layer;
    if (event.key === "Enter" && hovered !== undefined) this.layer.open(hovered);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const shown = this.chart.bars.filter(({ i }) => matching.all[i]).map(({ i }) => i);
    shown.sort((a, b) => points.first[a] - points.first[b] || a - b);
    if (!shown.length) return;
    const at = hovered === undefined ? (step > 0 ? -1 : shown.length) : shown.indexOf(hovered);
    this.layer.hover(shown[Math.min(Math.max(at + step, 0), shown.length - 1)]);
  }

  /** Show the tooltip of the incident that is hovered here, or none. */
  async show() {
    const { plan, bars, canvas, box } = this.chart;
    const { hovered, texts } = this.layer;
    const bar = bars.find(({ i }) => i === hovered);
    const here = canvas.matches(":hover") || canvas === document.activeElement;
    this.tip.hidden = !bar || !here || !plan;
    if (this.tip.hidden || !bar || !plan) return;
    const text = this.layer.known(bar.i) || (await texts.text(bar.i).catch(() => null));
    if (this.layer.hovered !== bar.i) return;
    const { strings } = this.layer.view;
    const lines = [element("b", "", text ? strings.pick(text.title) : strings.get("incident"))];
    if (text) lines.push(element("span", "", strings.pick(text.date)));
    lines.push(element("span", "", whereabouts(this.layer, bar)));
    this.tip.replaceChildren(...lines);
    const [x, y] = middle(plan, bar);
    const [width, height] = [this.tip.offsetWidth, this.tip.offsetHeight];
    const left = Math.min(Math.max(x - width / 2, 4), box.clientWidth - width - 4);
    const above = y - height - 10;
    Object.assign(this.tip.style, { left: `${left}px`, top: `${above > -height ? above : y + 12}px` });
  }
}

/**
 * Return in words where along the line an incident is, and how surely.
 *
 * @param {import("./incident_layer.js").IncidentLayer} layer
 * @param {import("./chart_bars.js").Bar} bar
 */
export function whereabouts({ view, points, meta, extents }, bar) {
  const { strings } = view;
  const sector = meta.sectors[points.get("sector", bar.i)];
  if (bar.estuary) return strings.get("at_estuary");
  if (bar.from <= 0.1 && bar.to >= view.lineLength - 0.1) return strings.get("at_whole_line");
  const [from, to] = [Math.round(bar.from), Math.round(bar.to)].map(String);
  if (!points.placed(bar.i)) {
    const words = strings.get("at_sector").replace("{sector}", strings.get(`sector:${sector}`));
    return words.replace("{from}", from).replace("{to}", to);
  }
  if (!bar.sure) return strings.get("at_between").replace("{from}", from).replace("{to}", to);
  const off = extents.km_uncertainty[bar.i] / 100;
  const number = (/** @type {number} */ km) => String(Number(km.toFixed(km < 10 ? 1 : 0)));
  return strings.get("at_km").replace("{km}", number(bar.at)).replace("{off}", number(off));
}
