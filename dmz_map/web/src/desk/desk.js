import { ActionQueue } from "./action_queue.js";
import { card } from "./card.js";
import { DocumentPane } from "./document_pane.js";
import { FieldEditor } from "./field_editor.js";
import { keyOf } from "./keys.js";
import { d } from "./nodes.js";

/** The desk: a document on the left, what it tells as cards on the right. */
export class Desk {
  /** @type {import("./types").DeskData} */
  data;
  pane = new DocumentPane();
  /** @type {FieldEditor | null} */
  editor = null;
  /** The passage of the current card that is chosen, or -1. */
  chosen = -1;
  current = "";
  #id = "";
  #ready = Promise.resolve();
  #queue;

  /** @param {import("./types").Component} component */
  constructor({ parentElement, data, setTriggerValue }) {
    this.data = data;
    this.#queue = new ActionQueue((batch) => setTriggerValue("actions", batch));
    this.node = d("section", "desk");
    this.about = d("p", "desk-about");
    this.cards = d("div", "desk-cards");
    this.notice = d("p", "desk-notice");
    this.notice.setAttribute("role", "status");
    const left = d("div", "desk-left");
    left.append(this.about, this.pane.node);
    this.node.append(left, this.cards);
    parentElement.append(this.node, this.notice);
    window.addEventListener("keydown", this.#keydown, true);
    document.addEventListener("selectionchange", this.#selected);
  }

  close() {
    window.removeEventListener("keydown", this.#keydown, true);
    document.removeEventListener("selectionchange", this.#selected);
    this.node.remove();
    this.notice.remove();
  }

  /** @param {import("./types").DeskData} data */
  update(data) {
    this.data = data;
    this.#queue.acknowledge(data.done);
    if (data.id !== this.#id) {
      this.#id = data.id;
      [this.current, this.chosen, this.editor] = ["", -1, null];
      this.#ready = this.pane.load(data.address);
    }
    this.#ready.then(
      () => this.draw(),
      (error) => Object.assign(this.notice, { textContent: error.message }),
    );
  }

  draw() {
    const { candidates, about } = this.data;
    if (!candidates.some((one) => one.key === this.current)) {
      const open = candidates.find((one) => one.decision === "open");
      this.current = (open || candidates[0])?.key || "";
    }
    this.node.dataset.ready = String(this.#queue.waiting === 0);
    this.about.replaceChildren(
      ...about.map(([name, value]) => {
        const item = d("span", "", `${name} `);
        item.append(d("b", "", value));
        return item;
      }),
    );
    this.pane.node.lang = this.data.language;
    this.pane.draw(candidates, this.current, this.chosen);
    const drawn = candidates.map((one, n) => card(this, one, n + 1, one.key === this.current));
    this.cards.replaceChildren(...drawn);
    if (!drawn.length) this.cards.append(d("p", "desk-none", this.data.words.none));
    this.editor?.focus();
    this.#selected();
  }

  get card() {
    return this.data.candidates.find((one) => one.key === this.current);
  }

  /** @param {string} key */
  choose(key) {
    if (key === this.current) return;
    [this.current, this.chosen, this.editor] = [key, -1, null];
    this.draw();
    this.cards.querySelector(".desk-current")?.scrollIntoView({ block: "nearest" });
    this.pane.reveal();
  }

  /** @param {string} key @param {number} number */
  choosePassage(key, number) {
    this.choose(key);
    this.chosen = number;
    this.draw();
    this.pane.reveal(true);
  }

  /** @param {1 | -1} step @param {boolean} open whether decided ones are passed over */
  step(step, open = false) {
    const keys = this.data.candidates;
    let place = keys.findIndex((one) => one.key === this.current) + step;
    while (open && keys[place] && keys[place].decision !== "open") place += step;
    if (keys[place]) this.choose(keys[place].key);
  }

  /** @param {import("./types").Action} action */
  send(action) {
    this.node.dataset.ready = "false";
    this.#queue.add({ candidate: this.current, ...action });
  }

  /** @param {string} key @param {string} name */
  edit(key, name) {
    this.choose(key);
    const field = this.card?.fields.find((one) => one.name === name);
    if (!field) return;
    this.editor = new FieldEditor(field, this.#choices(name), (value) => {
      this.editor = null;
      if (value !== null && value !== field.value) this.send({ action: "set", field: name, value });
      this.draw();
    });
    this.draw();
  }

  /** @param {string} name @returns {[string, string][]} */
  #choices(name) {
    if (name === "place") return this.data.places.map((place) => [place, place]);
    return this.data.terms[name] || [];
  }

  /** Do what a key or its button says. @param {string} key */
  press(key) {
    this.notice.textContent = "";
    const act = keyOf(key);
    if (act) act(this);
    return Boolean(act);
  }

  /** @param {string} sentence */
  say(sentence) {
    this.notice.textContent = sentence;
  }

  #keydown = (/** @type {KeyboardEvent} */ event) => {
    const target = event.composedPath()[0];
    const typing =
      target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !this.node.isConnected) return;
    const pressing = event.key === "Enter" && target instanceof HTMLButtonElement;
    if (pressing || !this.press(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  #selected = () => {
    const selected = this.pane.selection();
    this.node.classList.toggle("desk-selecting", selected !== null);
    if (selected) this.say(this.data.words.selected);
    else if (this.notice.textContent === this.data.words.selected) this.say("");
  };
}

/** @type {WeakMap<HTMLElement, Desk>} */
const desks = new WeakMap();

/** @param {import("./types").Component} component */
function mount(component) {
  const { parentElement, data } = component;
  let desk = desks.get(parentElement);
  if (!desk) {
    desk = new Desk(component);
    desks.set(parentElement, desk);
  }
  desk.update(data);
  return () => {
    desk?.close();
    desks.delete(parentElement);
  };
}

// The page adds the line that exports it: what is built here are plain scripts.
Object.assign(window, { dmzDesk: mount });
