/* The timeline at the foot of the map: incidents per year, stacked by group.
 *
 * Counts come from the arrays that the browser already has, under the filter in force but for
 * the range itself; incidents whose date is not known to the day stand as a paler part of their
 * bar, with a line under it where the date spans months or years. Dragging over the bars, or the
 * two handles, set the range: at once on the map, and told to the app when the hand lets go.
 */
(function () {
  "use strict";
  const { element, whole } = window.DMZ;
  const EPOCH_YEAR = 1950;
  const SPANS = 20000;  // incidents up to which the spans of dates are drawn

  /** Year of each day since 1950-01-01, for the 65,536 days that the arrays can tell. */
  const yearOf = new Uint16Array(65536);
  const firstDay = [];
  for (let day = 0, year = EPOCH_YEAR; day < 65536; year += 1) {
    const length = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1 ? 366 : 365;
    firstDay[year] = day;
    yearOf.fill(year, day, Math.min(day + length, 65536));
    day += length;
    firstDay[year + 1] = day;
  }

  class Timeline {
    constructor(dmz, layer) {
      this.dmz = dmz;
      this.layer = layer;
      this.build();
      dmz.map.on("resize", () => this.draw());
    }

    build() {
      const { dmz } = this;
      this.box = element("div", "dmz-timeline");
      this.box.setAttribute("role", "group");
      L.DomEvent.disableClickPropagation(this.box);
      L.DomEvent.disableScrollPropagation(this.box);
      this.caption = element("p", "dmz-timeline-caption");
      this.caption.setAttribute("aria-live", "polite");
      this.all = element("button", "dmz-all");
      this.all.type = "button";
      this.all.addEventListener("click", () => this.set(this.first, this.last, true));
      this.chart = element("canvas");
      this.chart.setAttribute("aria-hidden", "true");
      this.from = this.handle((value) => this.set(Math.min(value, this.range[1]), this.range[1], false));
      this.to = this.handle((value) => this.set(this.range[0], Math.max(value, this.range[0]), false));
      this.legend = element("div", "dmz-legend");
      this.legend.setAttribute("role", "group");
      this.chips = new Map();
      const head = element("div", "dmz-timeline-head");
      head.append(this.caption, this.all, this.legend);
      this.box.append(head, this.chart, this.from, this.to);
      dmz.map.getContainer().append(this.box);
      this.brush();
    }

    handle(moved) {
      const input = element("input");
      input.type = "range";
      input.step = 1;
      input.addEventListener("input", () => moved(Number(input.value)));
      input.addEventListener("change", () => this.tell());
      return input;
    }

    /** The legend is the filter of kinds: a button for each group of categories, with its count. */
    chip(group) {
      const button = element("button");
      button.type = "button";
      button.dataset.group = group;
      button.append(element("i"), element("span"), element("b"));
      button.addEventListener("click", () => this.toggle(group));
      this.legend.append(button);
      this.chips.set(group, button);
      return button;
    }

    /** Bits of the categories of a group. */
    bits(group) {
      return this.layer.meta.groups.reduce((mask, other, i) => (other === group ? mask | (1 << i) : mask), 0);
    }

    toggle(group) {
      const all = (1 << this.layer.meta.groups.length) - 1;
      const now = (this.layer.kinds ?? this.layer.wanted.c ?? all) & all;
      const own = this.bits(group);
      const next = now & own ? now & ~own : now | own;
      this.layer.ofKinds(next || all);
      const words = this.layer.meta.categories.filter((_, i) => (next >> i) & 1);
      this.dmz.report(`~category:${next === all || !next ? "" : words.join(",")}`);
    }

    drawLegend() {
      const all = (1 << this.layer.meta.groups.length) - 1;
      const now = (this.layer.kinds ?? this.layer.wanted.c ?? all) & all;
      this.legend.setAttribute("aria-label", this.dmz.word("kinds"));
      for (const group of this.groups) {
        const button = this.chips.get(group) || this.chip(group);
        const on = (now & this.bits(group)) !== 0;
        button.setAttribute("aria-pressed", String(on));
        button.children[1].textContent = this.dmz.word(`group:${group}`);
        button.children[2].textContent = whole(this.tally.get(group));
      }
    }

    /** Dragging over the bars sets the range; a double click gives all years back. */
    brush() {
      let start = null;
      const year = (event) => {
        const rect = this.chart.getBoundingClientRect();
        const share = (event.clientX - rect.left) / rect.width;
        return Math.max(this.first, Math.min(this.last, this.first + Math.floor(share * (this.last - this.first + 1))));
      };
      this.chart.addEventListener("pointerdown", (event) => {
        start = year(event);
        this.chart.setPointerCapture(event.pointerId);
        this.dragging = true;
        event.preventDefault();
      });
      this.chart.addEventListener("pointermove", (event) => {
        if (start === null) return;
        const now = year(event);
        this.set(Math.min(start, now), Math.max(start, now), false);
      });
      const end = (event) => {
        if (start === null) return;
        const now = year(event);
        start = null;
        this.dragging = false;
        this.set(Math.min(now, this.range[0]), Math.max(now, this.range[1]), true);
      };
      this.chart.addEventListener("pointerup", end);
      this.chart.addEventListener("pointercancel", () => { start = null; this.dragging = false; this.tell(); });
      this.chart.addEventListener("dblclick", () => this.set(this.first, this.last, true));
    }

    /** The years that the data spans; called once, when the arrays have come. */
    open() {
      const { n, days } = this.layer;
      [this.first, this.last] = n ? days.map((day) => yearOf[day]) : [EPOCH_YEAR, EPOCH_YEAR];
      this.range = [this.first, this.last];
      for (const input of [this.from, this.to]) { input.min = this.first; input.max = this.last; }
      this.sync();
    }

    /** Days of the range, or undefined when it is everything. */
    days() {
      if (!this.range || (this.range[0] <= this.first && this.range[1] >= this.last)) return undefined;
      return [firstDay[this.range[0]], firstDay[this.range[1] + 1] - 1];
    }

    /** Take over the range that the app asks for, unless a hand is on it. */
    sync() {
      if (this.first === undefined || this.dragging) return;
      const asked = this.layer.wanted.t;
      this.range = asked ? [Math.max(this.first, yearOf[asked[0]]), Math.min(this.last, yearOf[Math.min(asked[1], 65535)])] : [this.first, this.last];
      if (this.range[0] > this.range[1]) this.range = [this.first, this.last];
      this.count();
    }

    set(from, to, told) {
      if (from === this.range[0] && to === this.range[1] && !told) return;
      this.range = [from, to];
      cancelAnimationFrame(this.frame);
      this.frame = requestAnimationFrame(() => this.layer.within(this.days()));
      if (told) this.tell();
    }

    tell() {
      const [from, to] = this.range;
      const all = from <= this.first && to >= this.last;
      const word = all ? "~all" : `~${from}-${to}`;
      if (word !== this.told) { this.told = word; this.dmz.report(word); }
    }

    /** Incidents per year and group, exact and fuzzy apart, under all filters but the range. */
    count() {
      if (this.first === undefined || !this.layer.rest) return;
      const { facts, rest, n, meta, kin } = this.layer;
      this.groups = [...new Set(meta.groups)];
      const index = meta.groups.map((group) => this.groups.indexOf(group) * 2);
      const perCategory = new Uint32Array(16);
      const width = this.groups.length * 2;
      const bars = new Uint32Array((this.last - this.first + 1) * width);
      for (let i = 0; i < n; i += 1) {
        const f = facts[i];
        perCategory[(f >>> 17) & 15] += kin[i];
        if (rest[i]) bars[(yearOf[f & 0xffff] - this.first) * width + index[(f >>> 17) & 15] + ((f >>> 16) & 1)] += 1;
      }
      this.tally = new Map(this.groups.map((group) => [group, 0]));
      meta.groups.forEach((group, i) => this.tally.set(group, this.tally.get(group) + perCategory[i]));
      this.bars = bars;
      this.width = width;
      this.draw();
    }

    draw() {
      if (!this.bars) return;
      const { dmz, first, last, bars, width } = this;
      const years = last - first + 1;
      const [from, to] = this.range;
      const ratio = window.devicePixelRatio || 1;
      const [w, h] = [this.chart.clientWidth, this.chart.clientHeight];
      if (!w) return;
      this.chart.width = w * ratio;
      this.chart.height = h * ratio;
      const ink = this.chart.getContext("2d");
      ink.scale(ratio, ratio);
      const tones = this.groups.map((group) => dmz.tone(group));
      const foot = h - 17;
      const step = w / years;
      let most = 1;
      for (let y = 0; y < years; y += 1) most = Math.max(most, bars.subarray(y * width, (y + 1) * width).reduce((a, b) => a + b, 0));
      ink.fillStyle = dmz.tone("line");
      ink.fillRect(0, foot, w, 1);
      if (this.days()) { ink.globalAlpha = 0.5; ink.fillRect((from - first) * step, 0, (to - from + 1) * step, foot); ink.globalAlpha = 1; }
      for (let y = 0; y < years; y += 1) {
        let top = foot;
        const dim = y + first < from || y + first > to;
        for (let k = 0; k < width; k += 1) {
          const count = bars[y * width + k];
          if (!count) continue;
          const tall = (count / most) * (foot - 4);
          ink.fillStyle = tones[k >> 1];
          ink.globalAlpha = (k % 2 ? 0.5 : 1) * (dim ? 0.28 : 1);
          ink.fillRect(y * step + (step > 4 ? 1 : 0), top - tall, Math.max(step - (step > 4 ? 2 : 0.5), 1), tall);
          top -= tall;
        }
      }
      ink.globalAlpha = 1;
      this.spans(ink, step, foot, tones);
      ink.fillStyle = dmz.tone("muted");
      ink.font = `11px ${getComputedStyle(this.box).fontFamily}`;
      const every = [1, 2, 5, 10, 20].find((n) => step * n > 42) || 50;
      for (let year = Math.ceil(first / every) * every; year <= last; year += every) {
        ink.textAlign = year === first ? "left" : (last - year) * step < 24 ? "right" : "center";
        ink.fillText(String(year), (year - first + 0.5) * step, h - 4);
      }
      ink.textAlign = "left";
      ink.fillText(whole(most), 0, 10);
      const room = ink.measureText(whole(most)).width + 6;
      ink.fillRect(room, 6, w - room, 0.5);
      this.caption.textContent = `${from === to ? from : `${from}–${to}`} · ${whole(this.layer.shown)} ${dmz.word("incidents")}`;
      this.all.textContent = dmz.word("all_years");
      this.all.hidden = !this.days();
      this.box.setAttribute("aria-label", dmz.word("timeline"));
      this.from.setAttribute("aria-label", dmz.word("from_year"));
      this.to.setAttribute("aria-label", dmz.word("to_year"));
      [this.from.value, this.to.value] = [from, to];
      this.drawLegend();
    }

    /** A translucent line from the first to the last day of each date that spans months or years. */
    spans(ink, step, foot, tones) {
      const { layer } = this;
      if (!layer.lastDay || layer.n > SPANS) return;
      ink.globalAlpha = 0.45;
      for (let i = 0; i < layer.n; i += 1) {
        const [a, b] = [layer.facts[i] & 0xffff, layer.lastDay[i]];
        if (!layer.rest[i] || b - a < 28) continue;
        const x = (day) => (yearOf[day] - this.first + (day - firstDay[yearOf[day]]) / 366) * step;
        ink.fillStyle = tones[this.groups.indexOf(layer.category(i))];
        ink.fillRect(x(a), foot + 2, Math.max(x(b) - x(a), 2), 3);
      }
      ink.globalAlpha = 1;
    }
  }

  window.DMZ.Timeline = Timeline;
})();
