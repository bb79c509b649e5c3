/* What dots do without: radius, last day and kilometres of each incident. */

import { files } from "./files.js";
import { PackedFile } from "./packed_file.js";

/**
 * @typedef {object} Extents In units of the packed layout.
 * @property {Uint16Array} radius
 * @property {Int32Array} last
 * @property {Uint16Array} km
 * @property {Uint16Array} km_uncertainty
 */

/**
 * Fetch the extents of a layer whose description has come.
 *
 * @param {import("./incident_layer.js").IncidentLayer} layer
 */
export async function loadExtents(layer) {
  const buffer = await files.buffer(layer.sources.extents);
  const { version, extents } = layer.meta.layout;
  const file = new PackedFile(buffer, version, extents);
  const columns = Object.fromEntries(extents.map(({ name }) => [name, file.column(name)]));
  layer.extents = /** @type {Extents} */ (/** @type {unknown} */ (columns));
}
