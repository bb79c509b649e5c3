/** @typedef {import("./desk.js").Desk} Desk */

/** Accept a score and all above it: that of the current card. @param {Desk} desk */
function acceptAbove(desk) {
  const score = desk.card?.score;
  if (score !== undefined) desk.send({ action: "accept_above", value: String(score) });
}

/** @param {Desk} desk */
function accept(desk) {
  if (desk.card?.gaps.some((gap) => gap.blocking)) desk.say(desk.data.words.incomplete);
  else decide(desk, "accept");
}

/** @param {Desk} desk @param {string} action */
function decide(desk, action) {
  if (desk.card?.decision !== "open") return;
  desk.send({ action });
  desk.step(1, true);
}

/** Merge the current card into the one above it that is not rejected. @param {Desk} desk */
function merge(desk) {
  const all = desk.data.candidates;
  const place = all.findIndex((one) => one.key === desk.current);
  const fits = (/** @type {{decision: string}} */ one) => /open|accepted/.test(one.decision);
  const into = all.slice(0, place).reverse().find(fits) || all.slice(place + 1).find(fits);
  if (!into || desk.card?.decision !== "open") return;
  desk.send({ action: "merge", value: into.key });
  desk.choose(into.key);
}

/** Open the first field that lacks something, else the first. @param {Desk} desk */
function edit(desk) {
  const one = desk.card;
  const gap = one?.gaps.find((gap) => one.fields.some((field) => field.name === gap.field));
  if (one) desk.edit(one.key, gap?.field || one.fields[0].name);
}

/** A digit opens a field; with words selected it adds them as a passage of that field.
 * @param {Desk} desk @param {number} digit */
function field(desk, digit) {
  const one = desk.card;
  const name = one?.fields[digit - 1]?.name;
  if (!one || !name) return;
  const selected = desk.pane.selection();
  if (!selected) return desk.edit(one.key, name);
  document.getSelection()?.removeAllRanges();
  desk.send({ action: "add", field: name, start: selected[0], end: selected[1] });
}

/** Choose the next passage of the card. @param {Desk} desk */
function nextPassage(desk) {
  const count = desk.card?.passages.length || 0;
  if (count) desk.choosePassage(desk.current, (desk.chosen + 1) % count);
}

/** Move an end of the chosen passage by a word, or to the selected words.
 * @param {Desk} desk @param {"start" | "end"} end @param {1 | -1} step */
function move(desk, end, step) {
  const passage = desk.card?.passages[desk.chosen];
  if (!passage) return;
  const moved = { start: passage.start, end: passage.end };
  moved[end] = desk.pane.moved(moved[end], step);
  if (moved.start < moved.end) moveTo(desk, moved.start, moved.end);
}

/** @param {Desk} desk @param {number} start @param {number} end */
function moveTo(desk, start, end) {
  const passage = desk.card?.passages[desk.chosen];
  if (!passage) return;
  Object.assign(passage, { start, end });
  desk.send({ action: "move", number: desk.chosen, start, end });
  desk.draw();
}

/** @param {Desk} desk */
function moveToSelection(desk) {
  const selected = desk.pane.selection();
  document.getSelection()?.removeAllRanges();
  if (selected) moveTo(desk, ...selected);
}

/** @param {Desk} desk */
function drop(desk) {
  if (desk.chosen < 0) return;
  desk.send({ action: "drop", number: desk.chosen });
  desk.chosen = -1;
}

/** @type {Record<string, (desk: Desk) => void>} */
const KEYS = {
  a: accept,
  r: (desk) => decide(desk, "reject"),
  m: merge,
  e: edit,
  s: (desk) => desk.send({ action: "split" }),
  n: (desk) => desk.send({ action: "known", value: "" }),
  u: (desk) => desk.send({ action: "undo" }),
  j: (desk) => desk.step(1),
  k: (desk) => desk.step(-1),
  A: acceptAbove,
  p: nextPassage,
  x: moveToSelection,
  d: drop,
  "]": (desk) => move(desk, "end", 1),
  "[": (desk) => move(desk, "end", -1),
  "}": (desk) => move(desk, "start", 1),
  "{": (desk) => move(desk, "start", -1),
};

/** What a key does, or nothing. @param {string} key @returns {((desk: Desk) => void) | undefined} */
export function keyOf(key) {
  if (/^[1-9]$/.test(key)) return (desk) => field(desk, Number(key));
  return Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
}
