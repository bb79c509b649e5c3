/* Paper is white: what is printed has the colours of the light theme. */

/**
 * Show the light theme while the window is printed.
 *
 * @param {() => string | undefined} theme Returns the theme of now.
 * @param {(theme: string) => void} show Shows a theme, at once: no frame begins before the printing.
 */
export function printLight(theme, show) {
  addEventListener("beforeprint", () => {
    if (theme() !== "dark") return;
    show("light");
    addEventListener("afterprint", () => show("dark"), { once: true });
  });
}

/**
 * Have all canvases drawn by now: Chromium prints one blank that it has still to draw, and reading draws it.
 *
 * @param {HTMLElement} container
 */
export function finishDrawing(container) {
  for (const canvas of container.querySelectorAll("canvas"))
    if (canvas.width && canvas.height) canvas.getContext("2d")?.getImageData(0, 0, 1, 1);
}
