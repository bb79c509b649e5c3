/* The files of a map: fetched once by address, or inlined in a page that stands alone. */

/**
 * Return the bytes of a base64 string.
 *
 * @param {string} base64
 */
export function bytes(base64) {
  const text = atob(base64);
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) out[i] = text.charCodeAt(i);
  return out;
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
  /** Files by name, where the page has them inside: base64, or what JSON means. @type {Record<string, any>} */
  inlined = {};
  /** Where files lie as scripts that call `DMZ.file`: a page from a disk may fetch nothing else. */
  folder = "";
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
    const coming = this.#json(source);
    this.#fetched.set(source, coming);
    coming.catch(() => this.#fetched.delete(source));
    return coming;
  }

  /** @param {string} source */
  async #json(source) {
    const name = source.replace(/^.*\//, "");
    if (this.folder && this.inlined[name] === undefined) await this.#script(name);
    if (typeof this.inlined[name] === "object") return this.inlined[name];
    return JSON.parse(new TextDecoder().decode(await this.buffer(source)));
  }

  /** @param {string} name */
  #script(name) {
    return new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = `${this.folder}${name}.js`;
      script.onload = done;
      script.onerror = () => fail(new Error(`${name} could not be read`));
      document.head.append(script);
    });
  }

  /**
   * Whether a file need not be asked of a server.
   *
   * @param {string} name
   */
  isHere(name) {
    return Boolean(this.folder) || this.inlined[name] !== undefined;
  }

  /**
   * Return the bytes of a file; what the page has inside is not fetched.
   *
   * @param {string} source
   * @returns {Promise<ArrayBuffer>}
   */
  async buffer(source) {
    const name = source.replace(/^.*\//, "");
    if (this.folder && this.inlined[name] === undefined) await this.#script(name);
    if (this.inlined[name] !== undefined) return bytes(this.inlined[name]).buffer;
    const answer = await fetch(source);
    if (!answer.ok) throw new Error(`${name}: the server answered ${answer.status}`);
    return answer.arrayBuffer();
  }
}

export const files = new Files();
