"use strict";
// Which names fit: those of the places first, then those of countries and cities that orient the reader.

briefmap.meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

briefmap.moved = (box, [x, y]) => ({ left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y });

// Where the label of an area may go when its own point is taken, in pixels.
briefmap.detours = [[0, 0], [0, -34], [0, 34], [-70, 0], [70, 0], [-60, -34], [60, -34], [-60, 34], [60, 34], [-130, 0], [130, 0]];

// Spots all over a region that holds others: those where the name lies outside of them and near its middle first.
briefmap.spots = (view, name) => {
  const { place, body } = view;
  const map = briefmap.leaflet;
  const home = map.latLngToLayerPoint(place.at);
  const bounds = L.latLngBounds(place.bounds.flat());
  const [low, high] = [map.latLngToLayerPoint(bounds.getSouthWest()), map.latLngToLayerPoint(bounds.getNorthEast())];
  const shapes = place.inner.map((other) => briefmap.views.find((each) => each.place === other)).filter(({ on }) => on.size);
  const found = [];
  for (let across = 1; across < 12; across++)
    for (let down = 1; down < 12; down++) {
      const point = new DOMPoint(low.x + ((high.x - low.x) * across) / 12, high.y + ((low.y - high.y) * down) / 12);
      if (!body.getElement().isPointInFill(point)) continue;
      const half = (name.right - name.left) / 2;
      const corners = [[0, 0], [-half, 0], [half, 0], [-half, 34], [half, 34]].map(([x, y]) => new DOMPoint(point.x + x, point.y + y));
      const within = (each, corner) => each.body.getElement().isPointInFill(corner);
      const bad = corners.filter((corner) => !within(view, corner) || shapes.some((each) => within(each, corner))).length;
      const [x, y] = [point.x - home.x, point.y - home.y];
      found.push({ step: [Math.round(x), Math.round(y)], cost: Math.hypot(x, y) + bad * 200 });
    }
  return found.sort((a, b) => a.cost - b.cost).map(({ step }) => step);
};

// Moves the labels of areas aside within their area, or hides their names, and then their signs, where they would
// lie on top of others. The signs of points always stay.
briefmap.unclutter = () => {
  const map = briefmap.leaflet;
  map.getContainer().classList.toggle("far", map.getZoom() < 3);
  const labels = briefmap.views.filter((view) => view.on.size).map((view) => {
    const label = view.pin.getElement().firstChild;
    label.classList.remove("bare", "gone");
    label.style.translate = "";
    return { view, label, rank: (view.place.group ? 100 : 0) + (view.place.inner || []).length * 10 + Math.min(...view.on) };
  });
  for (const each of labels) {
    each.signs = each.label.querySelector(".signs").getBoundingClientRect();
    each.name = each.label.querySelector(".name").getBoundingClientRect();
  }
  const taken = labels.filter(({ view }) => !view.body && !view.place.group).map(({ signs }) => signs);
  const free = (box) => !taken.some((other) => other !== box && briefmap.meet(other, box));
  for (const { view, label, signs, name } of labels.sort((a, b) => !!a.view.body - !!b.view.body || a.rank - b.rank)) {
    if (!view.body) {
      if (free(name)) taken.push(name);
      else label.classList.add(view.place.group ? "gone" : "bare");
      continue;
    }
    const inside = ([x, y]) => {
      const { x: left, y: top } = map.latLngToLayerPoint(view.place.at);
      return view.body.getElement().isPointInFill(new DOMPoint(left + x, top + y));
    };
    const holds = view.place.inner && view.place.inner.length;
    const steps = holds ? briefmap.spots(view, name) : briefmap.detours;
    const step = steps.find(
      (each) =>
        free(briefmap.moved(signs, each)) && free(briefmap.moved(name, each)) && (holds || each === steps[0] || inside(each)),
    );
    if (step) {
      label.style.translate = `${step[0]}px ${step[1]}px`;
      taken.push(briefmap.moved(signs, step), briefmap.moved(name, step));
    } else if (free(signs) && !holds) {
      label.classList.add("bare");
      taken.push(signs);
    } else label.classList.add("gone");
  }
  briefmap.outside();
  briefmap.orient(taken);
};

// Countries and cities by which a reader finds the way, with the room that a country has for its name.
briefmap.landmarks = (world, cut) => {
  briefmap.marks = briefmap.content.landmarks.map(([country, ar, en, lat, lon]) => {
    const shape = country && world.shapes.get(country);
    const boxes = shape ? briefmap.mainBoxes(shape.polygons) : [];
    const width = Math.max(0, ...boxes.map((box) => box.east - box.west));
    const room = Math.max(0, ...boxes.map((box) => (box.east - box.west) * (box.north - box.south)));
    return { country, ar, en, at: briefmap.turned([lat, lon], cut), width, room };
  });
  const countries = briefmap.marks.filter(({ room }) => room).sort((a, b) => b.room - a.room);
  briefmap.marks = [...countries, ...briefmap.marks.filter(({ country }) => !country)];
};

briefmap.measure = (words, font) => {
  briefmap.pen ||= document.createElement("canvas").getContext("2d");
  briefmap.pen.font = font;
  return briefmap.pen.measureText(words).width;
};

// Where a name of that width may stand: a country's on its point, a city's below its dot, above, or beside it.
briefmap.sides = (wide) => {
  const half = wide / 2 + 4;
  const long = wide + 10;
  return [
    { side: "country", left: -half, right: half, top: -9, bottom: 9 },
    { side: "below", left: -half, right: half, top: -3, bottom: 20 },
    { side: "above", left: -half, right: half, top: -21, bottom: 2 },
    { side: "right", left: -4, right: long, top: -9, bottom: 9 },
    { side: "left", left: -long, right: 4, top: -9, bottom: 9 },
  ];
};

briefmap.orient = (taken) => {
  const map = briefmap.leaflet;
  const zoom = map.getZoom();
  const pane = map.getPane("names");
  const frame = map.getContainer().getBoundingClientRect();
  const { x: width, y: height } = map.getSize();
  const controls = [".leaflet-control-zoom", "#outside:not([hidden])"].flatMap((each) => document.querySelector(each) || []);
  const covered = [...taken, ...controls.map((each) => each.getBoundingClientRect())];
  const boxes = covered.map((box) => briefmap.moved(box, [-frame.left, -frame.top]));
  const known = new Set(briefmap.views.filter((view) => view.on.size).map(({ place }) => place.id));
  const near = (a, b) => Math.abs(a[0] - b[0]) < 0.1 && Math.abs(a[1] - b[1]) < 0.1;
  const points = briefmap.views.filter((view) => view.on.size && !view.body).map(({ place }) => place.at);
  const { fontFamily } = getComputedStyle(map.getContainer());
  const pixels = (256 * 2 ** zoom) / 360;
  const shown = [];
  let cities = zoom < 3.5 ? 0 : Math.round(9 * (zoom - 2.5) ** 2);
  for (const mark of briefmap.marks) {
    if (mark.country ? known.has(`iso:${mark.country}`) : !cities || points.some((point) => near(point, mark.at))) continue;
    const { x, y } = map.latLngToContainerPoint(mark.at);
    if (x < 20 || x > width - 20 || y < 10 || y > height - 10) continue;
    const words = briefmap.spoken([mark.ar, mark.en]);
    const wide = briefmap.measure(words, `${mark.country ? 12 : 11}px ${fontFamily}`);
    if (mark.country && mark.width * pixels < wide * 0.9) continue;
    const spots = briefmap.sides(Math.ceil(wide)).filter(({ side }) => (side === "country") === Boolean(mark.country));
    const spot = spots
      .map((each) => ({ ...each, box: briefmap.moved(each, [x, y]) }))
      .find(({ box }) => !boxes.some((other) => briefmap.meet(other, box)));
    if (!spot) continue;
    boxes.push(spot.box);
    if (!mark.country) cities--;
    const name = briefmap.node("span", { class: `mark ${mark.country ? "" : "city "}${spot.side}` }, words);
    name.style.width = `${spot.right - spot.left}px`;
    L.DomUtil.setPosition(name, map.latLngToLayerPoint(mark.at).add([spot.left, spot.top]).round());
    shown.push(name);
  }
  pane.replaceChildren(...shown);
};

// Tells of places that lie beyond the edges, and leads back to all.
briefmap.outside = () => {
  const map = briefmap.leaflet;
  const home = briefmap.at("outside");
  const bounds = map.getBounds();
  const beyond = briefmap.views.filter((view) => view.on.size && !bounds.intersects(L.latLngBounds(view.place.bounds.flat())));
  home.hidden = !beyond.length;
  if (!beyond.length || home.contains(document.activeElement)) return;
  const all = briefmap.node("button", { type: "button" }, ...briefmap.word("everything"));
  // The buttons go with what they tell of, so the keyboard goes on elsewhere.
  all.addEventListener("click", () => {
    briefmap.at("map").focus({ preventScroll: true });
    briefmap.fit(true);
  });
  const few = beyond.length > 3 ? [] : beyond.map(({ place, index }) => {
    const button = briefmap.node("button", { type: "button" }, ...briefmap.both(place.ar, place.en));
    button.addEventListener("click", () => briefmap.choose(index, { enter: true }));
    return button;
  });
  const count = beyond.length > 3 ? ` ${beyond.length}` : "";
  home.replaceChildren(briefmap.node("span", {}, ...briefmap.word("outside"), `:${count}`), ...few, all);
};
