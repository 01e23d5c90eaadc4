"use strict";
// The legend is the list of places and the switch of the layers in one.

// Leaflet sets the names of layers as markup, so ours are put in their place as text.
briefmap.Legend = L.Control.Layers.extend({
  // It is always open and has its own place; Leaflet's version measures the window first, which takes long.
  expand() {
    this._container.classList.add("leaflet-control-layers-expanded");
    return this;
  },

  _addItem(item) {
    const label = L.Control.Layers.prototype._addItem.call(this, item);
    const index = item.layer.options.role;
    const role = briefmap.content.roles[index];
    if (!role) return label;
    const names = briefmap.node("span", { class: "names" }, ...briefmap.both(role.ar, role.en));
    label.classList.add("role");
    label.querySelector("input").nextElementSibling.replaceChildren(
      briefmap.sign(role), names, briefmap.node("span", { class: "count" }, String(role.places)),
    );
    const { button, list } = (briefmap.lists[index] ||= briefmap.list(index));
    const row = briefmap.node("div", { class: "row" }, label, button);
    this._overlaysList.append(row, list);
    return label;
  },
});

briefmap.lists = [];

// The places of one role, and the button that folds them.
briefmap.list = (index) => {
  const list = briefmap.node("ul", { id: `places-${index}` });
  const button = briefmap.node("button", { type: "button", class: "fold", "aria-controls": list.id });
  const { ar, en } = briefmap.content.roles[index];
  const say = () => button.setAttribute("aria-label", `${briefmap.spoken(briefmap.content.words.expand)} ${briefmap.spoken([ar, en])}`);
  const fold = (shown) => {
    button.setAttribute("aria-expanded", String(shown));
    list.hidden = !shown;
  };
  briefmap.content.places.forEach((place, at) => {
    for (const taken of place.roles) if (taken.role === index) list.append(briefmap.entry(place, at, taken));
  });
  list.classList.toggle("long", list.children.length > 40);
  button.addEventListener("click", () => fold(list.hidden));
  fold(!matchMedia("(max-width: 46rem)").matches);
  say();
  return { button, list, fold, say };
};

// One place of the list: opened, it tells its sentences and shows itself on the map.
briefmap.entry = (place, at, taken) => {
  const summary = briefmap.node("summary", {}, briefmap.node("span", { class: "names" }, ...briefmap.called(place)), briefmap.sure(taken));
  if (place.uncertain) summary.prepend(briefmap.node("span", { class: "hollow", "aria-hidden": "true" }, "?"));
  const entry = briefmap.node("details", { class: "entry" }, summary);
  entry.fill = () => entry.children[1] || entry.append(...briefmap.quotes(taken));
  entry.addEventListener("toggle", () => entry.open && entry.fill());
  summary.addEventListener("click", () => entry.open || briefmap.choose(at, {}));
  const item = briefmap.node("li", {}, entry);
  place.entries.push(summary);
  return item;
};

briefmap.search = () => {
  const field = briefmap.at("search");
  const found = briefmap.at("found");
  let before = null;
  field.addEventListener("input", () => {
    const key = briefmap.fold(field.value);
    if (key && !before) before = briefmap.lists.map(({ list }) => !list.hidden);
    const matches = new Set();
    briefmap.lists.forEach(({ list, fold }, index) => {
      let any = false;
      for (const item of list.children) {
        item.dataset.key ||= briefmap.fold(item.firstChild.firstChild.textContent);
        item.hidden = !item.dataset.key.includes(key);
        any ||= !item.hidden;
        if (!item.hidden) matches.add(item.dataset.key);
      }
      fold(key ? any : before ? before[index] : !list.hidden);
    });
    if (!key) before = null;
    found.replaceChildren(...(key ? [...briefmap.word("found"), ` ${matches.size}`] : []));
  });
  field.addEventListener("keydown", (event) => {
    const first = document.querySelector("#legend ul:not([hidden]) li:not([hidden]) summary");
    if (event.key === "Enter" && field.value.trim() && first) {
      first.focus();
      if (!first.parentNode.open) first.click();
    }
  });
};

// Names whose place is in doubt, and names without a place, each with the way to it in the text.
briefmap.unsettled = () => {
  const { mentions, places, text } = briefmap.content;
  const seen = new Map();
  for (const mention of mentions) {
    if (!mention.uncertain || !mention.link) continue;
    const place = places[mention.place];
    const key = `${mention.place} ${place ? "" : text.slice(...mention.span)}`;
    if (!seen.has(key)) {
      const name = place ? briefmap.called(place) : [briefmap.node("bdi", { lang: "ar" }, text.slice(...mention.span))];
      const button = briefmap.node("button", { type: "button", class: place ? "doubtful" : "unknown" }, ...name);
      button.addEventListener("click", () => {
        if (place) return briefmap.choose(mention.place, { nth: place.mentions.indexOf(mention) });
        mention.link.scrollIntoView({ block: "center" });
        return mention.link.focus({ preventScroll: true });
      });
      const item = briefmap.node("li", {}, button);
      if (!place) item.append(briefmap.node("small", {}, ...briefmap.word("unresolved")));
      if (mention.rivals.length) item.append(briefmap.rivals(mention.rivals));
      seen.set(key, { item, button });
    }
    mention.entry = seen.get(key).button;
  }
  if (!seen.size) return;
  const section = briefmap.at("unsettled");
  section.hidden = false;
  section.append(briefmap.node("ul", {}, ...[...seen.values()].map(({ item }) => item)));
};

briefmap.disputes = () => {
  const { disputes } = briefmap.content;
  const home = briefmap.at("disputes");
  home.hidden = !disputes.length;
  for (const [name, why] of disputes) {
    const line = briefmap.node("p", {}, briefmap.node("b", {}, ...briefmap.both(...name)), ": ", ...briefmap.both(...why));
    home.append(line);
  }
};
