/** Places of a text: Python counts code points, JavaScript UTF-16 units. */
export class Offsets {
  /** UTF-16 places of all characters that take two units, ascending. */
  #pairs;

  /** @param {string} text */
  constructor(text) {
    this.length = text.length;
    /** @type {number[]} */
    const pairs = [];
    for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) pairs.push(match.index);
    this.#pairs = pairs;
  }

  /** @param {number} point the place in code points @returns {number} the place in units */
  units(point) {
    let [low, high] = [0, this.#pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#pairs[middle] - middle < point) low = middle + 1;
      else high = middle;
    }
    return Math.min(point + low, this.length);
  }

  /** @param {number} unit the place in units @returns {number} the place in code points */
  points(unit) {
    let [low, high] = [0, this.#pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#pairs[middle] < unit) low = middle + 1;
      else high = middle;
    }
    return unit - low;
  }
}
