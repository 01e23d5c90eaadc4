"use strict";
// How places look: areas filled with the colours of their roles, and pins that carry the roles' signs.

// The fill of an area: the colour itself, or bands of every colour. `hatch` leaves gaps, so that what lies below shows.
briefmap.fill = (colors, hatch) => {
  if (colors.length === 1 && !hatch) return colors[0];
  const id = `fill-${hatch ? "hatch" : "bands"}-${colors.map((color) => color.slice(1)).join("-")}`;
  if (!document.getElementById(id)) {
    const svg = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const step = hatch ? 7 : 8;
    const size = { width: step * colors.length, height: step };
    const pattern = svg("pattern", {
      id,
      ...size,
      patternUnits: "userSpaceOnUse",
      patternTransform: `rotate(${hatch ? -45 : 45})`,
    });
    colors.forEach((color, index) =>
      pattern.append(svg("rect", { x: index * step, y: 0, width: hatch ? 2 : step, height: step, fill: color })),
    );
    if (!briefmap.patterns) {
      briefmap.patterns = svg("svg", { class: "patterns", width: 0, height: 0, "aria-hidden": "true" });
      document.body.append(briefmap.patterns);
    }
    briefmap.patterns.append(pattern);
  }
  return `url(#${id})`;
};

// One place on the map. It draws itself with those of its roles whose layers are switched on.
briefmap.View = class {
  constructor(place, index, map) {
    this.place = place;
    this.index = index;
    this.map = map;
    this.on = new Set();
    this.wide = briefmap.isWide(place);
    this.layers = [...this.areas(), (this.pin = this.marker())];
    for (const layer of this.layers) {
      if (!layer.options.interactive) continue;
      layer.bindTooltip(() => briefmap.hint(place), { className: "tooltip", sticky: layer !== this.pin, direction: "top" });
      layer.on("click", ({ latlng }) => {
        map.closeTooltip(layer.getTooltip());
        briefmap.choose(index, { fly: false, at: layer === this.pin ? null : latlng });
      });
    }
    this.pin.on("keypress", ({ originalEvent }) => {
      if (originalEvent.key === "Enter") briefmap.choose(index, { fly: false, enter: true });
    });
  }

  areas() {
    const { polygons, outline } = this.place;
    if (!polygons) return [];
    this.body = briefmap.area(polygons, { pane: this.wide ? "regions" : "areas", className: "area", bubblingMouseEvents: false });
    if (!this.wide) return [this.body];
    this.hatch = briefmap.area(polygons, { pane: "hatches", interactive: false, stroke: false, fillOpacity: 0.8 });
    this.rim = briefmap.lines(outline, { pane: "hatches", className: "rim", interactive: false, weight: 2 });
    return [this.body, this.hatch, this.rim];
  }

  marker() {
    const { place } = this;
    return L.marker(place.at, {
      icon: L.divIcon({ className: "anchor", iconSize: null, html: briefmap.node("div") }),
      riseOnHover: true,
      interactive: true,
    });
  }

  // The pin's name for those who hear the page, in its language.
  say() {
    if (!this.on.size) return;
    const { place } = this;
    const roles = this.roles().map(({ ar, en }) => briefmap.spoken([ar, en]));
    this.pin.getElement().setAttribute("aria-label", `${briefmap.spoken([place.ar, place.en])}: ${roles.join(" · ")}`);
  }

  roles() {
    return this.place.roles.filter((taken) => this.on.has(taken.role)).map((taken) => briefmap.content.roles[taken.role]);
  }

  label() {
    const { place } = this;
    const kind = place.polygons ? (this.wide ? "wide" : "land") : place.kind;
    const marks = [kind, place.uncertain && "unsure", place.group && "group", !place.roles[0].sure && "mere"].filter(Boolean);
    const label = briefmap.node("div", { class: `pin ${marks.join(" ")}` });
    const signs = briefmap.node("span", { class: "signs" }, ...this.roles().map(briefmap.sign));
    label.append(signs, briefmap.node("span", { class: "name" }, ...briefmap.both(place.ar, place.en)));
    return label;
  }

  // Called by the layers of the roles as they are switched on and off.
  toggle(role, on) {
    if (on) this.on.add(role);
    else this.on.delete(role);
    const colors = this.roles().map((each) => each.color);
    if (this.body && colors.length) this.paint(colors);
    for (const layer of this.layers) {
      if (colors.length) layer.addTo(this.map);
      else layer.remove();
    }
    if (!colors.length) return;
    this.pin.getElement().replaceChildren(this.label());
    this.say();
    if (this.body) (this.rim || this.body).getElement().style.setProperty("--role", colors[0]);
  }

  paint(colors) {
    const unsure = this.place.uncertain;
    const dash = unsure ? "5 4" : null;
    if (this.wide) {
      const holds = this.place.inner.length > 0 && colors.length === 1;
      this.body.setStyle({ stroke: false, fillColor: colors[0], fillOpacity: 0.14 });
      this.hatch.setStyle({ fillColor: briefmap.fill(colors, true), fillOpacity: holds ? 0 : unsure ? 0.35 : 0.7 });
      this.rim.setStyle({ color: colors[0], dashArray: dash, weight: holds ? 1 : 1.75 });
      return;
    }
    const fill = briefmap.fill(colors, unsure);
    this.body.setStyle({ color: colors[0], weight: 1.4, dashArray: dash, fillColor: fill, fillOpacity: 0.72 });
  }
};

// Stands in a role's layer for one place, so that Leaflet's own layer switch works on it.
briefmap.Part = L.Layer.extend({
  initialize(view, role) {
    this.view = view;
    this.role = role;
  },
  onAdd() {
    this.view.toggle(this.role, true);
  },
  onRemove() {
    this.view.toggle(this.role, false);
  },
  getBounds() {
    return this.view.body ? this.view.body.getBounds() : L.latLngBounds([this.view.place.at]);
  },
});
