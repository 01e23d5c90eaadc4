"use strict";
// What the map says about a place when it is pointed at or opened.

// A sentence with the words that spoke and the names of the place marked.
briefmap.quote = ({ sentence, cues, mentions }) => {
  const { text, sentences } = briefmap.content;
  const [from, to] = sentences[sentence];
  const edges = [from, to, ...cues.flat(), ...mentions.flat()].filter((at) => from <= at && at <= to).sort((a, b) => a - b);
  const quote = briefmap.node("blockquote", { lang: "ar", dir: "rtl" });
  edges.slice(1).forEach((end, index) => {
    const start = edges[index];
    if (start === end) return;
    const covers = (spans) => spans.some(([first, last]) => first <= start && end <= last);
    const kinds = [covers(cues) && "cue", covers(mentions) && "name-mark"].filter(Boolean);
    const piece = text.slice(start, end);
    quote.append(kinds.length ? briefmap.node("mark", { class: kinds.join(" ") }, piece) : piece);
  });
  return quote;
};

// The sentences that give a role: the best three, the others folded away.
briefmap.quotes = (taken) => {
  const rest = taken.evidence.slice(3);
  const shown = taken.evidence.slice(0, 3).map(briefmap.quote);
  if (!rest.length) return shown;
  const summary = briefmap.node("summary", {}, `+${rest.length} `, ...briefmap.word("more"));
  const folded = briefmap.node("details", {}, summary);
  folded.addEventListener("toggle", () => folded.children[1] || folded.append(...rest.map(briefmap.quote)));
  return [...shown, folded];
};

briefmap.sure = (taken) =>
  briefmap.node("small", { class: "sure" }, ...(taken.sure ? [...briefmap.word(taken.sure), ` ${taken.percent}%`] : []));

briefmap.rivals = (rivals) => {
  const line = briefmap.node("p", { class: "rivals" }, ...briefmap.word("rivals"));
  rivals.forEach(([ar, en], index) => line.append(index ? " · " : " ", ...briefmap.both(ar, en, "bdi")));
  return line;
};

// Which of its mentions is lit in the text, and the way to the others.
briefmap.steps = (place) => {
  if (!place.mentions.length) return [];
  const step = (key, by, sign) => {
    const button = briefmap.node("button", { type: "button", class: `step ${key}` }, sign);
    const words = briefmap.content.words[key];
    button.setAttribute("aria-label", briefmap.spoken(words));
    button.addEventListener("click", () => briefmap.step(by));
    button.disabled = place.mentions.length === 1;
    return button;
  };
  const count = briefmap.node("bdi", { class: "count", dir: "ltr" });
  const where = briefmap.node("span", { class: "where", role: "status" }, ...briefmap.word("inText"), " ", count); // heard whole
  return [briefmap.node("div", { class: "steps" }, where, step("previous", -1, "▲"), step("next", 1, "▼"))];
};

// The popup: names, then for each role its sentences.
briefmap.story = (place) => {
  const story = briefmap.node("div", { class: "story", role: "dialog", tabindex: "-1", "aria-label": briefmap.spoken([place.ar, place.en]) });
  const kind = briefmap.node("p", { class: "kind" }, ...briefmap.word(place.kind));
  if (place.uncertain) kind.append(briefmap.node("span", { class: "doubt" }, ...briefmap.word("uncertain")));
  story.append(briefmap.node("h2", {}, ...briefmap.called(place)), kind);
  if (place.uncertain && place.rivals.length) story.append(briefmap.rivals(place.rivals));
  story.append(...briefmap.steps(place));
  for (const taken of place.roles) {
    const role = briefmap.content.roles[taken.role];
    const line = briefmap.node("h3", {}, briefmap.sign(role), ...briefmap.both(role.ar, role.en), briefmap.sure(taken));
    story.append(briefmap.node("section", {}, line, ...briefmap.quotes(taken)));
  }
  return story;
};

// The tooltip: «روما · Rome», then the roles.
briefmap.hint = (place) => {
  const hint = briefmap.node("div", { class: "hint" });
  const [first, second] = briefmap.called(place);
  hint.append(briefmap.node("div", { class: "names" }, first, briefmap.node("span", { class: "dot" }, "·"), second));
  for (const taken of place.roles) {
    const role = briefmap.content.roles[taken.role];
    hint.append(briefmap.node("div", { class: "line" }, briefmap.sign(role), ...briefmap.both(role.ar, role.en)));
  }
  return hint;
};
