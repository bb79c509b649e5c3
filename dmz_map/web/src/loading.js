/* How the incidents come: which file waits for which, and what is drawn when. */

import { afterMarks } from "./after_marks.js";
import { Calendar } from "./calendar.js";
import { afterFrame } from "./dom.js";
import { files } from "./files.js";
import { MARKS } from "./incident_layer.js";
import { IncidentTexts } from "./incident_texts.js";
import { Points } from "./points.js";
import { connect } from "./selection.js";

const PATIENCE = 400; // milliseconds for which the base map waits for the incidents
const REST = 50; // milliseconds after the first marks in which the screen shows them and a click comes first
const SMALL = 20000; // incidents up to which extents are fetched at once

/** @typedef {import("./incident_layer.js").IncidentLayer} IncidentLayer */

/**
 * Fetch and draw the incidents of a layer.
 *
 * @param {IncidentLayer} layer
 */
export async function load(layer) {
  const { sources, view } = layer;
  const coming = { meta: files.json(sources.meta), points: files.buffer(sources.points) };
  coming.points.catch(() => {}); // reported where it is awaited
  view.startsAsDots = coming.meta.then(({ count }) => count > MARKS).catch(() => false);
  /** @type {() => void} */
  let seen = () => {};
  view.firstDrawn = new Promise((done) => {
    seen = () => done(undefined);
    setTimeout(seen, PATIENCE);
  });
  afterMarks(view, () => view.key.begin());
  try {
    await begin(layer, await coming.meta, coming.points, seen);
  } finally {
    seen();
  }
  connect(layer);
  if (layer.selection && !layer.side) layer.open(layer.selection[0], { report: false });
}

/**
 * Unpack what has come, and draw it for the first time.
 *
 * @param {IncidentLayer} layer
 * @param {Meta} meta
 * @param {Promise<ArrayBuffer>} coming The points.
 * @param {() => void} seen Called when the incidents are on the screen.
 */
async function begin(layer, meta, coming, seen) {
  const texts = new IncidentTexts(meta, layer.sources.meta);
  Object.assign(layer, { meta, texts, calendar: new Calendar(meta.layout.epoch) });
  const { canvas, styled, worded } = layer.view;
  const few = meta.count <= MARKS;
  if (meta.count <= SMALL) layer.loadExtents().catch(() => {}); // reported where it is awaited
  layer.points = new Points(await coming, meta.layout);
  if (few) await Promise.all([styled, worded, layer.loadExtents()]); // boxes are measured
  layer.applyFilter();
  canvas.flush();
  const chunks = few ? Array.from({ length: Math.ceil(meta.count / meta.chunk) }, (_, k) => texts.chunk(k)) : [];
  for (const chunk of chunks) chunk.catch(() => {}); // reported where it is awaited
  await new Promise((done) => afterFrame(() => afterFrame(() => done(undefined), REST))); // painted by now
  seen();
  if (few) await Promise.all(chunks).then(() => layer.marks.rename()); // now they are known
}
