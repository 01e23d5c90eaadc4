"use strict";
// One name holds all of ours, so that the script folium writes can call it.
const briefmap = {};

briefmap.read = (id) => JSON.parse(document.getElementById(id).textContent);

// Builds one element. Strings become text nodes, so nothing an article says can turn into markup.
briefmap.node = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

// An Arabic and an English wording of the same thing, each in its own direction.
briefmap.both = (ar, en, name = "span") => [
  briefmap.node(name, { lang: "ar", dir: "rtl" }, ar),
  briefmap.node(name, { lang: "en", dir: "ltr" }, en),
];

briefmap.word = (key, name) => briefmap.both(...briefmap.content.words[key], name);

// Black or white, whichever is easier to read on the colour `#rrggbb`.
briefmap.ink = (color) => {
  const [r, g, b] = [1, 3, 5].map((at) => (parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.3 ? "#14181d" : "#ffffff";
};

// The coloured sign of a role, as pins, popups and the legend show it.
briefmap.sign = (role) => {
  const sign = briefmap.node("span", { class: "sign", "aria-hidden": "true" }, role.symbol);
  sign.style.setProperty("--role", role.color);
  sign.style.setProperty("--signink", briefmap.ink(role.color));
  return sign;
};
