/* A packed file: "DMZI", version, number of incidents, 0 (three uint32, little-endian), then the
 * columns that the layout names, each split into byte planes, the lowest byte first. */

const MAGIC = 0x444d5a49; // "DMZI", big-endian
const HEADER = 16; // bytes
const BLOCK = 1024; // values; short calls of one function, so that the browser compiles it early
const TYPES = { int32: Int32Array, uint32: Uint32Array, uint16: Uint16Array };

/** @typedef {Int32Array | Uint32Array | Uint16Array} Column */

export class PackedFile {
  /** @type {Map<string, {planes: Uint8Array[], layout: ColumnLayout}>} */
  #packed = new Map();
  /** @type {Map<string, Column>} */
  #columns = new Map();

  /**
   * @param {ArrayBuffer} buffer
   * @param {number} version The layout's version, which the file must have.
   * @param {ColumnLayout[]} columns The layout's columns, in the file's order.
   */
  constructor(buffer, version, columns) {
    const header = new DataView(buffer);
    if (buffer.byteLength < HEADER || header.getUint32(0) !== MAGIC) throw new Error("this is not an incident file");
    if (header.getUint32(4, true) !== version) throw new Error("this incident file has another version");
    /** Number of incidents. */
    this.n = header.getUint32(8, true);
    let offset = HEADER;
    for (const layout of columns) {
      const width = TYPES[layout.type].BYTES_PER_ELEMENT;
      if (offset + width * this.n > buffer.byteLength) throw new Error("this incident file is too short");
      // A copy of its own: the file is not kept once its columns are unpacked.
      const bytes = buffer.slice(offset, offset + width * this.n);
      const planes = Array.from({ length: width }, (_, p) => new Uint8Array(bytes, p * this.n, this.n));
      this.#packed.set(layout.name, { planes, layout });
      offset += width * this.n;
    }
    if (offset !== buffer.byteLength) throw new Error("this incident file is too long");
  }

  /**
   * Return the values of a column; they are unpacked when they are first asked for.
   *
   * @param {string} name
   * @returns {Column}
   */
  column(name) {
    const known = this.#columns.get(name);
    if (known) return known;
    const packed = this.#packed.get(name);
    if (!packed) throw new Error(`this incident file has no column "${name}"`);
    const values = unpack(packed.planes, packed.layout, this.n);
    this.#columns.set(name, values);
    this.#packed.delete(name);
    return values;
  }
}

/**
 * @param {Uint8Array[]} planes
 * @param {ColumnLayout} layout
 * @param {number} n
 */
function unpack(planes, { type, coding, name }, n) {
  const out = new TYPES[type](n);
  if (coding === "delta" && out instanceof Int32Array) {
    for (let start = 0, last = 0; start < n; start += BLOCK) {
      last = unpackDeltas(planes, out, start, Math.min(n, start + BLOCK), last);
    }
  } else if (coding === "plain") {
    const unpackPlain = planes.length === 2 ? unpackShort : unpackWord;
    for (let start = 0; start < n; start += BLOCK) unpackPlain(planes, out, start, Math.min(n, start + BLOCK));
  } else throw new Error(`column "${name}" has an unknown coding`);
  return out;
}

/**
 * Values of 32 bits as zigzag differences to the value before.
 *
 * @param {Uint8Array[]} planes
 * @param {Int32Array} out
 * @param {number} start
 * @param {number} end
 * @param {number} last The value before `start`.
 */
function unpackDeltas([p0, p1, p2, p3], out, start, end, last) {
  let value = last;
  for (let i = start; i < end; i += 1) {
    const step = p0[i] | (p1[i] << 8) | (p2[i] << 16) | (p3[i] << 24);
    value = (value + ((step >>> 1) ^ -(step & 1))) | 0;
    out[i] = value;
  }
  return value;
}

/**
 * @param {Uint8Array[]} planes
 * @param {Column} out
 * @param {number} start
 * @param {number} end
 */
function unpackWord([p0, p1, p2, p3], out, start, end) {
  for (let i = start; i < end; i += 1) out[i] = p0[i] | (p1[i] << 8) | (p2[i] << 16) | (p3[i] << 24);
}

/**
 * @param {Uint8Array[]} planes
 * @param {Column} out
 * @param {number} start
 * @param {number} end
 */
function unpackShort([p0, p1], out, start, end) {
  for (let i = start; i < end; i += 1) out[i] = p0[i] | (p1[i] << 8);
}
