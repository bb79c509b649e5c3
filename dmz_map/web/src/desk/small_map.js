const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [150, 56];

/** The line with the point of a candidate. @param {[number, number][]} line @param {[number, number]} point */
export function smallMap(line, point) {
  const west = Math.min(...line.map(([lon]) => lon), point[0]) - 0.1;
  const east = Math.max(...line.map(([lon]) => lon), point[0]) + 0.1;
  const north = Math.max(...line.map(([, lat]) => lat), point[1]) + 0.1;
  const scale = WIDTH / (east - west);
  const x = (/** @type {number} */ lon) => ((lon - west) * scale).toFixed(1);
  const y = (/** @type {number} */ lat) => ((north - lat) * scale * 1.27 * (HEIGHT / 118) + 2).toFixed(1);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("class", "desk-map");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "polyline");
  path.setAttribute("points", line.map(([lon, lat]) => `${x(lon)},${y(lat)}`).join(" "));
  const dot = document.createElementNS(SVG, "circle");
  dot.setAttribute("cx", x(point[0]));
  dot.setAttribute("cy", y(point[1]));
  dot.setAttribute("r", "4");
  svg.append(path, dot);
  return svg;
}
