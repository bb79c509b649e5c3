/* A story in the column: a step at a time, with our text, what is quoted, and who reports it. */

import { button, element } from "../dom.js";
import { RecordView } from "./record.js";

/**
 * @typedef {object} StoryActions
 * @property {(value: string | null, replace: boolean) => void} tell Writes a step into the address; null leaves.
 * @property {(id: string) => void} open Shows the whole incident.
 * @property {(claim: ClaimRecord, id: string) => void} read Opens the document at a claim's passage.
 * @property {(step: StoryStep) => void} show Shows a step's place on the map.
 */

export class StoryView {
  /** @type {Story | undefined} */ #story;
  #step = 0;
  /** What the address asks for. @type {string | null} */ #asked = null;

  /**
   * @param {import("./source.js").Source} source
   * @param {StoryActions} actions
   */
  constructor(source, actions) {
    this.source = source;
    this.actions = actions;
    this.node = element("section", "dmz-story");
    this.node.hidden = true;
    this.leave = button("dmz-all-incidents");
    this.leave.addEventListener("click", () => actions.tell(null, false));
    this.back = this.#way("earlier", -1);
    this.on = this.#way("later", 1);
    this.said = element("p", "dmz-kicker");
    this.said.setAttribute("role", "status");
    this.bar = element("progress");
    this.text = element("div");
    const ways = element("div", "dmz-ways");
    ways.append(this.leave, this.back, this.on);
    this.node.append(ways, this.said, this.bar, this.text);
  }

  /** Whether a story is told. */
  get isOpen() {
    return this.#story !== undefined;
  }

  /** @param {StoryStep} step */
  shows(step) {
    return this.#story?.steps[this.#step] === step;
  }

  /**
   * @param {string} name
   * @param {number} step
   */
  #way(name, step) {
    const way = button("dmz-step");
    way.dataset.step = name;
    way.addEventListener("click", () => this.go(step));
    return way;
  }

  /**
   * Show what the address asks for; what is no step of a story leaves none open.
   *
   * @param {string | null} asked "ID.NUMBER", the first step being 1.
   */
  async follow(asked) {
    this.#asked = asked;
    const [, id, number] = /^(.+)\.(\d+)$/.exec(asked ?? "") ?? [];
    const { view } = this.source.layer;
    const known = view.stories.titles.some((title) => title[0] === id);
    const stories = known ? await view.stories.load().catch((error) => this.#say(error)) : [];
    if (this.#asked !== asked) return;
    const before = this.#story?.steps[this.#step];
    this.#story = stories.find((story) => story.id === id);
    this.#step = Math.min(Math.max(Number(number) - 1, 0), (this.#story?.steps.length ?? 1) - 1);
    if (!this.#story) return;
    this.#draw(this.#story);
    const step = this.#story.steps[this.#step];
    if (step !== before) this.actions.show(step);
  }

  /**
   * Say that the stories could not be fetched: the list stays as it is.
   *
   * @param {Error} error
   * @returns {Story[]}
   */
  #say(error) {
    this.source.layer.view.notify(error.message);
    return [];
  }

  /**
   * Go some steps on, or back.
   *
   * @param {number} by
   */
  go(by) {
    const to = this.#step + by;
    if (this.#story?.steps[to]) this.actions.tell(`${this.#story.id}.${to + 1}`, true);
  }

  /** Show the step's place on the map once more. */
  again() {
    if (this.#story) this.actions.show(this.#story.steps[this.#step]);
  }

  /** Give the focus to the heading. */
  focus() {
    this.node.querySelector("h2")?.focus({ preventScroll: true });
  }

  /** @param {Story} story */
  #draw({ title, steps }) {
    const { strings } = this.source;
    const { record, text, claim } = steps[this.#step];
    const count = { n: strings.number(this.#step + 1), count: strings.number(steps.length) };
    this.node.lang = strings.language;
    this.node.setAttribute("aria-label", strings.pick(title));
    this.leave.textContent = `← ${strings.get("all")}`;
    this.back.textContent = strings.get("previous");
    this.on.textContent = strings.get("next");
    this.back.disabled = this.#step === 0;
    this.on.disabled = this.#step === steps.length - 1;
    this.said.replaceChildren(element("b", "", strings.pick(title)), ` · ${strings.fill("step", count)}`);
    Object.assign(this.bar, { max: steps.length, value: this.#step + 1 });
    this.bar.setAttribute("aria-hidden", "true");
    const view = new RecordView(strings);
    const open = button("dmz-near", strings.get("open_incident"));
    open.addEventListener("click", () => this.actions.open(record.id));
    const heading = element("h2", "", strings.pick(record.title));
    heading.tabIndex = -1;
    this.text.replaceChildren(
      element("p", "dmz-where", `${strings.pick(record.date)} · ${strings.pick(record.place)}`),
      heading,
      element("p", "dmz-told", strings.pick(text)),
      ...(record.claims ?? []).filter(({ id }) => id === claim).map((one) => this.#quote(view, one, record.id)),
      ...view.reporters(record),
      open,
      ...this.#after(steps[this.#step + 1]),
    );
  }

  /**
   * @param {RecordView} view
   * @param {ClaimRecord} claim
   * @param {string} id
   */
  #quote(view, claim, id) {
    return view.claim(claim, () => this.actions.read(claim, id));
  }

  /** What comes next. @param {StoryStep | undefined} step */
  #after(step) {
    if (!step) return [];
    const { strings } = this.source;
    const way = button("dmz-way");
    way.append(element("small", "", `${strings.get("next")} · ${strings.pick(step.record.date)}`));
    way.append(element("b", "", strings.pick(step.record.title)));
    way.addEventListener("click", (event) => {
      this.go(1);
      if (event.detail === 0) this.focus();
    });
    return [way];
  }
}
