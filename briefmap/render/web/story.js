"use strict";
// What the map says about a place when it is pointed at or opened.

// A sentence with the words that spoke and the name of the place marked; offsets count UTF-16 units.
briefmap.quote = ({ sentence, cue, mention }) => {
  const text = briefmap.content.sentences[sentence];
  const edges = [0, text.length, ...cue, ...mention].sort((a, b) => a - b);
  const quote = briefmap.node("blockquote", { lang: "ar", dir: "rtl" });
  edges.slice(1).forEach((end, index) => {
    const start = edges[index];
    if (start === end) return;
    const inside = ([from, to]) => from <= start && end <= to;
    const kinds = [inside(cue) && "cue", inside(mention) && "mention"].filter(Boolean);
    const piece = text.slice(start, end);
    quote.append(kinds.length ? briefmap.node("mark", { class: kinds.join(" ") }, piece) : piece);
  });
  return quote;
};

briefmap.roleLine = (taken) => {
  const role = briefmap.content.roles[taken.role];
  const line = briefmap.node("h3", {}, briefmap.sign(role), ...briefmap.both(role.ar, role.en));
  if (taken.sure)
    line.append(briefmap.node("small", { class: "sure" }, ...briefmap.word(taken.sure), ` ${taken.percent}%`));
  return line;
};

// The popup: names, then for each role its sentences.
briefmap.story = (place) => {
  const story = briefmap.node("article", { class: "story", lang: "ar", dir: "rtl" });
  const kind = briefmap.node("p", { class: "kind" }, ...briefmap.word(place.kind));
  if (place.uncertain) kind.append(briefmap.node("span", { class: "doubt" }, ...briefmap.word("uncertain")));
  story.append(briefmap.node("h2", {}, ...briefmap.both(place.ar, place.en)), kind);
  for (const taken of place.roles) {
    const section = briefmap.node("section", {}, briefmap.roleLine(taken), ...taken.evidence.slice(0, 3).map(briefmap.quote));
    const rest = taken.evidence.slice(3);
    if (rest.length) {
      const summary = briefmap.node("summary", {}, `+${rest.length} `, ...briefmap.word("more"));
      section.append(briefmap.node("details", {}, summary, ...rest.map(briefmap.quote)));
    }
    story.append(section);
  }
  return story;
};

// The tooltip: «روما · Rome», then the roles.
briefmap.hint = (place) => {
  const hint = briefmap.node("div", { class: "hint" });
  const [ar, en] = briefmap.both(place.ar, place.en);
  hint.append(briefmap.node("div", { class: "names" }, ar, briefmap.node("span", { class: "dot" }, "·"), en));
  for (const taken of place.roles) {
    const role = briefmap.content.roles[taken.role];
    hint.append(briefmap.node("div", { class: "line", dir: "rtl" }, briefmap.sign(role), ...briefmap.both(role.ar, role.en)));
  }
  return hint;
};
