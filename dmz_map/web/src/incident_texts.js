/* The texts of incidents: fetched chunk by chunk, when one of their incidents is asked for. */

import { files } from "./files.js";

export class IncidentTexts {
  /** @type {Map<number, Promise<TextRecord[]> | TextRecord[]>} */
  #chunks = new Map();

  /**
   * @param {Meta} meta
   * @param {string} base Address from which the chunks' own is told.
   */
  constructor(meta, base) {
    this.meta = meta;
    this.base = base;
  }

  /**
   * Fetch a chunk, once.
   *
   * @param {number} k
   * @returns {Promise<TextRecord[]>}
   */
  chunk(k) {
    const known = this.#chunks.get(k);
    if (known) return Promise.resolve(known);
    const coming = files.json(this.#address(k)).then((records) => {
      this.#chunks.set(k, records);
      return records;
    });
    coming.catch(() => this.#chunks.delete(k));
    this.#chunks.set(k, coming);
    return coming;
  }

  /** @param {number} k */
  #address(k) {
    const inside = `texts-${k}.json`;
    if (files.isHere(inside)) return inside;
    return new URL(this.meta.texts.replace("{k}", String(k)), new URL(this.base, document.baseURI)).href;
  }

  /**
   * Return where an incident is, as one of the published files says it; undefined without them.
   *
   * @param {string} id
   * @returns {Promise<number | undefined>}
   */
  async position(id) {
    const { id_files: count = 0 } = this.meta;
    if (!count) return undefined;
    const positions = await files.json(`ids-${hash(id) % count}.json`);
    return Object.hasOwn(positions, id) ? positions[id] : undefined;
  }

  /**
   * Return an incident's text if it has come.
   *
   * @param {number} i
   * @returns {TextRecord | null}
   */
  known(i) {
    const records = this.#chunks.get(Math.floor(i / this.meta.chunk));
    return Array.isArray(records) ? records[i % this.meta.chunk] : null;
  }

  /**
   * Return an incident's text, fetched if need be.
   *
   * @param {number} i
   */
  async text(i) {
    const records = await this.chunk(Math.floor(i / this.meta.chunk));
    return records[i % this.meta.chunk];
  }

  /**
   * Fetch the texts that will be asked for; a failure shows when they are.
   *
   * @param {number[]} incidents
   */
  prefetch(incidents) {
    for (const i of incidents) this.text(i).catch(() => {});
  }
}

/**
 * FNV-1a, 32 bits, of a text's UTF-8; `publish/static_texts.py` reckons the same.
 *
 * @param {string} text
 */
export function hash(text) {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) found = Math.imul(found ^ byte, 0x01000193);
  return found >>> 0;
}
