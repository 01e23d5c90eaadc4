"use strict";
// Geometry: a polygon is a list of rings; a ring or line holds its points one after the other, and its edges, all in the
// square into which Web Mercator turns the world: 0 to 1 from west to east, 0 to 1 from north to south.

briefmap.across = (lon) => lon / 360 + 0.5;
briefmap.down = (lat) => {
  const sine = Math.sin((Math.min(Math.max(lat, -85.0511), 85.0511) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
};

briefmap.line = (points) => {
  const line = { points, west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [points[at], points[at + 1]];
    if (x < line.west) line.west = x;
    if (x > line.east) line.east = x;
    if (y < line.north) line.north = y;
    if (y > line.south) line.south = y;
  }
  return line;
};

// Of pairs of longitude and latitude.
briefmap.projected = (pairs) => {
  const points = new Float64Array(2 * pairs.length);
  pairs.forEach(([lon, lat], at) => {
    points[2 * at] = briefmap.across(lon);
    points[2 * at + 1] = briefmap.down(lat);
  });
  return briefmap.line(points);
};

// Reads TopoJSON (quantised): the polygons of each country by its id, and the arcs that bound it.
briefmap.decode = (topology) => {
  const [kx, ky] = topology.transform.scale;
  const [tx, ty] = topology.transform.translate;
  const arcs = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    const points = new Float64Array(2 * arc.length);
    for (let at = 0; at < arc.length; at++) {
      points[2 * at] = briefmap.across((x += arc[at][0]) * kx + tx);
      points[2 * at + 1] = briefmap.down((y += arc[at][1]) * ky + ty);
    }
    return briefmap.line(points);
  });
  const ring = (indices) => {
    if (indices.length === 1 && indices[0] >= 0) return arcs[indices[0]];
    const parts = indices.map((index) => arcs[index < 0 ? ~index : index].points);
    // An arc begins where the one before it ended.
    const points = new Float64Array(2 + parts.reduce((sum, part) => sum + part.length - 2, 0));
    let end = 0;
    parts.forEach((part, which) => {
      if (indices[which] >= 0) points.set(part, end);
      else
        for (let at = 0, last = part.length - 2; at <= last; at += 2) {
          points[end + at] = part[last - at];
          points[end + at + 1] = part[last - at + 1];
        }
      end += part.length - 2;
    });
    return briefmap.line(points);
  };
  const shapes = new Map();
  for (const object of Object.values(topology.objects)) {
    for (const geometry of object.geometries || [object]) {
      if (!geometry.type || !geometry.type.endsWith("Polygon")) continue;
      const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
      const shape = shapes.get(geometry.id) || { polygons: [], arcs: [] };
      shape.polygons.push(...polygons.map((rings) => rings.map(ring)));
      shape.arcs.push(...polygons.flat(2));
      shapes.set(geometry.id, shape);
    }
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
  return [...uses].filter(([, count]) => count === 1).map(([arc]) => world.arcs[arc]);
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

briefmap.shift = (line, cut) => {
  if (!briefmap.turn((line.west - 0.5) * 360, (line.east - 0.5) * 360, cut)) return line;
  return briefmap.line(line.points.map((value, at) => (at % 2 ? value : value + 1)));
};

briefmap.shiftAll = (polygons, cut) =>
  polygons.map(([outer, ...holes]) => {
    const moved = briefmap.shift(outer, cut);
    return [moved, ...(moved === outer ? holes : holes.map((hole) => briefmap.shift(hole, Infinity)))];
  });
