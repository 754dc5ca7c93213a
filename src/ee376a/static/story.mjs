// The page-turning reader of the picture book. Text, colours and alt texts come from Python in the
// model's state: `pages`; `page` is the one that lies open; `chart` is what the last painting is
// read with. Pictures are files under `base`, one a drawing, or come in the live widget's
// `pictures` as SVG text by the number of the page on which they begin.

/** What lies open at a time, as lists of indices: on a wide screen both halves of a spread. */
export function openings(kinds, wide) {
  const found = [];
  for (let i = 0; i < kinds.length; i += 1) {
    if (wide && kinds[i] === "left") found.push([i, ++i]);
    else found.push([i]);
  }
  return found;
}

/** Which way a finger turns the page: 1 on, -1 back, 0 when it scrolled or only touched. */
export function swipe(dx, dy) {
  return Math.abs(dx) < 40 || Math.abs(dx) < 1.5 * Math.abs(dy) ? 0 : dx < 0 ? 1 : -1;
}

/** Which opening a key leads to from opening `at` of `count`; null for keys that do not turn. */
export function turnTo(key, at, count) {
  const to = { ArrowRight: at + 1, PageDown: at + 1, ArrowLeft: at - 1, PageUp: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}

const CSS = `
.storybook { --line: #8b93a6; --soft: #4b5263; --bar: #f1f4fb; --on-bar: #1d2433; --go: #0b5cad; --on-go: #fff;
  container-type: inline-size; max-width: 62rem; margin: 1rem auto; border-radius: 14px; overflow: clip; background: var(--bar); color: var(--on-bar);
  font-family: Andika, "Andika New Basic", "Atkinson Hyperlegible", ui-rounded, system-ui, sans-serif; box-shadow: 0 2px 14px #0003; outline: none; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .storybook { --line: #717c93; --soft: #b4bccd; --bar: #222938; --on-bar: #eef1f7; --go: #8cc4ff; --on-go: #0c1624; } }
html[data-theme="dark"] .storybook { --line: #717c93; --soft: #b4bccd; --bar: #222938; --on-bar: #eef1f7; --go: #8cc4ff; --on-go: #0c1624; }
.output:has(.storybook) { overflow: visible !important; } /* or the bar would not stay at the bottom of the window */
.storybook * { box-sizing: border-box; }
.storybook:focus-visible { outline: 3px solid var(--go); outline-offset: 3px; }
.sb-stage { touch-action: pan-y pinch-zoom; overflow: hidden; }
.sb-open { display: grid; }
.sb-picture { overflow: hidden; aspect-ratio: 1000 / 860; grid-column: 1 / -1; }
/* Longer names than the page around gives its own rules for pictures. */
.storybook .sb-open .sb-picture img { display: block; width: 100%; height: 100%; margin: 0; object-fit: cover; max-width: none; border-radius: 0; background: none; }
.sb-whole .sb-picture { aspect-ratio: 2000 / 860; }
.storybook .sb-left .sb-picture img, .storybook .sb-right .sb-picture img { width: 200%; }
.storybook .sb-right .sb-picture img { margin-left: -100%; }
.sb-cover { justify-content: center; }
.sb-cover .sb-picture { aspect-ratio: 1000 / 1294; grid-area: 1 / 1; width: min(100cqw, 66vh); }
.sb-cover .sb-text { grid-area: 1 / 1; z-index: 1; background: none !important; padding: 8% 0 0; font-size: min(3.6cqw, 2.4vh); }
.sb-cover .sb-text, .sb-title .sb-text { text-align: center; min-height: 0; }
.sb-whole { grid-template-columns: 1fr 1fr; }
.sb-text { padding: 1.1em 8% 1.4em; font-size: clamp(17px, 3cqw, 25px); line-height: 1.5; min-height: 11.5em; }
.sb-text p { margin: 0 0 .5em; }
.sb-text p.sb-name { font-size: 2em; font-weight: 700; line-height: 1.2; margin-bottom: .1em; }
.sb-text p.sb-second { font-size: 1.25em; font-weight: 700; margin-bottom: .8em; }
.sb-whole .sb-text { font-size: clamp(16px, 2.3cqw, 22px); min-height: 9em; }
.sb-text details { margin-top: .9em; border: 2px dashed currentColor; border-radius: 12px; font-size: .9em; }
.sb-text summary { padding: .55em .9em; min-height: 44px; cursor: pointer; }
.sb-text summary:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
.sb-text details p { margin: 0; padding: 0 .9em .7em; }
.sb-chart { display: grid; grid-template-columns: repeat(auto-fill, minmax(4.9em, 1fr)); gap: .1em .3em; list-style: none; margin: .4em 0 0 !important; padding: 0 !important; font-size: .85em; }
.sb-chart li { margin: 0; white-space: nowrap; }
.sb-chart .sb-wide { grid-column: span 2; }
.sb-paint { display: inline-block; width: 1.9em; height: .95em; border: 1px solid; vertical-align: -.1em; margin-right: .3em; }
.sb-bar { position: sticky; bottom: 0; z-index: 2; background: var(--bar); display: flex; gap: .5rem; align-items: center; padding: .5rem .75rem; }
.sb-bar button span, .sb-bar button svg { display: block; margin: auto; }
.sb-bar button { min-width: 48px; min-height: 48px; border: 2px solid var(--line); border-radius: 12px; background: transparent; color: inherit; font: inherit; font-size: 1.1rem; cursor: pointer; padding: 0 .7rem; }
.sb-bar .sb-go { background: var(--go); color: var(--on-go); border-color: var(--go); }
.sb-bar button:focus-visible, .sb-bar input:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.sb-bar button:disabled { opacity: .45; cursor: default; }
.sb-bar input { flex: 1; min-width: 3rem; height: 44px; accent-color: var(--go); }
.sb-bar .sb-where { min-width: 4.2em; text-align: center; font-variant-numeric: tabular-nums; }
.storybook:fullscreen { border-radius: 0; max-width: none; display: flex; flex-direction: column; overflow: auto; }
.storybook:fullscreen .sb-stage, .storybook:fullscreen .sb-open { flex: 1; display: flex; flex-direction: column; justify-content: center; }
.storybook:fullscreen .sb-open { display: grid; align-content: center; }
@media (prefers-reduced-motion: no-preference) {
  .sb-on { animation: sb-on .38s ease-out; } .sb-back { animation: sb-back .38s ease-out; }
  @keyframes sb-on { from { transform: translateX(28%); opacity: 0; } }
  @keyframes sb-back { from { transform: translateX(-28%); opacity: 0; } } }
@container (min-width: 640px) { .sb-page, .sb-painting, .sb-back-cover, .sb-title { grid-template-columns: 58% 42%; align-items: center; }
  .sb-page .sb-picture, .sb-painting .sb-picture, .sb-back-cover .sb-picture, .sb-title .sb-picture { grid-column: 1; }
  .sb-page .sb-text, .sb-painting .sb-text, .sb-back-cover .sb-text { padding: .8em 7%; font-size: clamp(16px, 2.15cqw, 22px); min-height: 0; line-height: 1.42; }
  .sb-title .sb-text { font-size: 2.15cqw; } .sb-painting .sb-text { font-size: clamp(15px, 1.9cqw, 19px); } }
@container (max-width: 520px) { .sb-bar { gap: .35rem; padding-inline: .4rem; } .sb-bar button { padding: 0 .4rem; } .sb-bar .sb-full { display: none; } }
`;

const WIDE = 640;

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function chart({ colours, letters }) {
  const paints = make("ul", { class: "sb-chart", "aria-label": "Colours and their numbers" });
  colours.forEach(([colour, name], digit) => {
    const paint = make("span", { class: "sb-paint", style: `background:${colour}`, role: "img", "aria-label": name });
    paints.append(make("li", {}, paint, String(digit)));
  });
  const names = make("ul", { class: "sb-chart", "aria-label": "Letters and their numbers" });
  letters.forEach(([name, digits]) => {
    const item = make("li", name.length > 1 ? { class: "sb-wide" } : {}, make("b", {}, name), ` ${digits}`);
    names.append(item);
  });
  return [paints, names];
}

function words(page, reading) {
  const text = make("div", { class: "sb-text", style: `background:${page.tint};color:${page.ink}` });
  const heads = page.kind === "cover" || page.kind === "title" ? ["sb-name", "sb-second"] : [];
  page.text.forEach((line, i) => text.append(make("p", heads[i] ? { class: heads[i] } : {}, line)));
  if (page.kind === "painting") text.append(...chart(reading));
  if (page.ask) text.append(make("details", {}, make("summary", {}, page.ask), make("p", {}, page.answer)));
  return text;
}

function render({ model, el }) {
  const pages = model.get("pages");
  const inline = model.get("pictures") ?? {};
  const urls = new Map();
  const root = make("section", { class: "storybook", "aria-label": `${pages[0].text.join(" ")}: a picture book`, tabindex: "0" });
  const stage = make("div", { class: "sb-stage", "aria-live": "polite" });
  const button = (label, path, kind) => {
    const face = make("span", { "aria-hidden": "true" });
    face.innerHTML = `<svg viewBox="0 0 24 24" width="26" height="26" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"><path d="${path}"/></svg>`;
    return make("button", { type: "button", "aria-label": label, title: label, class: kind }, face);
  };
  const back = button("Page back", "M15 4 L7 12 L15 20", "sb-go");
  const on = button("Next page", "M9 4 L17 12 L9 20", "sb-go");
  const slider = make("input", { type: "range", min: 1, max: pages.length, "aria-label": "Page" });
  const where = make("span", { class: "sb-where" });
  const voice = button("Read to me", "M4 9 H8 L13 5 V19 L8 15 H4 Z M17 9 A5 5 0 0 1 17 15 M19.5 6.5 A9 9 0 0 1 19.5 17.5", "sb-voice");
  const full = button("Full screen", "M4 9 V4 H9 M15 4 H20 V9 M20 15 V20 H15 M9 20 H4 V15", "sb-full");
  const bar = make("div", { class: "sb-bar" }, back, slider, where, on);
  if (globalThis.speechSynthesis) bar.append(voice);
  if (root.requestFullscreen) bar.append(full);
  root.append(make("style", {}, CSS), stage, bar);
  el.append(root);

  let list = [];
  let at = 0;

  function source(index) {
    const first = pages[pages[index].kind === "right" ? index - 1 : index].number;
    if (!inline[first]) return `${model.get("base")}${String(first).padStart(2, "0")}.svg`;
    if (!urls.has(first)) urls.set(first, URL.createObjectURL(new Blob([inline[first]], { type: "image/svg+xml" })));
    return urls.get(first);
  }

  function show(direction) {
    const opened = list[at].map((index) => pages[index]);
    const [page] = opened;
    const view = make("div", { class: `sb-open sb-${opened.length > 1 ? "whole" : page.kind === "back" ? "back-cover" : page.kind}`, style: `background:${page.tint}` });
    if (direction) view.classList.add(direction > 0 ? "sb-on" : "sb-back");
    const alt = opened.map((each) => each.alt).join(" ");
    view.append(make("div", { class: "sb-picture" }, make("img", { src: source(list[at][0]), alt })));
    opened.forEach((each) => view.append(words(each, model.get("chart"))));
    stage.replaceChildren(view);
    slider.value = page.number;
    const named = opened.map((each) => each.number).join("–");
    slider.setAttribute("aria-valuetext", `Page ${named} of ${pages.length}`);
    where.textContent = `${named} / ${pages.length}`;
    back.disabled = at === 0;
    on.disabled = at === list.length - 1;
    if (at + 1 < list.length) new Image().src = source(list[at + 1][0]);
  }

  function turn(to) {
    if (to < 0 || to >= list.length || to === at) return;
    globalThis.speechSynthesis?.cancel();
    const direction = Math.sign(to - at);
    at = to;
    model.set("page", pages[list[at][0]].number);
    model.save_changes();
    const focused = document.activeElement;
    show(direction);
    if (focused?.disabled) root.focus(); // at a cover: keys go on turning
    if (root.getBoundingClientRect().top < 0) root.scrollIntoView({ block: "start" });
  }

  const openingOf = (number) => list.findIndex((indices) => indices.some((index) => pages[index].number === number));

  function arrange() {
    const wide = el.clientWidth >= WIDE;
    const next = openings(pages.map((page) => page.kind), wide);
    if (next.length === list.length) return;
    list = next;
    at = Math.max(0, openingOf(model.get("page")));
    show(0);
  }

  back.addEventListener("click", () => turn(at - 1));
  on.addEventListener("click", () => turn(at + 1));
  slider.addEventListener("input", () => turn(openingOf(Number(slider.value))));
  root.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = turnTo(event.key, at, list.length);
    if (to === null) return;
    event.preventDefault();
    turn(to);
  });
  let touched = null;
  // Two fingers turn nothing.
  stage.addEventListener("pointerdown", (event) => { touched = touched || event.pointerType === "mouse" ? null : event; });
  stage.addEventListener("pointercancel", () => { touched = null; });
  stage.addEventListener("pointerup", (event) => {
    if (touched) turn(at + swipe(event.clientX - touched.clientX, event.clientY - touched.clientY));
    touched = null;
  });
  voice.addEventListener("click", () => {
    const speech = globalThis.speechSynthesis;
    if (speech.speaking) { speech.cancel(); return; }
    const told = new SpeechSynthesisUtterance(list[at].flatMap((index) => pages[index].text).join(" "));
    told.lang = "en-GB";
    told.rate = 0.9;
    speech.speak(told);
  });
  full.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()));
  arrange();
  new ResizeObserver(arrange).observe(el);
  el.dataset.ready = "true";
}

export default { render };
