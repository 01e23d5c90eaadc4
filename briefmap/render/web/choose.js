"use strict";
// One place is chosen at a time, wherever that was done: the map opens its evidence, the text lights its mentions.

briefmap.chosen = null;
briefmap.popup = null;

// `nth` of its mentions is meant; `fly` moves the map; `scroll` the text; `enter` moves the keyboard into the evidence.
briefmap.choose = (index, { nth = 0, fly = true, scroll = true, enter = false, at = null } = {}) => {
  const place = briefmap.content.places[index];
  if (enter) briefmap.origin = document.activeElement;
  const chosen = { index, nth, inArticle: enter && document.activeElement.classList.contains("mention") };
  briefmap.unlight();
  briefmap.chosen = chosen;
  briefmap.light(scroll);
  for (const entry of place.entries) entry.setAttribute("aria-current", "true");
  const open = () => {
    if (briefmap.chosen === chosen) briefmap.open_story(place, at, enter);
  };
  if (fly) briefmap.fly(place, open);
  else open();
  briefmap.remember();
};

briefmap.fly = (place, then) => {
  const map = briefmap.leaflet;
  const bounds = L.latLngBounds(place.bounds.flat());
  const { x, y } = map.getSize();
  const options = { maxZoom: Math.max(5, Math.min(map.getZoom(), 7)), padding: [x / 6, y / 6], duration: 0.6, animate: !briefmap.calm() };
  map.stop();
  map.once("moveend", then);
  map[options.animate ? "flyToBounds" : "fitBounds"](bounds, options);
};

briefmap.open_story = (place, at, enter) => {
  const map = briefmap.leaflet;
  const { x, y } = map.getSize();
  const story = briefmap.story(place);
  briefmap.opening = true;
  briefmap.popup = L.popup({ className: "popup", minWidth: Math.min(220, x - 60), maxWidth: Math.min(340, x - 60), maxHeight: Math.min(336, y - 108), autoPan: false })
    .setLatLng(at || place.at)
    .setContent(story)
    .openOn(map);
  briefmap.opening = false;
  const popup = briefmap.popup.getElement();
  // Leaflet's own way to bring it into view glides for everybody, and a button that glides away is missed.
  const half = popup.offsetWidth / 2 + 8;
  map.panInside(briefmap.popup.getLatLng(), { paddingTopLeft: [half, popup.offsetHeight + 22], paddingBottomRight: [half, 8], animate: !briefmap.calm() });
  const close = popup.querySelector(".leaflet-popup-close-button"); // another may be fading still
  close.setAttribute("aria-label", briefmap.spoken(briefmap.content.words.close));
  briefmap.count();
  if (enter) story.focus();
};

// Lights the mentions of the chosen place, the one that is meant most.
briefmap.light = (scroll) => {
  const { index, nth } = briefmap.chosen;
  const { mentions } = briefmap.content.places[index];
  mentions.forEach(({ link }, each) => {
    link.classList.add("lit");
    link.classList.toggle("now", each === nth);
  });
  if (scroll && mentions[nth]) mentions[nth].link.scrollIntoView({ block: "center", behavior: briefmap.calm() ? "auto" : "smooth" });
  briefmap.count();
};

briefmap.unlight = () => {
  if (!briefmap.chosen) return;
  const place = briefmap.content.places[briefmap.chosen.index];
  for (const { link } of place.mentions) link.classList.remove("lit", "now");
  for (const entry of place.entries) entry.removeAttribute("aria-current");
  briefmap.chosen = null;
};

briefmap.step = (by) => {
  const { chosen } = briefmap;
  const { length } = briefmap.content.places[chosen.index].mentions;
  chosen.nth = (chosen.nth + by + length) % length;
  briefmap.light(true);
  briefmap.remember();
};

briefmap.count = () => {
  const count = briefmap.popup?.getElement()?.querySelector(".steps .count");
  if (count && briefmap.chosen) {
    const { index, nth } = briefmap.chosen;
    count.textContent = `${nth + 1} / ${briefmap.content.places[index].mentions.length}`;
  }
};

briefmap.listen = (map) => {
  map.on("popupclose", () => {
    if (briefmap.opening) return;
    const { chosen, origin } = briefmap;
    const inside = document.activeElement === document.body || document.activeElement.closest(".leaflet-popup");
    briefmap.unlight();
    briefmap.remember();
    if (!origin || !inside) return;
    const mention = chosen && chosen.inArticle && briefmap.content.places[chosen.index].mentions[chosen.nth];
    briefmap.returning = true;
    (mention ? mention.link : origin).focus();
    briefmap.returning = false;
    briefmap.origin = null;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && briefmap.chosen) map.closePopup();
  });
};
