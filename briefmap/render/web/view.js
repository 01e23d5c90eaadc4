"use strict";
// What a link to the page carries: the view, the layers, the place, the language, the theme.

briefmap.remember = () => {
  clearTimeout(briefmap.remembering);
  briefmap.remembering = setTimeout(() => {
    const state = briefmap.state();
    if (state === location.hash.slice(1)) return;
    briefmap.written = state;
    try {
      history.replaceState(null, "", `#${state}`);
    } catch {
      // A page inside another has no address of its own to keep it in.
    }
  }, 150);
};

briefmap.whereabouts = () => {
  const { lat, lng } = briefmap.leaflet.getCenter();
  return [lat.toFixed(3), lng.toFixed(3), briefmap.leaflet.getZoom()].join();
};

briefmap.state = () => {
  const { leaflet: map, chosen, content } = briefmap;
  const view = briefmap.whereabouts();
  const off = content.roles.filter((_, index) => !map.hasLayer(briefmap.layers[index])).map(({ id }) => id || "-");
  const parts = {
    v: view === briefmap.home ? "" : view,
    off: off.join(),
    p: chosen ? content.places[chosen.index].id : "",
    n: chosen && chosen.nth ? String(chosen.nth + 1) : "",
    lang: document.documentElement.lang === briefmap.language ? "" : document.documentElement.lang,
    theme: briefmap.theme || "",
  };
  return Object.entries(parts)
    .filter(([, value]) => value)
    .map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%2C/g, ",").replace(/%3A/g, ":")}`)
    .join("&");
};

briefmap.restore = () => {
  const given = new URLSearchParams(location.hash.slice(1));
  const { leaflet: map, content } = briefmap;
  const off = new Set((given.get("off") || "").split(","));
  content.roles.forEach(({ id }, index) => {
    const layer = briefmap.layers[index];
    if (off.has(id || "-")) layer.remove();
    else layer.addTo(map);
  });
  briefmap.theme = ["light", "dark"].includes(given.get("theme")) ? given.get("theme") : "";
  briefmap.dress();
  briefmap.speak(["ar", "en"].includes(given.get("lang")) ? given.get("lang") : briefmap.language);
  const [lat, lon, zoom] = (given.get("v") || "").split(",").map(Number);
  const seen = given.has("v") && [lat, lon, zoom].every(Number.isFinite);
  if (seen) map.setView([lat, lon], zoom, { animate: false });
  const index = content.places.findIndex(({ id }) => id === given.get("p"));
  const nth = Math.min(Math.max(Number(given.get("n")) || 1, 1), index < 0 ? 1 : content.places[index].mentions.length || 1) - 1;
  if (index >= 0) briefmap.choose(index, { nth, fly: !seen });
  else map.closePopup();
};

// The page speaks Arabic or English; what both languages wrote into it is chosen by the style sheet.
briefmap.speak = (language) => {
  const root = document.documentElement;
  const { words } = briefmap.content;
  root.lang = language;
  root.dir = language === "ar" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-say]")) {
    element.setAttribute("aria-label", briefmap.spoken(words[element.dataset.say]));
    if (element.type === "search") element.placeholder = briefmap.spoken(words[element.dataset.say]);
  }
  for (const [key, where] of [["zoomIn", ".leaflet-control-zoom-in"], ["zoomOut", ".leaflet-control-zoom-out"]]) {
    const button = document.querySelector(where);
    button.title = briefmap.spoken(words[key]);
    button.setAttribute("aria-label", button.title);
  }
  for (const each of [...briefmap.lists, ...briefmap.views]) each.say();
  briefmap.tint();
  const other = briefmap.at("language");
  other.textContent = language === "ar" ? "English" : "العربية";
  other.lang = language === "ar" ? "en" : "ar";
  briefmap.dress();
  if (briefmap.marks) briefmap.unclutter();
};

// Light or dark: what the reader chose, or else what the system says.
briefmap.dress = () => {
  const dark = briefmap.theme ? briefmap.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  if (briefmap.content) briefmap.at("theme").textContent = briefmap.spoken(briefmap.content.words[dark ? "light" : "dark"]);
};

briefmap.switches = () => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", briefmap.dress);
  briefmap.at("language").addEventListener("click", () => {
    briefmap.speak(root.lang === "ar" ? "en" : "ar");
    briefmap.leaflet.closePopup();
    briefmap.leaflet.invalidateSize({ animate: false });
    briefmap.remember();
  });
  briefmap.at("theme").addEventListener("click", () => {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    briefmap.theme = (next === "dark") === system.matches ? "" : next;
    briefmap.dress();
    briefmap.remember();
  });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    briefmap.at("map").focus();
  });
  window.addEventListener("hashchange", () => {
    if (location.hash.slice(1) !== briefmap.written) briefmap.restore();
  });
};

// Paper is light, has another size than the window and folds nothing away, and has the map come first; afterwards all is as it was.
briefmap.printing = () => {
  const map = briefmap.leaflet;
  let before = null;
  window.addEventListener("beforeprint", () => {
    if (before) return;
    briefmap.finish();
    const entries = [...document.querySelectorAll(".entry, #disputes")];
    before = { center: map.getCenter(), zoom: map.getZoom(), open: entries.filter(({ open }) => open), lists: briefmap.lists.map(({ list }) => !list.hidden) };
    document.documentElement.classList.add("printing");
    document.documentElement.dataset.theme = "light";
    for (const entry of entries) {
      if (entry.fill) entry.fill();
      entry.open = true;
    }
    for (const { fold } of briefmap.lists) fold(true);
    const text = briefmap.at("text");
    text.parentNode.append(text);
    map.closePopup().invalidateSize({ animate: false, pan: false });
    briefmap.fit(true);
    briefmap.unclutter();
  });
  window.addEventListener("afterprint", () => {
    if (!before) return;
    document.documentElement.classList.remove("printing");
    briefmap.dress();
    const text = briefmap.at("text");
    text.parentNode.prepend(text);
    for (const entry of document.querySelectorAll(".entry, #disputes")) entry.open = before.open.includes(entry);
    briefmap.lists.forEach(({ fold }, index) => fold(before.lists[index]));
    map.invalidateSize({ animate: false, pan: false }).setView(before.center, before.zoom, { animate: false });
    before = null;
  });
};
