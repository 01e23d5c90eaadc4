"use strict";
// The map itself, and the three calls that the script written by folium makes: open, add, legend.

// Gives every place its polygons and its point, on the side of the cut where they are drawn.
briefmap.prepare = (world) => {
  const { places } = briefmap.content;
  for (const place of places) {
    Object.assign(place, { entries: [], mentions: [], rivals: [] });
    place.members = (place.members || []).filter((id) => world.shapes.has(id));
    if (place.shape) place.polygons = briefmap.polygons(place.shape);
    else if (place.members.length) place.polygons = place.members.flatMap((id) => world.shapes.get(id).polygons);
    const [lat, lon] = place.at;
    place.boxes = place.polygons ? briefmap.mainBoxes(place.polygons) : [{ south: lat, north: lat, west: lon, east: lon }];
  }
  const cut = briefmap.cut(places.flatMap((place) => place.boxes));
  for (const place of places) {
    if (place.polygons) {
      const lines = place.shape ? place.polygons.flat() : briefmap.outline(world, place.members);
      place.outline = lines.map((line) => briefmap.shift(line, cut));
      place.polygons = briefmap.shiftAll(place.polygons, cut);
    }
    place.bounds = place.boxes.map(({ south, north, west, east }) => {
      const turn = briefmap.turn(west, east, cut);
      return [[south, west + turn], [north, east + turn]];
    });
    place.at = briefmap.turned(place.at, cut);
  }
  briefmap.nest(places);
  return cut;
};

// A region that holds another of the same role steps back: only the innermost are hatched.
briefmap.nest = (places) => {
  const wide = places.filter((place) => place.polygons && briefmap.isWide(place));
  for (const place of wide) {
    const bounds = L.latLngBounds(place.bounds.flat()).pad(0.05);
    const size = briefmap.size(place);
    place.inner = wide.filter(
      (other) =>
        other !== place &&
        briefmap.size(other) < size &&
        bounds.contains(L.latLngBounds(other.bounds.flat())) &&
        other.roles.some(({ role }) => place.roles.some((taken) => taken.role === role)),
    );
  }
};

briefmap.turned = ([lat, lon], cut) => [lat, lon + briefmap.turn(lon, lon, cut)];

briefmap.isWide = (place) => place.kind === "region" || place.kind === "water";

briefmap.size = ({ bounds }) => bounds.reduce((sum, [[s, w], [n, e]]) => sum + (n - s) * (e - w), 0);

briefmap.boundsOf = (places) => L.latLngBounds(places.flatMap((place) => place.bounds).flat());

// Opens on all places; where that would show half the world small, without the few that lie far from the others.
briefmap.fit = (everything = false) => {
  const map = briefmap.leaflet;
  const { places } = briefmap.content;
  const { x, y } = map.getSize();
  const padding = [Math.min(40, x / 14), Math.min(40, y / 14)];
  const zoom = (list) => map.getBoundsZoom(briefmap.boundsOf(list), false, L.point(padding).multiplyBy(2));
  let kept = places;
  if (!places.length) return map.setView([20, 20], 2, { animate: false });
  const whole = zoom(places);
  const spare = everything || whole >= 2.5 ? 0 : Math.min(Math.floor(places.length / 6), 6);
  // Each place that is left out has to be worth it: the others must be seen so much larger.
  let best = 0;
  let left = places;
  for (let out = 1; out <= spare; out++) {
    const edges = briefmap.boundsOf(left).pad(-0.001);
    const without = left
      .filter((place) => !edges.contains(briefmap.boundsOf([place])))
      .map((place) => left.filter((other) => other !== place));
    const zooms = without.map(zoom);
    left = without[zooms.indexOf(Math.max(...zooms))];
    const worth = zoom(left) - whole - 0.4 * out;
    if (worth <= best) continue;
    best = worth;
    kept = left;
  }
  // What was left out is told at the lower edge, which needs room.
  const below = [padding[0], padding[1] + (kept === places ? 0 : 30)];
  return map.fitBounds(briefmap.boundsOf(kept), { paddingTopLeft: padding, paddingBottomRight: below, maxZoom: 5, animate: false });
};

briefmap.open = () => {
  briefmap.content = briefmap.read("briefing");
  briefmap.language = document.documentElement.lang;
  briefmap.layers = [];
  briefmap.dress();
  const world = briefmap.decode(briefmap.read("world"));
  const cut = briefmap.prepare(world);
  briefmap.rest.push(briefmap.article, briefmap.tint);
  const map = L.map("map", {
    attributionControl: false,
    zoomSnap: 0.25,
    zoomDelta: 0.5,
    minZoom: 0,
    maxZoom: 10,
    maxBounds: [[-85, Math.max(cut, -180) - 40], [85, cut + 400]],
    maxBoundsViscosity: 0.8,
    closeOnEscapeKey: false,
    fadeAnimation: !briefmap.calm(),
    zoomAnimation: !briefmap.calm(),
  });
  briefmap.leaflet = map;
  ["land", "regions", "areas", "hatches", "lines", "names"].forEach((name, index) => {
    const pane = map.createPane(name);
    pane.style.zIndex = 350 + index * 10;
    pane.setAttribute("aria-hidden", "true"); // the pins say what the shapes show
  });
  briefmap.fit();
  if (!map.getSize().x) briefmap.late(map);
  const land = [...world.shapes.values()].flatMap(({ polygons }) => briefmap.shiftAll(polygons, cut));
  briefmap.area(land, { pane: "land", className: "land", interactive: false }).addTo(map);
  const disputed = briefmap.content.disputed.map((line) => briefmap.shift(briefmap.projected(line.map(([lat, lon]) => [lon, lat])), cut));
  briefmap.lines(disputed, { pane: "lines", className: "disputed", interactive: false }).addTo(map);
  briefmap.rest.push(() => briefmap.landmarks(world, cut));
  briefmap.views = briefmap.content.places.map((place, index) => new briefmap.View(place, index, map));
  return map;
};

// A frame in another page may be laid out after this script: then the view is chosen when the map has a size.
briefmap.late = (map) => {
  map.once("resize", () => {
    if (location.hash) return;
    briefmap.fit();
    briefmap.home = briefmap.whereabouts();
  });
  briefmap.rest.push(() => map.invalidateSize({ animate: false, pan: false }));
};

// Puts the places of one role into its layer.
briefmap.add = (group, role) => {
  group.options.role = role;
  briefmap.layers[role] = group;
  for (const view of briefmap.views)
    if (view.place.roles.some((taken) => taken.role === role)) group.addLayer(new briefmap.Part(view, role));
};

// The last call: everything around the map comes to life. What the first picture can do without is done right after it;
// a link to a view of the page needs all of it at once.
briefmap.legend = (map, bases, overlays) => {
  const legend = new briefmap.Legend(bases, overlays, { collapsed: false });
  briefmap.home = briefmap.whereabouts();
  briefmap.stack();
  briefmap.tint();
  briefmap.listen(map);
  briefmap.switches();
  briefmap.printing();
  map.on("overlayadd", briefmap.stack);
  map.on("overlayadd overlayremove", briefmap.tint);
  map.on("moveend overlayadd overlayremove", briefmap.remember);
  map.on("zoomstart", () => map.getPane("names").replaceChildren());
  briefmap.rest.push(() => {
    briefmap.at("legend").append(legend.addTo(map).getContainer());
    briefmap.unsettled();
    briefmap.disputes();
    briefmap.search();
    // A frame later, when Leaflet has redrawn the areas.
    let frame = 0;
    map.on("moveend overlayadd overlayremove resize", () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(briefmap.unclutter);
    });
    briefmap.unclutter();
    document.documentElement.classList.remove("opening");
  });
  if (location.hash) briefmap.finish();
  briefmap.restore();
  requestAnimationFrame(() => setTimeout(briefmap.finish));
  return legend;
};

briefmap.rest = [];

briefmap.finish = () => {
  for (const each of briefmap.rest.splice(0)) each();
};

// Small areas above large ones, so that a province can be pointed at inside its country.
briefmap.stack = () => {
  const bodies = briefmap.views.filter((view) => view.body && view.on.size);
  for (const view of bodies.sort((a, b) => briefmap.size(b.place) - briefmap.size(a.place))) view.body.bringToFront();
};
