/* Too many incidents for marks: one dot for each cell of DOT pixels, on the ground's sheet.
 *
 * The dots are a picture of their own that the sheet puts on top of its shapes, so that a layer
 * that is switched does not draw a million dots again, and a browser keeps one canvas, not two.
 */
(function () {
  "use strict";
  const { DMZ } = window;
  const DOT = 3;    // a dot's cell, in page pixels
  const REACH = 7;  // pixels around a click within which dots are hit
  const BLOCK = 1024;

  class Dots {
    constructor(layer) {
      this.layer = layer;
      this.picture = document.createElement("canvas");
      this.key = "";
    }

    /** Put the dots on a sheet; they are drawn anew when filter, theme or view have changed. */
    paint(ink, view) {
      const { layer } = this;
      const key = [layer.sifted, layer.dmz.theme, view.scale, view.x, view.y, view.width, view.height].join();
      if (key !== this.key) { this.key = key; this.place = this.draw(view); }
      if (this.place) ink.drawImage(this.picture, this.place[0], this.place[1]);
    }

    /** Draw the picture, no larger than what it shows; return where it stands, if anywhere. */
    draw({ scale, x: ox, y: oy, width, height, ratio }) {
      const { layer } = this;
      const dot = Math.round(DOT * ratio);
      const seen = [];  // blocks in view, and the part of the sheet on which they lie
      const part = [width, height, 0, 0];
      layer.blocks.forEach((box, b) => {
        const [x0, y0, x1, y1] = [box[0] * scale + ox, box[1] * scale + oy, box[2] * scale + ox, box[3] * scale + oy];
        if (!(x1 >= 0 && y1 >= 0 && x0 < width && y0 < height)) return;
        seen.push(b);
        part[0] = Math.min(part[0], x0); part[1] = Math.min(part[1], y0);
        part[2] = Math.max(part[2], x1); part[3] = Math.max(part[3], y1);
      });
      if (!seen.length) return null;
      const left = Math.max(Math.floor(part[0]) - dot, 0);
      const top = Math.max(Math.floor(part[1]) - dot, 0);
      const w = Math.min(Math.ceil(part[2]) + dot, width) - left;
      const h = Math.min(Math.ceil(part[3]) + dot, height) - top;
      const image = new ImageData(w, h);
      const columns = Math.ceil(w / dot) + 1;
      const sheet = {
        width: w, height: h, scale, ox: ox - left, oy: oy - top, dot, columns,
        taken: new Uint8Array(columns * (Math.ceil(h / dot) + 1)),
        pixels: new Uint32Array(image.data.buffer),
        tones: Uint32Array.from(layer.meta.groups, (group) => rgba(layer.dmz.tone(group))),
      };
      for (const b of seen) stamp(layer, sheet, b * BLOCK, Math.min(layer.n, (b + 1) * BLOCK));
      [this.picture.width, this.picture.height] = [w, h];
      this.picture.getContext("2d").putImageData(image, 0, 0);
      return [left, top];
    }

    /** Incidents within a few pixels of a layer point, nearest first. */
    near(point) {
      const { layer } = this;
      if (!layer.keep) return [];
      const map = layer._map;
      const scale = 256 * 2 ** map.getZoom();
      const at = map.getPixelOrigin().add(point);
      const { origin } = DMZ.world;
      const [cx, cy, reach] = [at.x / scale - origin.x, at.y / scale - origin.y, REACH / scale];
      const found = [];
      layer.blocks.forEach((box, b) => {
        if (box[2] < cx - reach || box[0] > cx + reach || box[3] < cy - reach || box[1] > cy + reach) return;
        for (let i = b * BLOCK, end = Math.min(layer.n, (b + 1) * BLOCK); i < end; i += 1) {
          const d = layer.keep[i] ? Math.hypot(layer.x[i] - cx, layer.y[i] - cy) : Infinity;
          if (d <= reach) found.push([d, i]);
        }
      });
      return found.sort((a, b) => a[0] - b[0]).map((f) => f[1]);
    }
  }

  /** Draw one block: a square for the first incident of each cell. */
  function stamp({ x, y, keep, facts }, sheet, start, end) {
    const { width, height, scale, ox, oy, dot, columns, taken, pixels, tones } = sheet;
    const half = dot >> 1;
    for (let i = start; i < end; i += 1) {
      if (!keep[i]) continue;
      const px = x[i] * scale + ox;
      const py = y[i] * scale + oy;
      if (!(px >= 0 && py >= 0 && px < width && py < height)) continue;
      const cell = ((py / dot) | 0) * columns + ((px / dot) | 0);
      if (taken[cell]) continue;
      taken[cell] = 1;
      const tone = tones[(facts[i] >>> 17) & 15];
      const left = Math.max((px | 0) - half, 0);
      const right = Math.min((px | 0) - half + dot, width);
      const bottom = Math.min((py | 0) - half + dot, height);
      for (let row = Math.max((py | 0) - half, 0); row < bottom; row += 1) {
        for (let k = row * width + left, stop = row * width + right; k < stop; k += 1) pixels[k] = tone;
      }
    }
  }

  function rgba(hex) {
    const v = parseInt(hex.slice(1), 16);
    return (0xe6000000 | ((v & 255) << 16) | (v & 0xff00) | (v >> 16)) >>> 0;
  }

  DMZ.Dots = Dots;
})();
