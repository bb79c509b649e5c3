import { d, fullDate } from "./nodes.js";

/** One field of a card while it is put right: an entry, and the words that it may be. */
export class FieldEditor {
  #marked = 0;

  /**
   * @param {import("./types").Field} field
   * @param {[string, string][]} choices value and label; empty: any text
   * @param {(value: string | null) => void} finish with the new value, or null
   */
  constructor(field, choices, finish) {
    this.field = field;
    this.choices = choices;
    this.finish = finish;
    this.node = d("span", "desk-editor");
    this.input = d("input", "desk-input");
    this.input.value = choices.length && field.name !== "place" ? "" : field.value;
    this.input.placeholder = field.shown;
    this.input.setAttribute("aria-label", field.name);
    this.list = d("ul", "desk-choices");
    this.node.append(this.input, this.list);
    this.input.addEventListener("input", () => {
      this.#marked = 0;
      this.#draw();
    });
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.#draw();
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  #fitting() {
    const typed = this.input.value.trim().toLowerCase();
    const untouched = this.field.name === "place" && this.input.value === this.field.value;
    if (!typed || untouched) return this.choices;
    const starts = (/** @type {[string, string]} */ [, label]) => label.toLowerCase().startsWith(typed);
    const within = this.choices.filter(([, label]) => label.toLowerCase().includes(typed));
    return [...within.filter(starts), ...within.filter((one) => !starts(one))];
  }

  #draw() {
    const fitting = this.#fitting().slice(0, 16);
    this.list.replaceChildren(
      ...fitting.map(([value, label], place) => {
        const item = d("li", place === this.#marked ? "desk-marked" : "", label || "–");
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          this.finish(value);
        });
        return item;
      }),
    );
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") this.finish(null);
    if (event.key === "Enter") this.finish(this.#value());
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.choices.length) {
      event.preventDefault();
      const last = Math.min(this.#fitting().length, 16) - 1;
      this.#marked = Math.max(0, Math.min(last, this.#marked + step));
      this.#draw();
    }
  }

  #value() {
    if (this.field.name === "date") return fullDate(this.input.value, this.field.value);
    const fitting = this.#fitting();
    const untouched = this.field.name === "place" && this.input.value === this.field.value;
    if (untouched && !this.#marked) return this.field.value;
    if (fitting.length && (this.input.value.trim() || this.#marked)) return fitting[this.#marked][0];
    return this.choices.length && this.field.name !== "place" ? null : this.input.value.trim();
  }
}
