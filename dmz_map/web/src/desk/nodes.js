/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {string} [name] @param {string} [text] shown as text, never as HTML
 * @returns {HTMLElementTagNameMap[K]}
 */
export function d(tag, name, text) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

/** The next end of a word in a direction. @param {string} text @param {number} at @param {1 | -1} step */
export function words(text, at, step) {
  const seen = (/** @type {number} */ place) => /[\p{L}\p{N}]/u.test(text[place] || "");
  let place = at;
  if (step > 0) {
    while (place < text.length && !seen(place)) place += 1;
    while (place < text.length && seen(place)) place += 1;
  } else {
    while (place > 0 && !seen(place - 1)) place -= 1;
    while (place > 0 && seen(place - 1)) place -= 1;
  }
  return place;
}

/**
 * What a short entry means beside the date that is there: "17" the day, "5-17" month and day.
 * @param {string} entry @param {string} old
 */
export function fullDate(entry, old) {
  const short = /^(?:(\d{1,2})-)?(\d{1,2})$/.exec(entry.trim());
  const there = /^(\d{4})(?:-(\d\d))?/.exec(old);
  if (!short || !there || (!short[1] && !there[2])) return entry.trim();
  return `${there[1]}-${(short[1] || there[2]).padStart(2, "0")}-${short[2].padStart(2, "0")}`;
}
