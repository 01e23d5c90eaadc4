"use strict";
// Areas and lines as the map draws them. Leaflet's own make an object of every point, clip and simplify it each time;
// these go straight from the projected points to what the browser draws, and all countries are one path.

briefmap.Shape = L.Path.extend({
  // Lines, or rings, which are closed.
  initialize(lines, options) {
    this._lines = lines;
    L.setOptions(this, options);
  },

  _project() {},

  _updateBounds() {},

  _update() {
    if (this._map) this._renderer._setPath(this, briefmap.trace(this._lines, this._map, this._renderer._bounds, this.options.closed));
  },
});

briefmap.area = (polygons, options) => new briefmap.Shape(polygons.flat(), { fill: true, closed: true, ...options });

briefmap.lines = (lines, options) => new briefmap.Shape(lines, { fill: false, ...options });

// The path, in whole pixels, of those lines that come near what is shown.
briefmap.trace = (lines, map, { min, max }, closed) => {
  const scale = 256 * 2 ** map.getZoom();
  const { x: left, y: top } = map.getPixelOrigin();
  let path = "";
  for (const { points, west, east, north, south } of lines) {
    if (west * scale - left > max.x || east * scale - left < min.x) continue;
    if (north * scale - top > max.y || south * scale - top < min.y) continue;
    // Points closer together than can be told apart are left out, but not where the whole is small.
    const near = Math.max(east - west, south - north) * scale > 12 ? 2 : 1;
    let [x, y] = [NaN, NaN];
    for (let at = 0; at < points.length; at += 2) {
      const across = Math.round(points[at] * scale - left);
      const down = Math.round(points[at + 1] * scale - top);
      if (Math.abs(across - x) + Math.abs(down - y) < near && at < points.length - 2) continue;
      path += `${at ? "L" : "M"}${across} ${down}`;
      [x, y] = [across, down];
    }
    if (closed) path += "z";
  }
  return path || "M0 0";
};
