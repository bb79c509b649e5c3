import { d } from "./nodes.js";
import { smallMap } from "./small_map.js";

/** @param {string} word @param {string} key */
function lettered(word, key) {
  const node = d("button", "desk-do");
  node.type = "button";
  const at = word.toLowerCase().indexOf(key);
  if (at < 0) node.append(word, d("kbd", "", key));
  else node.append(word.slice(0, at), d("u", "", word[at]), word.slice(at + 1));
  return node;
}

/**
 * One candidate as a card.
 * @param {import("./desk.js").Desk} desk
 * @param {import("./types").Candidate} one
 * @param {number} number from 1
 * @param {boolean} current
 */
export function card(desk, one, number, current) {
  const { data } = desk;
  const node = d("article", `desk-card desk-is-${one.decision}`);
  node.dataset.key = one.key;
  node.classList.toggle("desk-current", current);
  node.setAttribute("aria-current", String(current));
  node.addEventListener("pointerdown", () => desk.choose(one.key));
  node.append(head(desk, one, number));
  const table = d("dl", "desk-fields");
  const shown = one.fields.filter((field) => current || field.shown || field.archive);
  for (const field of shown) table.append(...row(desk, one, field, one.fields.indexOf(field) + 1, current));
  node.append(table);
  if (one.point && current && data.line.length) node.append(smallMap(data.line, one.point));
  node.append(foot(desk, one, current));
  return node;
}

/** @param {import("./desk.js").Desk} desk @param {import("./types").Candidate} one @param {number} number */
function head(desk, one, number) {
  const { words } = desk.data;
  const head = d("header", "desk-head");
  head.append(d("b", "", String(number)));
  const added = (words.adds || "{n}").replace("{n}", String(one.passages.length));
  const known = one.known ? `${words.known}: ${one.known.title} · ${added}` : words.new;
  head.append(d("span", one.known ? "desk-known" : "desk-new", known));
  if (one.decision !== "open") head.append(d("span", "desk-decision", words[one.decision]));
  const score = d("span", "desk-score", one.score.toFixed(1));
  score.title = one.reasons.join("\n");
  head.append(score);
  return head;
}

/**
 * @param {import("./desk.js").Desk} desk @param {import("./types").Candidate} one
 * @param {import("./types").Field} field @param {number} digit @param {boolean} current
 */
function row(desk, one, field, digit, current) {
  const name = d("dt", "", desk.data.fieldNames[field.name]);
  if (current) name.prepend(d("kbd", "", String(digit)));
  const value = d("dd", "desk-value");
  const edited = current && desk.editor?.field.name === field.name ? desk.editor : null;
  if (edited) value.append(edited.node);
  else {
    const text = d("span", field.shown ? "" : "desk-blank", field.shown || "–");
    text.addEventListener("click", () => desk.edit(one.key, field.name));
    value.append(text);
  }
  if (field.archive) value.append(d("small", "desk-archive", `${desk.data.words.archive}: ${field.archive}`));
  const quotes = d("dd", "desk-quotes");
  for (const [number, passage] of one.passages.entries()) {
    if (passage.field !== field.name) continue;
    const quote = d("q", "", desk.pane.words(passage.start, passage.end));
    if (current && desk.chosen === number) quote.className = "desk-chosen";
    quote.addEventListener("click", () => desk.choosePassage(one.key, number));
    quotes.append(quote);
    if (!current) break;
  }
  return [name, value, quotes];
}

/** @param {import("./desk.js").Desk} desk @param {import("./types").Candidate} one @param {boolean} current */
function foot(desk, one, current) {
  const { words, fieldNames } = desk.data;
  const foot = d("footer", "desk-foot");
  if (current) {
    const decided = one.decision !== "open";
    const keys = decided ? ["u"] : ["a", "e", "m", "r", "s"];
    for (const key of keys) {
      const button = lettered(words[key], key);
      button.addEventListener("click", () => desk.press(key));
      foot.append(button);
    }
    const open = desk.data.candidates.filter((other) => other.decision === "open");
    if (!decided && open.length > 1) {
      const button = lettered(words.A, "A");
      button.addEventListener("click", () => desk.press("A"));
      foot.append(button);
    }
    if (one.known && !decided) {
      const button = lettered(words.n, "n");
      button.addEventListener("click", () => desk.press("n"));
      foot.append(button);
    }
  }
  const gaps = one.gaps.map((gap) => `${words[gap.kind]}: ${fieldNames[gap.field] || gap.field}`);
  const blocking = one.gaps.some((gap) => gap.blocking);
  const verdict = d("span", blocking ? "desk-gaps" : "desk-whole", gaps.join(" · ") || words.whole);
  foot.append(verdict);
  return foot;
}
