/* The page's title: the app sets its own at each run; the page has that of the chosen incident. */

const ENDING = " · DMZ Map";

export class PageTitle {
  #own = document.title;

  /** @param {() => string | null} chosen Title of the chosen incident; null where none is shown. */
  constructor(chosen) {
    this.chosen = chosen;
    new MutationObserver(() => this.chosen() && this.set()).observe(document.head, { childList: true, subtree: true });
  }

  set() {
    const title = this.chosen();
    if (!title) {
      if (document.title.endsWith(ENDING)) document.title = this.#own;
    } else if (document.title !== title + ENDING) {
      if (!document.title.endsWith(ENDING)) this.#own = document.title;
      document.title = title + ENDING;
    }
  }
}
