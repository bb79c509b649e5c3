/* The stopwatch that every measured page carries. Times are milliseconds since navigation. */
var bench = {
  /** When the next frame has been painted. */
  painted() {
    return new Promise((done) => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(performance.now());
      channel.port2.postMessage(0);
    }));
  },

  lift: 0,

  begin(map, layer, lift) {
    bench.map = map;
    bench.lift = lift;
    bench.show = (on) => { if (on) map.addLayer(layer); else map.removeLayer(layer); };
  },

  done(now) { bench.drawn = now; },

  /** This project's map: its own state switches it, its own count says that all marks are drawn. */
  own(map, shown, hidden, narrow, count) {
    const dmz = DMZ.of(map);
    const box = map.getContainer();
    bench.map = map;
    bench.show = (on) => dmz.apply(on ? shown : hidden);
    bench.narrow = (on) => dmz.apply(on ? narrow : shown);
    dmz.apply(shown);
    const look = () => {
      if (bench.drawn || !box.dataset.drawn || Number(box.dataset.shown) !== count) return;
      watch.disconnect();
      bench.painted().then(bench.done);
    };
    const watch = new MutationObserver(look);
    watch.observe(box, { attributes: true });
    look(); // all may be drawn already
    bench.complete = 0;
    const rest = () => {
      if (!bench.drawn || !bench.whole()) requestAnimationFrame(rest);
      else bench.painted().then((now) => { bench.complete = now; });
    };
    rest();
  },

  /** Whether this project's map has its ground, its timeline and the names of places too. */
  whole() { return bench.map.getContainer().dataset.ready === "true" && Boolean(document.querySelector(".dmz-timeline-caption")?.textContent && document.querySelector(".dmz-place")); },

  /** Where the known mark stands, and a promise of how long its popup takes. */
  aim() {
    const at = bench.map.latLngToContainerPoint(bench.at);
    const box = bench.map.getContainer().getBoundingClientRect();
    let start;
    window.addEventListener("pointerup", (event) => { start = event.timeStamp; }, { capture: true, once: true });
    const look = () => {
      const content = document.querySelector(".leaflet-popup-content");
      if (start === undefined || !content || !content.textContent.includes(bench.title)) return;
      watch.disconnect();
      bench.painted().then((now) => { bench.popup = now - start; });
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    return [box.left + at.x, box.top + at.y - bench.lift];
  },

  /** The slower of off and on, each until the next frame is painted. */
  async switched(change) {
    let worst = 0;
    for (const on of [change === bench.narrow, change !== bench.narrow]) {
      await bench.painted();
      const start = performance.now();
      change(on);
      worst = Math.max(worst, await bench.painted() - start);
    }
    return worst;
  },

  record() {
    bench.frames = [];
    let last;
    const step = (now) => {
      if (last !== undefined) bench.frames.push(now - last);
      last = now;
      if (bench.frames) bench.recording = requestAnimationFrame(step);
    };
    bench.recording = requestAnimationFrame(step);
  },

  recorded() {
    cancelAnimationFrame(bench.recording);
    return bench.frames;
  },
};
