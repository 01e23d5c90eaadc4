"use strict";
// What both pages share: reading the packed data, building elements, and the map of countries.
const corpus = {};

corpus.read = (id) => JSON.parse(document.getElementById(id).textContent);

corpus.unpack = async (id) => {
  const text = atob(document.getElementById(id).textContent.trim());
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
};

// Builds one element. Strings become text nodes, so nothing an article says can turn into markup.
corpus.node = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

corpus.both = ([ar, en]) => [
  corpus.node("span", { lang: "ar", dir: "rtl" }, ar),
  corpus.node("span", { lang: "en", dir: "ltr" }, en),
];

corpus.word = (key) => corpus.both(corpus.extras.words[key]);
corpus.names = (pair) => corpus.node("span", { class: "names" }, ...corpus.both(pair));
corpus.number = (value) => value.toLocaleString("en");

// Black or white, whichever is easier to read on the colour `#rrggbb`.
corpus.ink = (color) => {
  const [r, g, b] = [1, 3, 5].map((at) => (parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.3 ? "#14181d" : "#ffffff";
};

corpus.paint = (element, color) => {
  element.style.setProperty("--role", color);
  element.style.setProperty("--signink", corpus.ink(color));
  return element;
};

corpus.sign = (role) => corpus.paint(corpus.node("span", { class: "sign", "aria-hidden": "true" }, role.symbol), role.color);

// Quantised TopoJSON: the polygons of each feature by its id, as [latitude, longitude].
corpus.shapes = (topology) => {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => [(y += dy) * scale[1] + translate[1], (x += dx) * scale[0] + translate[0]]);
  });
  const ring = (indices) =>
    indices.flatMap((index, at) => (index < 0 ? arcs[~index].slice().reverse() : arcs[index]).slice(at ? 1 : 0));
  const shapes = new Map();
  for (const { type, id, arcs: parts } of topology.objects.countries.geometries) {
    if (!type) continue;
    const polygons = (type === "Polygon" ? [parts] : parts).map((rings) => rings.map(ring));
    shapes.set(id, [...(shapes.get(id) || []), ...polygons]);
  }
  return shapes;
};

// Called by the script that folium writes.
corpus.open = () => {
  corpus.extras = corpus.read("extras");
  const { words, disputes } = corpus.extras;
  const map = L.map("map", {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.5,
    minZoom: 1,
    maxZoom: 10,
    worldCopyJump: false,
    maxBounds: [[-85, -200], [85, 200]],
  }).setView([24, 30], 2.5);
  map.getPane("overlayPane").setAttribute("aria-hidden", "true"); // lists and markers say what the shapes show
  L.control.zoom({ zoomInTitle: words.zoom.join(" · "), zoomOutTitle: words.zoomOut.join(" · ") }).addTo(map);
  corpus.lands = new Map();
  for (const [id, polygons] of corpus.shapes(corpus.read("world")))
    corpus.lands.set(id, L.polygon(polygons, { className: "land", smoothFactor: 0.7 }).addTo(map));
  for (const line of disputes.flat()) L.polyline(line, { className: "disputed", weight: 1, interactive: false }).addTo(map);
  corpus.map = map;
  corpus.unpack("data").then((data) => {
    corpus.data = data;
    corpus.start();
    document.documentElement.dataset.ready = "yes";
  });
  return map;
};
