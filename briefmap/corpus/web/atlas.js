// The atlas: counts are lists of [bin, set of roles, articles], flat; bin 0 holds what has no date.
// `choice` is what the reader filters by; everything shown is summed anew from it.

corpus.choice = { roles: -1, country: "", from: 1, to: 1, undated: true };

// How many articles of a count fit the choice; `bins` takes them by bin, whatever the chosen time.
corpus.sum = (times, bins) => {
  const { roles, from, to, undated } = corpus.choice;
  let total = 0;
  for (let at = 0; at < times.length; at += 3) {
    if (!(times[at + 1] & roles)) continue;
    const bin = times[at];
    if (bins) bins[bin] += times[at + 2];
    if (bin ? bin >= from && bin <= to : undated) total += times[at + 2];
  }
  return total;
};

// The role that most articles of a place give it.
corpus.leading = (place) => {
  const { roles, from, to, undated } = corpus.choice;
  const sums = corpus.data.roles.map(() => 0);
  for (let at = 0; at < place.times.length; at += 3) {
    const bin = place.times[at];
    if (bin ? bin < from || bin > to : !undated) continue;
    sums.forEach((_, role) => {
      if (place.times[at + 1] & roles & (1 << role)) sums[role] += place.times[at + 2];
    });
  }
  return corpus.data.roles[sums.indexOf(Math.max(...sums))];
};

corpus.inTime = (day) => {
  const { from, to, undated } = corpus.choice;
  if (!day) return undated;
  const { bins } = corpus.data;
  return day >= bins[from - 1] && (to >= bins.length || day < bins[to]);
};

corpus.start = () => {
  const { data, choice } = corpus;
  choice.to = Math.max(data.bins.length, 1);
  choice.roles = (1 << data.roles.length) - 1;
  data.places.forEach((place, index) => (place.list = data.lists[index]));
  corpus.byFeature = new Map(data.countries.flatMap((country) => country.features.map((id) => [id, country])));
  for (const [id, land] of corpus.lands) {
    const country = corpus.byFeature.get(id);
    if (!country) continue;
    land.bindTooltip(() => corpus.node("span", {}, `${country.name.join(" · ")}: ${corpus.number(country.sum)}`), { sticky: true });
    land.on("click", () => corpus.select({ country }));
  }
  corpus.spots = L.layerGroup().addTo(corpus.map);
  corpus.controls();
  corpus.map.on("zoomend moveend", corpus.cluster);
  corpus.update();
};

corpus.controls = () => {
  const { data, choice, node } = corpus;
  const by = (id) => document.getElementById(id);
  data.roles.forEach((role, index) => {
    const box = node("input", { type: "checkbox", checked: "", "data-role": role.id });
    role.count = node("span", { class: "count" });
    box.addEventListener("change", () => {
      choice.roles ^= 1 << index;
      corpus.update();
    });
    by("roles").append(node("label", { class: "line" }, box, corpus.sign(role), corpus.names(role.name), role.count));
  });
  const sorted = data.countries.slice().sort((a, b) => corpus.sum(b.times) - corpus.sum(a.times));
  by("country").append(node("option", { value: "" }, corpus.extras.words.anywhere.join(" · ")));
  for (const { iso2, name } of sorted) by("country").append(node("option", { value: iso2 }, name.join(" · ")));
  by("country").addEventListener("change", (event) => {
    choice.country = event.target.value;
    corpus.update();
    corpus.show(data.countries.find(({ iso2 }) => iso2 === choice.country));
  });
  if (data.bins.length) {
    for (const end of ["from", "to"]) {
      const input = by(end);
      Object.assign(input, { min: 1, max: data.bins.length, value: choice[end] });
      input.addEventListener("input", () => {
        choice[end] = Number(input.value);
        const other = end === "from" ? "to" : "from";
        if (choice.from > choice.to) by(other).value = choice[other] = choice[end];
        corpus.update();
      });
    }
    const svg = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    by("bars").setAttribute("viewBox", `0 0 ${data.bins.length} 100`);
    corpus.bars = data.bins.map((_, index) => svg("rect", { x: index + 0.05, width: 0.9, y: 100, height: 0 }));
    by("bars").append(...corpus.bars);
  } else by("times").hidden = true;
  by("undated").addEventListener("change", (event) => {
    choice.undated = event.target.checked;
    corpus.update();
  });
};

// The days of a bar, as a reader would write them.
corpus.label = (bin) => {
  const day = corpus.data.bins[bin - 1];
  return { year: day.slice(0, 4), month: day.slice(0, 7) }[corpus.data.unit] || day;
};

corpus.update = () => {
  const { data, choice } = corpus;
  const by = (id) => document.getElementById(id);
  const chosen = data.countries.find(({ iso2 }) => iso2 === choice.country);
  const times = chosen ? chosen.times : data.total;
  const bins = new Array(data.bins.length + 1).fill(0);
  by("total").textContent = corpus.number(corpus.sum(times, bins));
  by("all").textContent = corpus.number(data.articles);
  const most = Math.max(1, ...bins.slice(1));
  (corpus.bars || []).forEach((bar, index) => {
    const height = (bins[index + 1] / most) * 100;
    bar.setAttribute("y", 100 - height);
    bar.setAttribute("height", height);
    bar.setAttribute("class", index + 1 >= choice.from && index + 1 <= choice.to ? "in" : "");
  });
  if (data.bins.length) by("span").textContent = `${corpus.label(choice.from)} – ${corpus.label(choice.to)}`;
  by("undated-line").hidden = !bins[0];
  by("undated-count").textContent = corpus.number(bins[0]);
  const { roles } = choice;
  data.roles.forEach((role, index) => {
    choice.roles = 1 << index;
    role.count.textContent = corpus.number(corpus.sum(times));
  });
  choice.roles = roles;
  for (const place of data.places)
    place.sum = !choice.country || place.iso2 === choice.country ? corpus.sum(place.times) : 0;
  corpus.shade();
  corpus.cluster();
  corpus.rank();
  if (corpus.selected) corpus.select(corpus.selected, false);
};

// Five steps, each so many times the one before.
corpus.shade = () => {
  const { data, choice } = corpus;
  for (const country of data.countries)
    country.sum = !choice.country || country.iso2 === choice.country ? corpus.sum(country.times) : 0;
  const most = Math.max(1, ...data.countries.map(({ sum }) => sum));
  const floors = [1, 2, 3, 4, 5].map((step) => Math.ceil(most ** ((step - 1) / 5)));
  for (const [id, land] of corpus.lands) {
    const { sum = 0 } = corpus.byFeature.get(id) || {};
    land.getElement().dataset.shade = floors.filter((floor, step) => sum >= floor && (!step || floor > floors[step - 1])).length;
  }
  const steps = document.getElementById("steps");
  steps.replaceChildren(
    ...floors.map((floor, step) => {
      const label = corpus.node("span", {}, step && floor === floors[step - 1] ? "" : `${corpus.number(floor)}+`);
      label.style.setProperty("--shade", `var(--shade-${step + 1})`);
      return label;
    }),
  );
};

// Places that would lie on each other are drawn as one, by a grid of pixels that moves with the map.
corpus.cluster = () => {
  const { map, data } = corpus;
  const bounds = map.getBounds().pad(0.2);
  const cells = new Map();
  for (const place of data.places) {
    if (!place.sum || place.kind === "country" || !bounds.contains(place.at)) continue;
    const { x, y } = map.project(place.at);
    const key = map.getZoom() >= map.getMaxZoom() ? place.id : `${Math.floor(x / 56)} ${Math.floor(y / 56)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(place);
  }
  corpus.spots.clearLayers();
  for (const places of cells.values()) {
    places.sort((a, b) => b.sum - a.sum);
    const sum = places.reduce((total, place) => total + place.sum, 0);
    const size = Math.round(18 + 7 * Math.log10(sum + 1) * 1.2);
    const spot = corpus.paint(
      corpus.node("span", { class: places.length > 1 ? "spot many" : "spot" }, sum > 9999 ? `${Math.round(sum / 1000)}k` : String(sum)),
      corpus.leading(places[0]).color,
    );
    spot.style.width = spot.style.height = `${size}px`;
    const title = places.slice(0, 3).map(({ name }) => name.filter(Boolean).join(" · ")).join("، ") + (places.length > 3 ? " …" : "");
    const marker = L.marker(places[0].at, { icon: L.divIcon({ html: spot, className: "", iconSize: [size, size] }), title, riseOnHover: true })
      .on("click", () => corpus.select({ places }))
      .on("keypress", ({ originalEvent }) => originalEvent.key === "Enter" && corpus.select({ places }))
      .addTo(corpus.spots);
    marker.getElement().setAttribute("aria-label", `${title}: ${corpus.number(sum)}`);
  }
};

corpus.rank = () => {
  const top = corpus.data.places.filter(({ sum }) => sum).sort((a, b) => b.sum - a.sum).slice(0, 15);
  document.getElementById("rank").replaceChildren(
    ...top.map((place) => {
      const button = corpus.node("button", { class: "line", type: "button" }, corpus.sign(corpus.leading(place)),
        corpus.names(place.name), corpus.node("span", { class: "count" }, corpus.number(place.sum)));
      button.addEventListener("click", () => {
        corpus.map.setView(place.at, Math.max(corpus.map.getZoom(), place.kind === "country" ? 4 : 5), { animate: false });
        corpus.select({ places: [place] });
      });
      return corpus.node("li", {}, button);
    }),
  );
};

corpus.show = (country) => {
  const lands = country ? country.features.map((id) => corpus.lands.get(id)).filter(Boolean) : [];
  if (lands.length) corpus.map.fitBounds(L.featureGroup(lands).getBounds(), { maxZoom: 6, animate: false });
  else if (!country) corpus.map.setView([24, 30], 2.5, { animate: false });
};

// Opens the list of articles of one place, of places drawn as one, or of a country.
corpus.select = (selected, focus = true) => {
  corpus.selected = selected;
  const { data, choice, node } = corpus;
  const { country } = selected;
  const places = country ? data.places.filter((place) => place.iso2 === country.iso2) : selected.places;
  const shown = places.filter(({ sum }) => sum).sort((a, b) => b.sum - a.sum);
  const found = new Map();
  for (const place of shown)
    for (let at = 0; at < place.list.length; at += 4) {
      const [article, roles, quote, score] = place.list.slice(at, at + 4);
      if (roles & choice.roles && corpus.inTime(data.listed[article][1])) {
        const entry = found.get(article) || { article, roles: 0, quotes: new Set(), score: 0 };
        entry.roles |= roles & choice.roles;
        entry.quotes.add(quote);
        entry.score = Math.max(entry.score, score);
        found.set(article, entry);
      }
    }
  const entries = [...found.values()].sort((a, b) => (data.listed[a.article][1] < data.listed[b.article][1] ? 1 : -1)).slice(0, 200);
  const total = country ? country.sum : shown.reduce((sum, place) => sum + place.sum, 0);
  const head = node("h3", {}, corpus.names(country ? country.name : (shown[0] || places[0]).name),
    ...(shown.length > 1 && !country ? [`+ ${shown.length - 1}`] : []));
  const counts = node("p", { class: "sum" }, ...corpus.word(country || shown.length < 2 ? "articles" : "mentions"),
    node("b", { id: "found" }, corpus.number(total)), "·", ...corpus.word("listed"),
    node("b", { id: "listed" }, corpus.number(entries.length)));
  const others = shown.length < 2 ? [] : shown.slice(0, 12).map((place) => {
    const button = node("button", { class: "plain", type: "button" }, `${place.name[0]} (${corpus.number(place.sum)})`);
    button.addEventListener("click", () => corpus.select({ places: [place] }));
    return button;
  });
  const list = document.getElementById("list");
  list.replaceChildren(head, counts, node("p", {}, ...others),
    ...(entries.length ? [] : [node("p", {}, ...corpus.word("none"))]), ...entries.map(corpus.article));
  if (focus) {
    list.scrollTop = 0;
    list.focus({ preventScroll: true });
  }
};

corpus.article = ({ article, roles, quotes }) => {
  const { data, node } = corpus;
  const [title, day, page] = data.listed[article];
  const name = page ? node("a", { href: page, target: "_blank", rel: "noopener" }, title) : node("span", {}, title);
  const signs = data.roles.filter((_, index) => roles & (1 << index)).map((role) => {
    const sign = corpus.sign(role);
    sign.title = role.name.join(" · ");
    return sign;
  });
  return node("article", { class: "article", dir: "auto" },
    node("p", { class: "title" }, name),
    node("p", { class: "signs" }, node("time", {}, day), ...signs),
    ...[...quotes].map((quote) => node("blockquote", { dir: "auto" }, data.quotes[quote])));
};
