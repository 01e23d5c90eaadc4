"use strict";
// Geometry: a polygon is a list of rings; a ring or line is made of arcs, which neighbours share, and knows its edges;
// all in the square into which Web Mercator turns the world: 0 to 1 from west to east, 0 to 1 from north to south.

briefmap.across = (lon) => lon / 360 + 0.5;
briefmap.down = (lat) => {
  const sine = Math.sin((Math.min(Math.max(lat, -85.0511), 85.0511) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
};

briefmap.edges = () => ({ west: Infinity, north: Infinity, east: -Infinity, south: -Infinity });

// Points `from` to `to` of many, each an x and a y.
briefmap.arc = (points, from, to) => {
  const arc = { points, from, to, key: "", pixels: [], ...briefmap.edges() };
  for (let at = from; at < to; at += 2) {
    const x = points[at];
    const y = points[at + 1];
    if (x < arc.west) arc.west = x;
    if (x > arc.east) arc.east = x;
    if (y < arc.north) arc.north = y;
    if (y > arc.south) arc.south = y;
  }
  return arc;
};

// `back` says of each arc whether it runs the other way here.
briefmap.line = (arcs, back) => {
  const line = { arcs, back, turned: false, ...briefmap.edges() };
  for (const { west, north, east, south } of arcs) {
    line.west = Math.min(line.west, west);
    line.north = Math.min(line.north, north);
    line.east = Math.max(line.east, east);
    line.south = Math.max(line.south, south);
  }
  return line;
};

// A line of its own, of pairs of longitude and latitude.
briefmap.projected = (pairs) => {
  const points = Float64Array.from(pairs.flatMap(([lon, lat]) => [briefmap.across(lon), briefmap.down(lat)]));
  return briefmap.line([briefmap.arc(points, 0, points.length)], [false]);
};

// Reads quantised TopoJSON whose arcs are plain rows of steps: the polygons of each country by its id, and the arcs.
briefmap.decode = ({ transform, arcs: rows, objects }) => {
  const [kx, ky] = transform.scale;
  const [tx, ty] = transform.translate;
  const points = new Float64Array(rows.reduce((sum, row) => sum + row.length, 0));
  let end = 0;
  const arcs = rows.map((row) => {
    const from = end;
    let x = 0;
    let y = 0;
    for (let at = 0; at < row.length; at += 2) {
      x += row[at];
      y += row[at + 1];
      points[end++] = briefmap.across(x * kx + tx);
      points[end++] = briefmap.down(y * ky + ty);
    }
    return briefmap.arc(points, from, end);
  });
  const ring = (indices) => briefmap.line(indices.map((index) => arcs[index < 0 ? ~index : index]), indices.map((index) => index < 0));
  const shapes = new Map();
  for (const { type, id, arcs: parts } of objects.countries.geometries) {
    const polygons = type === "Polygon" ? [parts] : parts;
    shapes.set(id, { polygons: polygons.map((rings) => rings.map(ring)), arcs: polygons.flat(2) });
  }
  return { shapes, arcs };
};

// The outer line of several countries together: the arcs that only one of them has.
briefmap.outline = (world, ids) => {
  const uses = new Map();
  for (const id of ids)
    for (const index of world.shapes.get(id).arcs) {
      const arc = index < 0 ? ~index : index;
      uses.set(arc, (uses.get(arc) || 0) + 1);
    }
  return [...uses].filter(([, count]) => count === 1).map(([arc]) => briefmap.line([world.arcs[arc]], [false]));
};

// The polygons of a GeoJSON geometry.
briefmap.polygons = (geometry) => {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) => rings.map(briefmap.projected));
};

// Edges in degrees.
briefmap.box = ({ west, east, north, south }) => {
  const lat = (y) => (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
  return { south: lat(south), north: lat(north), west: (west - 0.5) * 360, east: (east - 0.5) * 360 };
};

// What a reader would call the country: its largest part, and the parts that are not small beside it.
// A far island or a sliver beyond the antimeridian does not pull the view towards it.
briefmap.mainBoxes = (polygons) => {
  const boxes = polygons.map(([outer]) => briefmap.box(outer));
  const sizes = boxes.map((box) => (box.east - box.west) * (box.north - box.south));
  const least = Math.max(...sizes) / 5;
  return boxes.filter((_, index) => sizes[index] >= least);
};

// The longitude at which the world is cut open: -180, unless what is shown lies closer together across the antimeridian.
briefmap.cut = (boxes) => {
  const sorted = boxes.slice().sort((a, b) => a.west - b.west);
  let reach = -Infinity;
  let gap = { width: 0, middle: 0 };
  for (const box of sorted) {
    if (box.west - reach > gap.width && reach > -Infinity)
      gap = { width: box.west - reach, middle: (box.west + reach) / 2 };
    reach = Math.max(reach, box.east);
  }
  const around = 360 - (reach - (sorted.length ? sorted[0].west : 0));
  return gap.width > around + 30 ? gap.middle : -180;
};

// What lies west of the cut is moved once around the world, a line or ring as a whole: by how many degrees.
briefmap.turn = (west, east, cut) => ((west + east) / 2 < cut ? 360 : 0);

briefmap.turnedLine = (line) => ({ ...line, turned: true, west: line.west + 1, east: line.east + 1 });

briefmap.shift = (line, cut) => (briefmap.turn((line.west - 0.5) * 360, (line.east - 0.5) * 360, cut) ? briefmap.turnedLine(line) : line);

briefmap.shiftAll = (polygons, cut) =>
  polygons.map((rings) => (briefmap.shift(rings[0], cut) === rings[0] ? rings : rings.map(briefmap.turnedLine)));
