"use strict";
// Areas and lines as the map draws them. Leaflet's own make an object of every point, clip and simplify it each time;
// these go straight from the projected points to what the browser draws, and all countries are one path.

briefmap.Shape = L.Path.extend({
  // Lines, or rings, which are closed.
  initialize(lines, options) {
    this._lines = lines;
    L.setOptions(this, options);
  },

  // In degrees, as Leaflet asks any layer for them.
  getBounds() {
    const boxes = this._lines.map(briefmap.box);
    return L.latLngBounds(boxes.flatMap(({ south, north, west, east }) => [[south, west], [north, east]]));
  },

  _project() {},

  _updateBounds() {},

  _update() {
    if (this._map) this._renderer._setPath(this, briefmap.trace(this._lines, this._map, this._renderer._bounds, this.options.closed));
  },
});

briefmap.area = (polygons, options) => new briefmap.Shape(polygons.flat(), { fill: true, closed: true, ...options });

briefmap.lines = (lines, options) => new briefmap.Shape(lines, { fill: false, ...options });

// The path of those lines that come near what is shown.
briefmap.trace = (lines, map, { min, max }, closed) => {
  const scale = 256 * 2 ** map.getZoom();
  const { x: left, y: top } = map.getPixelOrigin();
  let path = "";
  for (const { arcs, back, turned, west, east, north, south } of lines) {
    if (west * scale - left > max.x || east * scale - left < min.x) continue;
    if (north * scale - top > max.y || south * scale - top < min.y) continue;
    const aside = turned ? Math.round(scale) : 0;
    let pen = "M";
    for (let which = 0; which < arcs.length; which++) {
      const pixels = briefmap.pixels(arcs[which], scale, left, top);
      const step = back[which] ? -2 : 2;
      // An arc begins where the one before it ended.
      let at = (back[which] ? pixels.length - 2 : 0) + (which ? step : 0);
      for (; at >= 0 && at < pixels.length; at += step) {
        path += `${pen}${pixels[at] + aside} ${pixels[at + 1]}`;
        pen = "L";
      }
    }
    if (closed) path += "z";
  }
  return path || "M0 0";
};

// An arc in whole pixels. Points closer together than can be told apart are left out, but not where the whole is small.
briefmap.pixels = (arc, scale, left, top) => {
  const key = `${scale} ${left} ${top}`;
  if (arc.key === key) return arc.pixels;
  const { points, from, to, west, east, north, south } = arc;
  const near = Math.max(east - west, south - north) * scale > 12 ? 2 : 1;
  const pixels = [];
  let x = NaN;
  let y = NaN;
  for (let at = from; at < to; at += 2) {
    const across = Math.round(points[at] * scale - left);
    const down = Math.round(points[at + 1] * scale - top);
    if (Math.abs(across - x) + Math.abs(down - y) < near && at < to - 2) continue;
    pixels.push((x = across), (y = down));
  }
  arc.key = key;
  arc.pixels = pixels;
  return pixels;
};
