/* Sharing a view: its link, how to cite it, how to embed it; and its incidents as files. */

import { button, element } from "../dom.js";
import { withParameters } from "./address.js";

export class Share {
  #dialog = element("dialog", "dmz-share");

  constructor() {
    document.body.append(this.#dialog);
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
  }

  /** @param {HTMLElement} opener The button; it carries the words, and what is behind it. */
  open(opener) {
    const words = opener.dataset;
    const close = button("dmz-close", "×");
    close.setAttribute("aria-label", words.close || "Close");
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.setAttribute("aria-label", opener.textContent || "");
    this.#dialog.replaceChildren(close, ...(words.share === "download" ? files(words) : shared(words)));
    this.#dialog.showModal();
  }
}

/**
 * Link, citation and, where sites may embed the map, the code for it.
 *
 * @param {DOMStringMap} words
 */
function shared(words) {
  const address = location.origin + location.pathname + location.search;
  const embedded = location.pathname + withParameters(location.search, { embed: "true" });
  const title = words.title || document.title;
  const chosen = document.querySelector(".dmz-panel h2")?.textContent;
  const named = chosen ? `${chosen}, ${title}` : title;
  const day = new Intl.DateTimeFormat(words.lang === "ko" ? "ko" : "en-GB", { dateStyle: "long" }).format(new Date());
  const cited = (words.citation || "").replace(/\{(\w+)\}/g, (_, key) => {
    return /** @type {DOMStringMap} */ ({ ...words, title: named, address, date: day })[key] || "";
  });
  const frame = `<iframe src="${location.origin}${embedded}" title="DMZ Map" width="100%" height="640" style="border:0" loading="lazy"></iframe>`;
  return [
    ...copied(words.link, address, words),
    ...copied(words.cite, cited, words),
    ...(words.embed ? copied(words.embed, frame, words) : []),
  ];
}

/**
 * A text with a button that copies it.
 *
 * @param {string | undefined} name
 * @param {string} text
 * @param {DOMStringMap} words
 */
function copied(name, text, words) {
  const head = element("h2", "", name);
  const copy = button("dmz-copy", words.copy);
  copy.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(text);
    copy.textContent = words.copied || "";
  });
  const code = element("code", "", text);
  return [head, code, copy];
}

/**
 * The files of the incidents that the address's filters leave.
 *
 * @param {DOMStringMap} words
 */
function files(words) {
  const list = element("ul", "dmz-files");
  for (const [ending, name] of Object.entries(JSON.parse(words.files || "{}"))) {
    const link = element("a", "", name);
    link.href = `./download/incidents.${ending}${location.search}`;
    link.download = "";
    const item = element("li");
    item.append(link);
    list.append(item);
  }
  return [element("h2", "", words.what), list, element("p", "dmz-note", words.note)];
}
