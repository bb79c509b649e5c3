/* Incidents in the order of time: positions in drawing order, newest first. */

export class TimeOrder {
  /** @param {Int32Array} first First day of each incident. */
  constructor(first) {
    const n = first.length;
    const keys = new Float64Array(n); // day and position in one number: typed arrays sort fast
    for (let i = 0; i < n; i += 1) keys[i] = first[i] * 2 ** 24 + i;
    keys.sort();
    /** Newest first. */
    this.positions = new Uint32Array(n);
    for (let k = 0; k < n; k += 1) {
      const key = keys[n - 1 - k];
      this.positions[k] = key - Math.floor(key / 2 ** 24) * 2 ** 24;
    }
  }

  /**
   * Return the positions that match, newest first.
   *
   * @param {{all: Uint8Array, count: number}} matching
   */
  matching({ all, count }) {
    const found = new Uint32Array(count);
    let k = 0;
    for (const i of this.positions) {
      if (all[i]) {
        found[k] = i;
        k += 1;
      }
    }
    return found;
  }
}
