/* Where the map is on the page: the style sheet sets map and column by it. */

export class Place {
  #top = -1;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    new ResizeObserver(() => this.#measure()).observe(document.body);
    new MutationObserver(() => this.#measure()).observe(document.body, { childList: true, subtree: true });
  }

  #measure() {
    const map = document.querySelector(".st-key-map-place");
    if (!map) return;
    const top = Math.round(map.getBoundingClientRect().top + this.#scrolled(map));
    if (top === this.#top || top < 0) return;
    this.#top = top;
    this.root.style.setProperty("--map-top", `${top}px`);
  }

  /** @param {Element} map */
  #scrolled(map) {
    return map.closest('[data-testid="stMain"]')?.scrollTop || 0;
  }
}
