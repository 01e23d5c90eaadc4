"use strict";
// Geometry: polygons are lists of rings, rings are lists of [latitude, longitude].

// Reads TopoJSON (quantised): the polygons of each country by its id, and the arcs that bound it.
briefmap.decode = (topology) => {
  const [kx, ky] = topology.transform.scale;
  const [tx, ty] = topology.transform.translate;
  const arcs = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => [(y += dy) * ky + ty, (x += dx) * kx + tx]);
  });
  const ring = (indices) => {
    const points = [];
    for (const index of indices) {
      const arc = index < 0 ? arcs[~index].slice().reverse() : arcs[index];
      points.push(...(points.length ? arc.slice(1) : arc));
    }
    return points;
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

briefmap.flip = (geometry) => {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) => rings.map((ring) => ring.map(([x, y]) => [y, x])));
};

briefmap.box = (points) => {
  const box = { south: 90, north: -90, west: 180, east: -180 };
  for (const [lat, lon] of points) {
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
  }
  return box;
};

// What a reader would call the country: its largest part, and the parts that are not small beside it.
// A far island or a sliver beyond the antimeridian does not pull the view towards it.
briefmap.mainBoxes = (polygons) => {
  const boxes = polygons.map((rings) => briefmap.box(rings[0]));
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

// Moves what lies west of the cut once around the world; a line or ring moves as a whole.
briefmap.shift = (points, cut) => {
  const box = briefmap.box(points);
  return (box.west + box.east) / 2 < cut ? points.map(([lat, lon]) => [lat, lon + 360]) : points;
};

briefmap.shiftAll = (polygons, cut) =>
  polygons.map((rings) => {
    const moved = briefmap.shift(rings[0], cut) !== rings[0];
    return moved ? rings.map((ring) => ring.map(([lat, lon]) => [lat, lon + 360])) : rings;
  });
