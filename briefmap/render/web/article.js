"use strict";
// The article in its own paragraphs, every name of a place lit in the colour of the roles it has there.

briefmap.article = () => {
  const { text, title, mentions } = briefmap.content;
  const pane = briefmap.at("text");
  let next = 0;
  let end = -1;
  for (const line of text.split("\n")) {
    let at = end + 1;
    end = at + line.length;
    const inside = [];
    for (; next < mentions.length && mentions[next].span[0] < end; next++) inside.push(mentions[next]);
    if (!line.trim()) continue;
    const heads = line.trim() === title && title.length < 160; // a text without a headline begins with a paragraph
    const paragraph = briefmap.node("p", heads ? { class: "headline" } : {});
    for (const mention of inside) {
      paragraph.append(text.slice(at, mention.span[0]), briefmap.mention(mention));
      at = mention.span[1];
    }
    paragraph.append(text.slice(at, Math.max(at, end)));
    pane.append(paragraph);
  }
  pane.classList.toggle("long", mentions.length > 300);
};

briefmap.mention = (mention) => {
  const { text, places } = briefmap.content;
  const place = places[mention.place];
  const link = briefmap.node("a", { class: "mention" }, text.slice(...mention.span));
  mention.link = link;
  if (mention.uncertain) link.classList.add("unsure");
  if (!place) {
    link.classList.add("unresolved");
    link.setAttribute("href", "#unsettled");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      mention.entry.focus();
    });
    return link;
  }
  const nth = place.mentions.push(mention) - 1;
  if (mention.uncertain && !place.rivals.length) place.rivals = mention.rivals;
  link.setAttribute("href", `#p=${encodeURIComponent(place.id)}`);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    // A click without a pointer comes from the keyboard, which then goes on into the evidence.
    briefmap.choose(mention.place, { nth, enter: event.detail === 0, scroll: false });
  });
  let waiting = 0;
  link.addEventListener("focus", () => {
    if (briefmap.returning || !link.matches(":focus-visible")) return;
    waiting = setTimeout(() => briefmap.choose(mention.place, { nth, scroll: false }), 200);
  });
  link.addEventListener("blur", () => clearTimeout(waiting));
  return link;
};

// Gives every mention the colours, and the names, of those of its roles that are switched on.
briefmap.tint = () => {
  const { mentions, places, roles } = briefmap.content;
  const on = new Set(roles.keys());
  for (const [index, layer] of briefmap.layers.entries()) if (!briefmap.leaflet.hasLayer(layer)) on.delete(index);
  for (const { link, place, roles: own } of mentions) {
    if (!link || place < 0) continue;
    const shown = (own || places[place].roles.map((taken) => taken.role)).filter((role) => on.has(role)).map((role) => roles[role]);
    link.classList.toggle("off", !shown.length);
    if (!shown.length) {
      link.removeAttribute("data-signs");
      link.removeAttribute("title");
      continue;
    }
    const part = 100 / shown.length;
    const bands = shown.map(({ color }, index) => `${color} ${part * index}% ${part * (index + 1)}%`);
    link.style.setProperty("--role", shown[0].color);
    link.style.setProperty("--bands", `linear-gradient(to left, ${bands.join(", ")})`);
    link.setAttribute("data-signs", shown.map(({ symbol }) => symbol).join(""));
    link.title = shown.map(({ ar, en }) => briefmap.spoken([ar, en])).join(" · ");
  }
};
