/* Sharing a view: its link, how to cite it, and how to embed it. */

import { button, element } from "../dom.js";
import { withParameters } from "./address.js";

export class Share {
  #dialog = element("dialog", "dmz-share");

  constructor() {
    document.body.append(this.#dialog);
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
  }

  /** @param {HTMLElement} opener The button; it carries the words and the version of the data. */
  open(opener) {
    const words = opener.dataset;
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
    const close = button("dmz-close", "×");
    close.setAttribute("aria-label", words.close || "Close");
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.setAttribute("aria-label", opener.textContent || "");
    this.#dialog.replaceChildren(
      close,
      ...this.#field(words.link, address, words),
      ...this.#field(words.cite, cited, words),
      ...(words.embed ? this.#field(words.embed, frame, words) : []),
    );
    this.#dialog.showModal();
  }

  /**
   * @param {string | undefined} name
   * @param {string} text
   * @param {DOMStringMap} words
   */
  #field(name, text, words) {
    const head = element("h2", "", name);
    const copy = button("dmz-copy", words.copy);
    copy.addEventListener("click", async () => {
      await navigator.clipboard?.writeText(text);
      copy.textContent = words.copied || "";
    });
    const code = element("code", "", text);
    return [head, code, copy];
  }
}
