// Two datasets compared: each change as [kind, place before, role before, place after, role after, articles].

corpus.colors = { gained: "#1b7f5c", lost: "#b5443c", moved: "#a6761d", role: "#2b6ca3" };
corpus.symbols = { gained: "+", lost: "−", moved: "→", role: "↻" };

corpus.start = () => {
  const { data, node } = corpus;
  document.getElementById("total").textContent = corpus.number(data.articles);
  corpus.shown = new Set(Object.keys(corpus.colors));
  for (const kind of corpus.shown) {
    const articles = data.changes.reduce((sum, change) => sum + (change[0] === kind ? change[5] : 0), 0);
    const box = node("input", { type: "checkbox", checked: "", "data-kind": kind });
    box.addEventListener("change", () => {
      corpus.shown[box.checked ? "add" : "delete"](kind);
      corpus.update();
    });
    document.getElementById("kinds").append(node("label", { class: "line" }, box,
      corpus.sign({ symbol: corpus.symbols[kind], color: corpus.colors[kind] }), corpus.names(corpus.extras.words[kind]),
      node("span", { class: "count" }, corpus.number(articles))));
  }
  corpus.spots = L.layerGroup().addTo(corpus.map);
  corpus.update();
  const bounds = corpus.spots.getLayers().length && L.featureGroup(corpus.spots.getLayers()).getBounds();
  if (bounds) corpus.map.fitBounds(bounds.pad(0.15), { maxZoom: 5, animate: false });
};

corpus.update = () => {
  const { data, node } = corpus;
  const shown = data.changes.filter(([kind]) => corpus.shown.has(kind));
  const end = (place, role) => (place < 0 ? [] : [
    node("button", { class: "plain", type: "button" }, corpus.names(data.places[place])),
    corpus.names(data.roles[role]),
  ]);
  const sign = (kind) => {
    const icon = corpus.sign({ symbol: corpus.symbols[kind], color: corpus.colors[kind] });
    icon.removeAttribute("aria-hidden");
    icon.setAttribute("role", "img");
    icon.setAttribute("aria-label", corpus.extras.words[kind].join(" · "));
    return icon;
  };
  document.getElementById("changes").replaceChildren(...shown.slice(0, 500).map(([kind, before, was, after, is, articles]) => {
    const row = node("tr", {},
      node("td", {}, sign(kind)),
      node("td", {}, ...end(before, was)),
      node("td", {}, ...end(after, is)),
      node("td", {}, corpus.number(articles)));
    row.addEventListener("click", () => corpus.map.setView(data.places[after < 0 ? before : after].slice(2), 5, { animate: false }));
    return row;
  }));
  corpus.spots.clearLayers();
  const sums = new Map();
  for (const [kind, before, , after, , articles] of shown) {
    const place = after < 0 ? before : after;
    const key = `${place} ${kind}`;
    sums.set(key, { kind, place, articles: articles + (sums.get(key)?.articles || 0) });
    if (kind === "moved")
      L.polyline([data.places[before].slice(2), data.places[after].slice(2)], { color: corpus.colors.moved, weight: 1.5, dashArray: "4 3" }).addTo(corpus.spots);
  }
  for (const { kind, place, articles } of [...sums.values()].sort((a, b) => b.articles - a.articles)) {
    const [ar, en, lat, lon] = data.places[place];
    const words = corpus.extras.words[kind];
    L.circleMarker([lat, lon], { radius: 4 + 3 * Math.log10(articles + 1), color: corpus.colors[kind], fillOpacity: 0.6 })
      .bindTooltip(node("span", {}, `${ar} · ${en}: ${words.join(" · ")} ${corpus.number(articles)}`))
      .addTo(corpus.spots);
  }
};
