/* Few enough incidents for full marks: buttons with shape, count and name, and their extents. */
(function () {
  "use strict";
  const { DMZ } = window;
  const { element, world } = DMZ;
  const REACH = 25;  // marks closer than this many pixels are one mark
  const EQUATOR_M = 40075016.686;

  DMZ.Incidents.include({
    drawMarks(visible) {
      const active = document.activeElement && document.activeElement.closest(".dmz-mark") ? document.activeElement.dataset.members : null;
      this.marks.clearLayers();
      this.surround(visible);
      for (const c of this.cluster(visible)) {
        c.members.sort((a, b) => this.day(a) - this.day(b));
        this.marks.addLayer(c.area ? this.areaMark(c) : this.pin(c));
      }
      for (const badge of this.badges()) this.marks.addLayer(badge);
      this.arrange();
      if (active) {
        const again = this._map.getContainer().querySelector(`.dmz-mark [data-members="${active}"]`);
        if (again) again.focus({ preventScroll: true });
      }
      this.highlight();
    },

    /** How far off each place may be, once for each place and extent. */
    surround(visible) {
      const circles = new Map();
      for (const i of visible) {
        const key = `${this.lat[i]},${this.lon[i]},${this.radius[i]}`;
        if (circles.has(key) || !this.radius[i]) continue;
        const parallel = EQUATOR_M * Math.cos((this.lat[i] * 1e-5 * Math.PI) / 180);
        circles.set(key, {
          x: this.x[i], y: this.y[i], radius: (this.radius[i] * 10) / parallel, county: this.county(i),
          tone: this.dmz.tone(this.category(i)),
        });
      }
      this.dmz.ground.surround([...circles.values()]);
    },

    group(members) {
      const kinds = new Set(members.map((i) => this.category(i)));
      return kinds.size === 1 ? [...kinds][0] : "mixed";
    },

    /** Pins that would touch become one mark; county-wide places keep marks of their own. */
    cluster(visible) {
      const scale = 256 * 2 ** this._map.getZoom();
      const cells = new Map();
      const clusters = [];
      for (const i of visible) {
        const area = this.county(i);
        const at = L.point((this.x[i] + world.origin.x) * scale, (this.y[i] + world.origin.y) * scale);
        const [cx, cy] = [Math.floor(at.x / REACH), Math.floor(at.y / REACH)];
        let home = null;
        for (let dx = -1; dx <= 1 && !home; dx += 1) {
          for (let dy = -1; dy <= 1 && !home; dy += 1) {
            home = (cells.get(`${cx + dx},${cy + dy}`) || []).find((c) => c.area === area && c.at.distanceTo(at) < REACH);
          }
        }
        if (home) home.members.push(i);
        else {
          const fresh = { at, members: [i], area };
          clusters.push(fresh);
          const key = `${cx},${cy}`;
          if (!cells.has(key)) cells.set(key, []);
          cells.get(key).push(fresh);
        }
      }
      return clusters;
    },

    button(members, name, latlng) {
      const button = element("button");
      button.type = "button";
      button.dataset.members = members.join(" ");
      button.dataset.group = this.group(members);
      button.setAttribute("aria-label", name);
      button.title = name;
      L.DomEvent.disableClickPropagation(button);
      button.addEventListener("click", (event) => {
        this.opener = event.detail === 0 ? button.dataset.members : null;
        const at = this.ground(button, latlng);
        if (members.length === 1) this.open(members[0], { latlng: at });
        else this.list(members, at, name);
      });
      return button;
    },

    mark(button, latlng) {
      const icon = L.divIcon({ html: button, className: "dmz-mark", iconSize: [0, 0] });
      return L.marker(latlng, { icon, keyboard: false, interactive: false });
    },

    name(members) {
      if (members.length > 1) return `${members.length} ${this.dmz.word("incidents")}`;
      const text = this.known(members[0]);
      return text ? `${this.dmz.pick(text.t)}, ${this.dmz.pick(text.d)}` : this.dmz.word("incident");
    },

    pin({ at, members }) {
      const latlng = members.length === 1 ? this.latLng(members[0]) : this._map.unproject(at, this._map.getZoom());
      const button = this.button(members, this.name(members), latlng);
      if (members.length > 1) { button.dataset.count = members.length; button.textContent = members.length; }
      return this.mark(button, latlng);
    },

    /** A badge on the edge of the circle: the middle of a county is not a site. */
    areaMark({ members }) {
      const first = members[0];
      const centre = this.latLng(first);
      const map = this._map;
      const edge = L.latLng(centre.lat + this.radius[first] / 100 / 111.2, centre.lng);
      const r = map.project(centre, map.getZoom()).y - map.project(edge, map.getZoom()).y;
      const places = [0, 45, -45, 90, -90, 135, -135, 180].map((degrees) => {
        const a = (degrees * Math.PI) / 180;
        return [Math.sin(a) * r, -Math.cos(a) * r];
      });
      const button = this.badge(members, String(members.length), this.dmz.word("county"), null);
      return this.badgeAt(button, centre, places);
    },

    badge(members, label, name, side) {
      const button = this.button(members, `${label === name ? name : `${label} (${name})`}: ${this.name(members)}`, null);
      button.classList.add("dmz-badge");
      if (side) button.dataset.side = side;
      button.append(element("i"), element("span", "", label));
      return button;
    },

    /** A badge with the offsets, in pixels from its anchor, at which it may stand. */
    badgeAt(button, at, places) {
      button.places = places;
      return this.mark(button, at);
    },

    /** Put each badge at the first of its places where it covers nothing, or the least. */
    arrange() {
      // All boxes are read before anything is written: the page is laid out once.
      const box = (node) => { const r = node.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
      const view = box(this._map.getContainer());
      const bottom = view[3] - this.dmz.below - 18;
      const buttons = this.marks.getLayers().map((mark) => mark.options.icon.options.html);
      const taken = buttons.filter((button) => !button.places).map(box);
      const badges = buttons.filter((button) => button.places).map((button) => ({ button, base: box(button) }));
      const overlap = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]) + 3) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]) + 3);
      for (const { button, base } of badges) {
        let best = null;
        for (const [dx, dy] of button.places) {
          const here = [base[0] + dx, base[1] + dy, base[2] + dx, base[3] + dy];
          let cost = taken.reduce((sum, other) => sum + overlap(here, other), 0);
          if (here[0] < view[0] + 2 || here[2] > view[2] - 2 || here[1] < view[1] + 2 || here[3] > bottom) cost += 4000;
          if (!best || cost < best.cost) best = { cost, here, dx, dy };
          if (cost === 0) break;
        }
        button.style.translate = `${best.dx}px ${best.dy}px`;
        taken.push(best.here);
      }
    },

    /** Where a badge stands on the ground: a popup points there, not at a centre nobody knows. */
    ground(button, latlng) {
      if (!button.places) return latlng;
      const [map, own] = [this._map.getContainer().getBoundingClientRect(), button.getBoundingClientRect()];
      return this._map.containerPointToLatLng([own.left + own.width / 2 - map.left, own.top + own.height / 2 - map.top]);
    },

    /** Incidents without a point: on their sector's name, or on the border's badge. */
    badges() {
      this.dmz.covered.clear();
      const stretches = this.dmz.sectors || {};
      const homes = new Map();
      for (let i = 0; i < this.n; i += 1) {
        if (!this.keep[i] || this.placed(i)) continue;
        const sector = this.sector(i);
        const home = stretches[sector] || this.meta.homes[sector] ? sector : "whole_line";
        if (!homes.has(home)) homes.set(home, []);
        homes.get(home).push(i);
      }
      const out = [];
      for (const [home, members] of homes) {
        members.sort((a, b) => this.day(a) - this.day(b));
        const sector = stretches[home];
        const fixed = this.meta.homes[home];
        if (!sector && !fixed) continue;
        const at = sector ? sector.at : L.latLng(fixed);
        const name = this.dmz.word(`sector:${home}`);
        const button = this.badge(members, `${name} · ${DMZ.whole(members.length)}`, name, sector && sector.side);
        button.dataset.sector = home;
        // The badge bears the sector's name, so it stands where the name stood.
        if (sector) this.dmz.covered.add(home);
        const [x, y] = sector ? sector.offset : [0, 0];
        const steps = [0, -26, 26, -52, 52, -78, 78, -104, 104].map((step) => [x, y + step]);
        out.push(this.badgeAt(button, at, [...steps, ...steps.map(([, b]) => [x - 60, b]), ...steps.map(([, b]) => [x + 60, b])]));
      }
      return out;
    },

    /** Where an incident stands now: at its mark, or at its point. */
    where(i) {
      const holder = this.marks.getLayers().find((m) => m.options.icon.options.html.dataset.members.split(" ").includes(String(i)));
      if (holder) return this.ground(holder.options.icon.options.html, holder.getLatLng());
      return this.placed(i) ? this.latLng(i) : null;
    },

    highlight() {
      for (const mark of this.marks.getLayers()) {
        const button = mark.options.icon.options.html;
        button.classList.toggle("dmz-chosen", this.current !== undefined && button.dataset.members.split(" ").includes(String(this.current)));
      }
    },
  });
})();
