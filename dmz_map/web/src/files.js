/* The files of a map: fetched once by address, or inlined in a page that stands alone. */

/**
 * Return the bytes of a base64 string.
 *
 * @param {string} base64
 */
export function bytes(base64) {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

/**
 * Return the value of a base64 string that holds UTF-8 JSON.
 *
 * @param {string} base64
 */
export function decode(base64) {
  return JSON.parse(new TextDecoder().decode(bytes(base64)));
}

class Files {
  /** Files as base64 by name, where the page has them inside. @type {Record<string, string>} */
  inlined = {};
  /** @type {Map<string, Promise<any>>} */
  #fetched = new Map();

  /**
   * Return JSON from an address; one that several layers name is fetched once.
   *
   * @param {string} source
   * @returns {Promise<any>}
   */
  json(source) {
    const known = this.#fetched.get(source);
    if (known) return known;
    const coming = this.buffer(source).then((body) => JSON.parse(new TextDecoder().decode(body)));
    this.#fetched.set(source, coming);
    coming.catch(() => this.#fetched.delete(source));
    return coming;
  }

  /**
   * Return the bytes of a file; what the page has inside is not fetched.
   *
   * @param {string} source
   * @returns {Promise<ArrayBuffer>}
   */
  async buffer(source) {
    const name = source.replace(/^.*\//, "");
    if (this.inlined[name] !== undefined) return bytes(this.inlined[name]).buffer;
    const answer = await fetch(source);
    if (!answer.ok) throw new Error(`${name}: the server answered ${answer.status}`);
    return answer.arrayBuffer();
  }
}

export const files = new Files();
