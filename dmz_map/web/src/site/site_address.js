/* The address of a published page: it owns all parameters itself. A page from a disk may change
 * nothing but what follows the "#", so there they stand. */

export class SiteAddress {
  /** @type {(() => void) | undefined} Called when what is filtered has changed. */ filtered;
  /** @type {((claim: string) => void) | undefined} Called to read a passage in its document. */ read;

  /** @param {(incident: string | null) => void} moved Called when the browser went back or on. */
  constructor(moved) {
    this.parameters = asked();
    addEventListener("popstate", () => {
      this.parameters = asked();
      this.filtered?.();
      moved(this.incident);
    });
  }

  get incident() {
    return this.get("incident");
  }

  /** The step of a story that is shown, such as "panmunjom-1976.2". */
  get story() {
    return this.get("story");
  }

  /**
   * Write the step of a story, or that none is told, without a chosen incident.
   *
   * @param {string | null} story
   * @param {boolean} replace Whether it takes the place of the one before in the history.
   */
  tell(story, replace) {
    this.set({ story, incident: null }, replace);
  }

  /** @param {string} name */
  get(name) {
    return this.parameters.get(name);
  }

  /**
   * Write the chosen incident.
   *
   * @param {string | null} id
   * @param {boolean} [replace] Whether it takes the place of the one before in the history.
   */
  choose(id, replace = false) {
    if (id !== this.incident) this.set({ incident: id }, replace);
  }

  /**
   * Change parameters, and what they filter.
   *
   * @param {Record<string, string | null>} changes
   */
  go(changes) {
    if (changes.passage) this.read?.(changes.passage);
    else {
      this.set(changes, true);
      this.filtered?.();
    }
  }

  /** Nobody else has to be told. */
  run() {}

  /**
   * @param {Record<string, string | null>} changes
   * @param {boolean} replace
   */
  set(changes, replace) {
    for (const [name, value] of Object.entries(changes)) {
      if (value) this.parameters.set(name, value);
      else this.parameters.delete(name);
    }
    const text = this.parameters.toString().replaceAll("%2C", ",");
    try {
      write(replace, text ? `?${text}` : location.pathname);
    } catch {
      write(replace, `#${text}`);
    }
  }
}

/**
 * @param {boolean} replace
 * @param {string} address
 */
function write(replace, address) {
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

function asked() {
  return new URLSearchParams(location.search || location.hash.replace(/^#/, ""));
}
