/* Words and links of records, as nodes: text stays text, and a link leads to the web alone. */

import { element } from "../dom.js";

/**
 * Return a text with each word of a search in a mark element; the text stays the same.
 *
 * @param {string} text
 * @param {string} search
 * @returns {(Node | string)[]}
 */
export function highlighted(text, search) {
  const words = [...new Set(search.split(/\s+/).filter(Boolean))].sort((a, b) => b.length - a.length);
  if (!words.length) return [text];
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "iu");
  return text.split(pattern).map((piece, i) => (i % 2 ? element("mark", "", piece) : piece));
}

/**
 * Return names as a list in words.
 *
 * @param {string[]} names
 * @param {import("../ui_strings.js").UiStrings} strings
 */
export function named(names, strings) {
  if (names.length < 2) return names.join("");
  return strings.fill("and", { names: names.slice(0, -1).join(", "), last: names[names.length - 1] });
}

/**
 * Return a link that opens in a new tab and shows its host; the bare label where the address is
 * none of the web.
 *
 * @param {string} label
 * @param {string} address
 * @returns {(Node | string)[]}
 */
export function outside(label, address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !["http:", "https:"].includes(url.protocol)) return [label];
  const link = element("a", "", label);
  link.href = url.href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return [link, " ", element("span", "host", url.hostname)];
}
