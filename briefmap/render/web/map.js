"use strict";
// The map itself, and the three calls that the script written by folium makes: open, add, legend.

briefmap.names = (words) => words.join(" · ");

// Gives every place its polygons and its point, on the side of the cut where they are drawn.
briefmap.prepare = (world) => {
  const { places } = briefmap.content;
  for (const place of places) {
    place.members = (place.members || []).filter((id) => world.shapes.has(id));
    if (place.shape) place.polygons = briefmap.flip(place.shape);
    else if (place.members.length) place.polygons = place.members.flatMap((id) => world.shapes.get(id).polygons);
    place.boxes = place.polygons ? briefmap.mainBoxes(place.polygons) : [briefmap.box([place.at])];
  }
  const cut = briefmap.cut(places.flatMap((place) => place.boxes));
  for (const place of places) {
    if (place.polygons) {
      const lines = place.shape ? place.polygons.flat() : briefmap.outline(world, place.members);
      place.outline = lines.map((line) => briefmap.shift(line, cut));
      place.polygons = briefmap.shiftAll(place.polygons, cut);
    }
    place.bounds = place.boxes.map(({ south, north, west, east }) => briefmap.shift([[south, west], [north, east]], cut));
    place.at = briefmap.shift([place.at], cut)[0];
  }
  return cut;
};

briefmap.fit = () => {
  const bounds = L.latLngBounds(briefmap.content.places.flatMap((place) => place.bounds).flat());
  const { x, y } = briefmap.leaflet.getSize();
  const padding = Math.min(40, x / 12, y / 12);
  if (bounds.isValid())
    briefmap.leaflet.fitBounds(bounds, { padding: [padding, padding], maxZoom: 5, animate: false });
  else briefmap.leaflet.setView([20, 20], 2, { animate: false });
};

briefmap.open = () => {
  briefmap.content = briefmap.read("briefing");
  const { words } = briefmap.content;
  const world = briefmap.decode(briefmap.read("world"));
  const cut = briefmap.prepare(world);
  const map = L.map("map", {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.25,
    zoomDelta: 0.5,
    minZoom: 0,
    maxZoom: 10,
    maxBounds: [[-85, Math.max(cut, -180) - 40], [85, cut + 400]],
    maxBoundsViscosity: 0.8,
  });
  briefmap.leaflet = map;
  L.control.zoom({ zoomInTitle: briefmap.names(words.zoomIn), zoomOutTitle: briefmap.names(words.zoomOut) }).addTo(map);
  ["land", "regions", "areas", "hatches", "lines"].forEach((name, index) => {
    map.createPane(name).style.zIndex = 350 + index * 10;
  });
  briefmap.fit();
  for (const shape of world.shapes.values())
    L.polygon(briefmap.shiftAll(shape.polygons, cut), { pane: "land", className: "land", interactive: false, smoothFactor: 0.7 }).addTo(map);
  for (const line of briefmap.content.disputed)
    L.polyline(briefmap.shift(line, cut), { pane: "lines", className: "disputed", interactive: false }).addTo(map);
  briefmap.views = briefmap.content.places.map((place) => new briefmap.View(place, map));
  // Paper has another size than the window: the map takes its size and its view anew, and back again.
  for (const event of ["beforeprint", "afterprint"])
    window.addEventListener(event, () => {
      document.documentElement.classList.toggle("printing", event === "beforeprint");
      map.closePopup().invalidateSize({ animate: false, pan: false });
      briefmap.fit();
      briefmap.unclutter();
    });
  map.on("overlayadd", briefmap.stack);
  // A frame later, when Leaflet has redrawn the areas.
  let frame = 0;
  map.on("moveend overlayadd overlayremove resize", () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(briefmap.unclutter);
  });
  return map;
};

// Puts the places of one role into its layer.
briefmap.add = (group, role) => {
  group.options.role = role;
  for (const view of briefmap.views)
    if (view.place.roles.some((taken) => taken.role === role)) group.addLayer(new briefmap.Part(view, role));
};

// The legend switches the layers. Leaflet sets their names as markup, so ours are put in their place as text.
briefmap.Legend = L.Control.Layers.extend({
  _addItem(item) {
    const label = L.Control.Layers.prototype._addItem.call(this, item);
    const role = briefmap.content.roles[item.layer.options.role];
    if (!role) return label;
    const names = briefmap.node("span", { class: "names" }, ...briefmap.both(role.ar, role.en));
    label.classList.add("role");
    label.querySelector("input").nextElementSibling.replaceChildren(
      briefmap.sign(role), names, briefmap.node("span", { class: "count" }, String(role.places)),
    );
    return label;
  },
});

briefmap.legend = (map, bases, overlays) => {
  const legend = new briefmap.Legend(bases, overlays, { collapsed: false }).addTo(map);
  const home = document.getElementById("legend");
  if (home) home.append(legend.getContainer());
  briefmap.stack();
  briefmap.unclutter();
  return legend;
};

// Small areas above large ones, so that a province can be pointed at inside its country.
briefmap.stack = () => {
  const size = ({ place }) => place.bounds.reduce((sum, [[s, w], [n, e]]) => sum + (n - s) * (e - w), 0);
  const bodies = briefmap.views.filter((view) => view.body && view.on.size);
  for (const view of bodies.sort((a, b) => size(b) - size(a))) view.body.bringToFront();
};

// Where the label of an area may go when its own point is taken, in pixels.
briefmap.steps = [[0, 0], [0, -34], [0, 34], [-70, 0], [70, 0], [-60, -34], [60, -34], [-60, 34], [60, 34], [-130, 0], [130, 0]];

// Moves the labels of areas aside within their area, or hides their names, and then their signs, where they would
// lie on top of others. The signs of points always stay.
briefmap.unclutter = () => {
  const map = briefmap.leaflet;
  map.getContainer().classList.toggle("far", map.getZoom() < 3);
  const labels = briefmap.views.filter((view) => view.on.size).map((view) => {
    const label = view.pin.getElement().firstChild;
    label.classList.remove("bare", "gone");
    label.style.translate = "";
    return { view, label, rank: Math.min(...view.on) };
  });
  for (const each of labels) {
    each.signs = each.label.querySelector(".signs").getBoundingClientRect();
    each.name = each.label.querySelector(".name").getBoundingClientRect();
  }
  const moved = (box, [x, y]) => ({ left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y });
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const taken = labels.filter(({ view }) => !view.body).map(({ signs }) => signs);
  const free = (box) => !taken.some((other) => other !== box && meet(other, box));
  for (const { view, label, signs, name } of labels.sort((a, b) => !!a.view.body - !!b.view.body || a.rank - b.rank)) {
    if (!view.body) {
      if (free(name)) taken.push(name);
      else label.classList.add("bare");
      continue;
    }
    const inside = ([x, y]) => {
      const { x: left, y: top } = map.latLngToLayerPoint(view.place.at);
      return view.body.getElement().isPointInFill(new DOMPoint(left + x, top + y));
    };
    const step = briefmap.steps.find(
      (each) => free(moved(signs, each)) && free(moved(name, each)) && (each === briefmap.steps[0] || inside(each)),
    );
    if (step) {
      label.style.translate = `${step[0]}px ${step[1]}px`;
      taken.push(moved(signs, step), moved(name, step));
    } else if (free(signs)) {
      label.classList.add("bare");
      taken.push(signs);
    } else label.classList.add("gone");
  }
};
