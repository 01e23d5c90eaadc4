"use strict";
// One name holds all of ours, so that the script folium writes can call it.
const briefmap = {};

briefmap.at = (id) => document.getElementById(id);
briefmap.read = (id) => JSON.parse(briefmap.at(id).textContent);

// Builds one element. Strings become text nodes, so nothing an article says can turn into markup.
briefmap.node = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

// The same thing in Arabic and in English, of which the page shows the one that it speaks.
briefmap.both = (ar, en, name = "span") => [
  briefmap.node(name, { class: "say", lang: "ar", dir: "rtl" }, ar),
  briefmap.node(name, { class: "say", lang: "en", dir: "ltr" }, en),
];

briefmap.word = (key, name) => briefmap.both(...briefmap.content.words[key], name);

// The one of two wordings that the page speaks now.
briefmap.spoken = ([ar, en]) => (document.documentElement.lang === "en" ? en : ar);

// A place by both its names; the style sheet puts that of the page's language first.
briefmap.called = (place) => {
  const ar = briefmap.node("bdi", { class: "called", lang: "ar", dir: "rtl" }, place.ar);
  const en = briefmap.node("bdi", { class: "called", lang: "en", dir: "ltr" }, place.en);
  return briefmap.spoken([[ar, en], [en, ar]]);
};

// Black or white, whichever is easier to read on the colour `#rrggbb`.
briefmap.ink = (color) => {
  const [r, g, b] = [1, 3, 5].map((at) => (parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#000000" : "#ffffff";
};

// The coloured sign of a role, as pins, popups and the legend show it.
briefmap.sign = (role) => {
  const sign = briefmap.node("span", { class: "sign", "aria-hidden": "true" }, role.symbol);
  sign.style.setProperty("--role", role.color);
  sign.style.setProperty("--signink", briefmap.ink(role.color));
  return sign;
};

// Names as a search compares them: no vowel signs, no accents, one form of alef, ya and ha.
briefmap.fold = (words) =>
  words
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "")
    .replace(/\u0649/g, "\u064a")
    .replace(/\u0629/g, "\u0647")
    .toLowerCase()
    .trim();

briefmap.calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
