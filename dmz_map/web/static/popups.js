/* Popups: made in the browser when they open, with textContent. */
(function () {
  "use strict";
  const { DMZ } = window;
  const { element } = DMZ;
  const PATIENCE = 120;  // milliseconds that a popup waits for its text before it opens without
  const LISTED = 200;    // incidents that a list names

  DMZ.Incidents.include({
    async open(i, { latlng, report = true, force = false, back = null } = {}) {
      this.current = i;
      this.highlight();
      if (report) this.tell(i);
      if (!this._map) return;
      let at = latlng || this.where(i);
      if (!at) { if (this.popup) this._map.closePopup(this.popup); return; }
      if (!this._map.getBounds().pad(-0.02).contains(at)) {
        this.dmz.touched = true;
        this._map.panTo(at, { animate: false });
        at = latlng || this.where(i) || at;
      }
      const coming = this.text(i).catch((error) => { this.dmz.complain(error.message); return null; });
      const ready = this.known(i) || await Promise.race([coming, new Promise((late) => { setTimeout(late, PATIENCE, null); })]);
      if (this.current !== i || !this._map) return;
      this.show(at, ready ? this.single(ready, back) : element("p", "", "…"), force);
      if (ready) return;
      const text = await coming;
      if (!text) this._map.closePopup(this.popup);
      else if (this.current === i && this.popup.isOpen()) { this.popup.setContent(this.single(text, back)); this.focusPopup(); }
    },

    /** Tell the app what was chosen, as soon as its id is known. */
    async tell(i) {
      const { id } = this.known(i) || await this.text(i).catch(() => ({}));
      if (!id || this.current !== i) return;
      this.selected = [i, id];
      this.dmz.report(id);
    },

    list(members, latlng, name) {
      const box = element("div", "dmz-popup");
      box.append(element("h2", "", name));
      const items = element("ol");
      const shown = members.slice(0, LISTED);
      for (const i of shown) {
        const item = element("li");
        const button = element("button");
        button.type = "button";
        const fill = (text) => button.append(this.dmz.pick(text.t), element("span", "", `${this.dmz.pick(text.d)} · ${this.dmz.pick(text.p)}`));
        const text = this.known(i);
        if (text) fill(text); else this.text(i).then(fill);
        button.addEventListener("click", (event) => {
          if (event.detail === 0) this.opener = this.opener || String(i);
          this.open(i, { latlng, back: () => this.list(members, latlng, name) });
        });
        item.append(button);
        items.append(item);
      }
      box.append(items);
      if (members.length > shown.length) box.append(element("p", "dmz-basis", `+ ${DMZ.whole(members.length - shown.length)}`));
      this.current = undefined;
      this.show(latlng, box);
    },

    single(text, back) {
      const { dmz } = this;
      const box = element("div", "dmz-popup");
      if (back) {
        const button = element("button", "dmz-back", `‹ ${dmz.word("back")}`);
        button.type = "button";
        button.addEventListener("click", back);
        box.append(button);
      }
      box.append(element("h2", "", dmz.pick(text.t)));
      box.append(element("p", "", `${dmz.pick(text.d)} · ${dmz.pick(text.p)}`));
      box.append(element("p", "dmz-basis", `${dmz.word(`precision:${text.pr}`)}${text.r ? ` (± ${text.r} km)` : ""}`));
      if (text.q) {
        box.append(element("blockquote", "", text.q), element("p", "dmz-basis", dmz.word("quoted")));
      } else {
        box.append(element("p", "dmz-summary", dmz.pick(text.s)), element("p", "dmz-basis", `${dmz.word("reported_by")} ${text.by}`));
      }
      return box;
    },

    show(at, content) {
      L.DomEvent.disableClickPropagation(content);
      const narrow = this._map.getSize().x < 480;
      if (!this.popup) this.popup = L.popup({ className: "dmz-window", autoPanPaddingTopLeft: [54, 12], autoPanPaddingBottomRight: [12, 12 + this.dmz.below], offset: [0, -6] });
      this.popup.options.maxWidth = narrow ? 250 : 320;
      this.popup.options.minWidth = narrow ? 200 : 240;
      this.popup.setLatLng(at).setContent(content);
      if (!this.popup.isOpen()) this.popup.openOn(this._map);
      const frame = this.popup.getElement();
      frame.setAttribute("role", "dialog");
      frame.setAttribute("aria-label", content.querySelector("h2")?.textContent || "");
      const close = frame.querySelector(".leaflet-popup-close-button");
      if (close) close.setAttribute("aria-label", this.dmz.word("close"));
      frame.onkeydown = (event) => { if (event.key === "Escape") { event.stopPropagation(); this._map.closePopup(this.popup); } };
      this.focusPopup();
    },

    focusPopup() {
      if (!this.opener) return;
      const target = this.popup.getElement().querySelector("li button, .dmz-back, .leaflet-popup-close-button");
      if (target) target.focus({ preventScroll: true });
    },

    closed(event) {
      if (event.popup !== this.popup) return;
      const { opener } = this;
      this.opener = null;
      this.current = undefined;
      this.highlight();
      if (opener) {
        const button = this._map.getContainer().querySelector(`.dmz-mark [data-members~="${opener.split(" ")[0]}"]`);
        if (button) button.focus({ preventScroll: true });
      }
    },
  });
})();
