/* The column beside the map, on a phone a sheet over it: the list, or the chosen incident.
 *
 * It hangs on the page's body, because the app wipes what lies inside its own elements. */

import { afterFrame, element } from "../dom.js";
import { List } from "../panel/list.js";
import { Panel } from "../panel/panel.js";
import { Source } from "../panel/source.js";
import { select } from "../selection.js";
import { PageTitle } from "./page_title.js";
import { Sheet } from "./sheet.js";
import { Storyteller } from "./storyteller.js";

/** @typedef {import("../incident_layer.js").IncidentLayer} IncidentLayer */
/** @typedef {{keyboard?: boolean, replace?: boolean, write?: boolean}} Choosing */
/** @typedef {Pick<import("./address.js").Address, "incident" | "story" | "get" | "choose" | "tell" | "go" | "run">} PageAddress */

export class Side {
  /** @type {Source | undefined} */ #source;
  /** @type {List | undefined} */ #list;
  /** @type {Panel | undefined} */ #panel;
  /** @type {Storyteller | undefined} */ #story;
  /** Position of the chosen incident. @type {number | undefined} */ #chosen;
  #waiting = false;
  /** What had the focus when it was chosen by keyboard. @type {(() => void) | null} */ #return = null;

  /** @param {PageAddress} address */
  constructor(address) {
    this.address = address;
    this.title = new PageTitle(() => this.#titleNow());
    this.node = element("aside", "dmz-side");
    this.sheet = new Sheet(this.node);
    addEventListener("keydown", this.#onKey);
  }

  /**
   * Take over a map's incidents, once they have come.
   *
   * @param {IncidentLayer} layer
   */
  connect(layer) {
    layer.side = this;
    this.#source = new Source(layer);
    this.#list = new List(this.#source, {
      choose: (i, { keyboard }) => this.choose(i, { keyboard }),
      hover: (i) => layer.hover(i),
      remove: (parameters) => this.address.go(parameters),
      tell: (id, { keyboard }) => this.#story?.tell(`${id}.1`).then(() => keyboard && this.#story?.view.focus()),
    });
    this.#story = new Storyteller(this.#source, this.address, this.sheet, {
      hasIncident: () => this.#chosen !== undefined,
      arrange: () => this.#arrange(),
      open: (id) => this.find(id, false),
    });
    this.#panel = new Panel(this.#source, {
      close: () => this.close(),
      isTold: () => Boolean(this.#story?.isOpen),
      read: (claim) => this.address.go({ passage: claim.id }),
      choose: (i, { keyboard }) => this.choose(i, { keyboard, replace: true }),
      follow: (id) => this.find(id),
      beside: (i, step) => this.#list?.beside(i, step),
    });
    this.node.replaceChildren(this.sheet.grip, this.#list.node, this.#story.view.node, this.#panel.node);
    this.sheet.show();
    this.relabelled();
    return this;
  }

  /** @param {number | undefined} i The incident under a hand. */
  hovered = (i) => this.#list?.hovered(i);

  /** The list follows the filter, once the marks are on the screen. */
  filtered() {
    if (this.#waiting) return;
    this.#waiting = true;
    afterFrame(() => {
      this.#waiting = false;
      this.#update();
    });
  }

  #update() {
    if (!this.#list) return;
    this.#list.update();
    this.#list.choose(this.#chosen);
    if (this.#chosen !== undefined) this.#draw(this.#chosen);
  }

  /** Everything in the language of now. */
  relabelled() {
    const { strings } = /** @type {Source} */ (this.#source);
    this.node.lang = strings.language;
    this.node.setAttribute("aria-label", strings.get("incidents"));
    this.sheet.grip.setAttribute("aria-label", strings.get("height"));
    this.filtered();
    this.follow(this.address.incident);
  }

  /**
   * The app says where an incident is: it may be the one that the address names.
   *
   * @param {ChosenIncident | null} selection
   */
  offer(selection) {
    if (this.#source) this.#source.offered = selection;
    if (selection && selection[1] === this.address.incident) this.choose(selection[0], { write: false });
  }

  /**
   * Show what the address names.
   *
   * @param {string | null} id
   */
  follow(id) {
    this.#story?.follow();
    if (!id) {
      this.close({ write: false });
      return;
    }
    const i = this.#source?.position(id);
    if (i !== undefined) this.choose(i, { write: false });
    else this.#locate(id);
  }

  /**
   * Show an incident whose text has not come, where files say which one it is; else the app says it.
   *
   * @param {string} id
   */
  async #locate(id) {
    const i = await this.#source?.layer.texts.position(id).catch(() => undefined);
    if (i !== undefined && this.address.incident === id) this.choose(i, { write: false });
  }

  /**
   * Choose an incident by its id; the app is asked where it is if its text has not come.
   *
   * @param {string} id
   * @param {boolean} [replace]
   */
  async find(id, replace = true) {
    const i = this.#source?.position(id);
    if (i !== undefined) {
      await this.choose(i, { replace });
      return;
    }
    this.address.choose(id);
    this.address.run();
    this.#locate(id);
  }

  /**
   * Choose an incident: it is shown at once, and the address names it.
   *
   * @param {number} i
   * @param {Choosing} [how]
   */
  async choose(i, { keyboard = false, replace = false, write = true } = {}) {
    const source = this.#source;
    if (!source) return;
    const inside = keyboard || this.node.contains(document.activeElement);
    if (this.#chosen === undefined) this.#return = inside ? this.#way(i) : null;
    const isNew = this.#chosen !== i;
    if (!isNew && !this.#panel?.node.hidden) {
      if (keyboard) this.#panel?.focus();
      return;
    }
    this.#chosen = i;
    this.#list?.choose(i);
    const record = source.known(i) || (await source.text(i).catch(() => null));
    if (!record || this.#chosen !== i) return;
    if (write) this.address.choose(record.id, replace);
    if (write && document.querySelector(".st-key-line-place")) this.address.go({ page: null });
    select(source.layer, [i, record.id]);
    this.#draw(i);
    this.sheet.raise();
    if (inside) this.#panel?.focus();
  }

  /** @param {number} i */
  #draw(i) {
    const record = this.#source?.known(i);
    if (!record || !this.#panel || !this.#list) return;
    this.#panel.show(i, record, this.address.get("q") || "");
    this.#arrange();
  }

  /** What is chosen comes before a story, and a story before the list. */
  #arrange() {
    if (!this.#list || !this.#story) return;
    const isChosen = !this.#panel?.node.hidden;
    this.#story.view.node.hidden = isChosen || !this.#story.isOpen;
    this.#list.node.hidden = isChosen || this.#story.isOpen;
    this.title.set();
  }

  #titleNow() {
    if (this.#chosen === undefined || !document.querySelector(".st-key-map-place")) return null;
    const title = this.#source?.known(this.#chosen)?.title;
    return title ? `${this.#source?.strings.pick(title)}` : null;
  }

  /**
   * Go back to the list.
   *
   * @param {Choosing} [how]
   */
  close({ write = true } = {}) {
    if (write) this.address.choose(null);
    if (this.#chosen === undefined) return;
    const last = this.#chosen;
    this.#chosen = undefined;
    this.#panel?.hide();
    this.#list?.choose(last);
    this.#arrange();
    if (this.#story?.isOpen) this.#story.view.again();
    else if (this.#source) select(this.#source.layer, null);
    this.#return?.();
    this.#return = null;
    this.sheet.settle();
  }

  /** Leave the chosen incident, or else the story: what Escape does. */
  leave() {
    if (this.#chosen !== undefined) this.close();
    else if (this.#story?.isOpen) this.#story.tell(null);
  }

  /** Return what gives the focus back to what has it now: a row, or the map's mark. @param {number} i */
  #way(i) {
    const row = document.activeElement?.closest(".dmz-row");
    return () => (row ? this.#list?.focus(i) : this.#source?.layer.marks.focus(`[data-members~="${i}"]`));
  }

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    if ((this.#chosen === undefined && !this.#story?.isOpen) || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest("input:not([type=checkbox]), textarea, select, [role=dialog], [role=slider], [contenteditable]"))
      return;
    if (event.key === "Escape") this.leave();
    const steps = /** @type {Record<string, number>} */ ({ ArrowLeft: 1, ArrowRight: -1 });
    const step = steps[event.key];
    if (!step || target.closest("[role=radiogroup], [role=listbox], [role=tablist]")) return;
    if (this.#chosen === undefined) return this.#story?.view.go(-step);
    const other = this.#list?.beside(this.#chosen, step);
    if (other !== undefined) this.choose(other, { replace: true, keyboard: this.node.contains(target) });
  };
}
