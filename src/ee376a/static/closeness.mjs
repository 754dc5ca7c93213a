// How close are two pictures? Change a small picture and see its straws (L1), its squares (L2) and
// SSIM; or say which of two pictures is closer, and see what the measures say. From Python, in the
// model's state: `pictures` (name and 64 greys, 0 to 4) and `triplets` (pixels in base64, what was
// done, and the three measures). The exported functions repeat ee376a.medical.similarity.

/** The absolute difference of each pixel: the length of its straw. */
export const straws = (x, y) => x.map((grey, k) => Math.abs(grey - y[k]));
/** All straws end to end. */
export const l1 = (x, y) => straws(x, y).reduce((sum, d) => sum + d, 0);
/** The side of a square as large as the squares on all straws together. */
export const l2 = (x, y) => Math.sqrt(straws(x, y).reduce((sum, d) => sum + d * d, 0));

/** Structural similarity of two square pictures, with a flat window: 1 for equal ones. */
export function ssim(x, y, window, top) {
  const side = Math.sqrt(x.length), n = window * window;
  const c1 = (0.01 * top) ** 2, c2 = (0.03 * top) ** 2;
  let sum = 0, windows = 0;
  for (let r = 0; r + window <= side; r++) {
    for (let c = 0; c + window <= side; c++) {
      let sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
      for (let k = 0; k < n; k++) {
        const at = (r + Math.floor(k / window)) * side + c + (k % window), a = x[at], b = y[at];
        sx += a; sy += b; sxx += a * a; syy += b * b; sxy += a * b;
      }
      const mx = sx / n, my = sy / n, vx = sxx / n - mx * mx, vy = syy / n - my * my, v = sxy / n - mx * my;
      sum += ((2 * mx * my + c1) * (2 * v + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2));
      windows += 1;
    }
  }
  return sum / windows;
}

/** Each row one pixel to the right; its first pixel stays. */
export const shifted = (x, side) => x.map((_, k) => x[k % side ? k - 1 : k]);
/** Which of A and B is closer, by L1, L2 and SSIM, of which more is closer in the last alone. */
export const closer = (values) => values.map(([a, b], k) => ((k < 2 ? a < b : a > b) ? "A" : "B"));

const LIGHT = `--paper: #f6efe6; --ink: #2b2018; --soft: #5e4c3d; --line: #8f7a68; --fill: #fffdf9; --go: #8a2846; --on-go: #fff; --bar: #8a2846; --straw: #b8324f; --stripe: #f3c5cf; --square: #1f6d8c;`;
const DARK = `--paper: #241a1c; --ink: #fbf1ea; --soft: #d6c2b4; --line: #8d7768; --fill: #34272a; --go: #ffb3c4; --on-go: #3a0e1b; --bar: #ffb3c4; --straw: #ff8fa8; --stripe: #7d3044; --square: #7cc7e2;`;
const CSS = `
.close { ${LIGHT} color: var(--ink); background: var(--paper); font: 1.0625rem/1.45 system-ui, sans-serif; max-width: 60rem; margin-inline: auto; border-radius: 22px; padding: .9rem .75rem 1rem; box-sizing: border-box; container-type: inline-size; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .close { ${DARK} } }
html[data-theme="dark"] .close { ${DARK} }
.close * { box-sizing: border-box; }
.close p { margin: .5rem 0; }
.close-line { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; justify-content: center; margin-block: .5rem; }
.close button, .close select { font: inherit; color: inherit; min-width: 44px; min-height: 44px; cursor: pointer; border: 2px solid var(--line); border-radius: 14px; background: var(--fill); padding: .35rem .8rem; }
.close button[aria-pressed="true"], .close button.close-go { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 700; }
.close button.close-ink { padding: 0; border-width: 3px; }
.close button.close-ink[aria-pressed="true"] { border-color: var(--go); outline: 2px solid var(--go); }
.close :focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.close [role="status"] { min-height: 3em; font-weight: 700; text-align: center; max-width: 38rem; margin-inline: auto; }
.close-boards { display: flex; gap: .8rem; justify-content: center; }
.close-boards figure { margin: 0; text-align: center; flex: 1 1 0; max-width: 19rem; min-width: 0; }
.close-boards figcaption { font: inherit; color: var(--soft); margin: .2rem 0; }
@container (max-width: 30rem) {
  .close-boards { flex-wrap: wrap; }
  .close-boards figure { flex: 0 0 calc(50% - .4rem); } .close-boards figure:first-child { margin-inline: 25%; }
  .close-boards .close-mine { flex-basis: 88%; }
}
.close-boards svg, .close-boards canvas { display: block; width: 100%; height: auto; border-radius: 8px; border: 1px solid var(--line); }
.close-boards canvas { image-rendering: pixelated; }
.close-board { touch-action: none; cursor: crosshair; border-radius: 8px; }
.close-made { display: grid; gap: .3rem; margin-top: .6rem; }
.close-made .close-head { margin: .5rem 0 0; font-weight: 700; }
.close-straws, .close-squares { display: flex; flex-wrap: wrap; align-content: flex-start; min-height: 34px; gap: 3px 0; background: var(--fill); border-radius: 10px; padding: 8px; }
.close-squares { gap: 3px; }
.close-straws i { height: 12px; border-radius: 3px; border-inline-end: 2px solid var(--fill); background: repeating-linear-gradient(115deg, var(--straw) 0 6px, var(--stripe) 6px 9px); }
.close-squares i { background: var(--square); border-radius: 2px; }
.close-scale { height: 18px; background: var(--fill); border-radius: 9px; overflow: hidden; }
.close-scale i { display: block; height: 100%; background: var(--bar); }
.close table { display: table; width: fit-content; border-collapse: collapse; margin: .6rem auto; background: var(--fill); color: var(--ink); border-radius: 10px; }
.close th, .close td { padding: .35rem .7rem; text-align: right; font-variant-numeric: tabular-nums; color: var(--ink); border: 0; } .close th[scope="row"] { text-align: left; }
.close td.close-won { font-weight: 800; color: var(--go); }
.close-soft { color: var(--soft); text-align: center; }
`;
const GREYS = ["#000000", "#404040", "#808080", "#bfbfbf", "#ffffff"];
const WORDS = ["black", "dark grey", "grey", "light grey", "white"];
const MEASURES = ["L1", "L2", "SSIM"];
const SIDE = 8, WINDOW = 5, TOP = 4;

function render({ model, el }) {
  const pictures = model.get("pictures").map(([name, greys]) => [name, [...greys].map(Number)]);
  const triplets = model.get("triplets");
  let mode = "paint", chosen = 0, ink = 4, at = [0, 0], mine = [...pictures[0][1]], told = "";
  let turn = 0, vote = null, agreed = [0, 0, 0], votes = 0;

  el.classList.add("close");
  el.innerHTML = `<style>${CSS}</style><div class="close-line" data-part="top"></div><p role="status" aria-live="polite"></p><div data-part="main"></div>`;
  const [top, main] = ["top", "main"].map((part) => el.querySelector(`[data-part=${part}]`));
  const status = el.querySelector("[role=status]");
  const button = (key, text, extra = "") => `<button type="button" data-key="${key}" ${extra}>${text}</button>`;
  const x = () => pictures[chosen][1];
  const drawing = (greys, ring) => `<svg viewBox="0 0 8 8" aria-hidden="true" shape-rendering="crispEdges">${greys.map((grey, k) => `<rect x="${k % SIDE}" y="${Math.floor(k / SIDE)}" width="1.02" height="1.02" fill="${GREYS[grey]}"/>`).join("")}${ring ? `<rect x="${ring[1] + 0.06}" y="${ring[0] + 0.06}" width=".88" height=".88" fill="none" stroke="#d0204e" stroke-width=".12"/>` : ""}</svg>`;
  const label = () => `Your picture. Row ${at[0] + 1}, column ${at[1] + 1}: ${WORDS[mine[at[0] * SIDE + at[1]]]}. Arrows move, 0 to 4 paint.`;

  function paint() {
    const inks = GREYS.map((grey, k) => button(`ink${k}`, "", `class="close-ink" style="background:${grey}" aria-label="Paint ${WORDS[k]}" aria-pressed="${k === ink}"`)).join("");
    const options = pictures.map(([name], k) => `<option value="${k}" ${k === chosen ? "selected" : ""}>${name}</option>`).join("");
    main.innerHTML = `<div class="close-line"><label>X is a <select data-key="x">${options}</select></label>${inks}</div>
      <div class="close-boards"><figure role="img" aria-label="X, the ${pictures[chosen][0]}">${drawing(x())}<figcaption>X</figcaption></figure>
      <figure class="close-mine"><div class="close-board" data-key="board" tabindex="0" role="application"></div><figcaption>yours</figcaption></figure></div>
      <div class="close-line">${button("lighter", "All lighter")}${button("slide", "Slide right")}${button("spoil", "Spoil one pixel")}${button("again", "Start again")}</div>
      <div class="close-made"></div>`;
    measure();
  }
  function measure() {
    const board = main.querySelector(".close-board");
    board.innerHTML = drawing(mine, at);
    board.setAttribute("aria-label", label());
    const long = straws(x(), mine), first = l1(x(), mine), second = l2(x(), mine), third = ssim(x(), mine, WINDOW, TOP);
    const some = long.filter((d) => d), squares = some.reduce((sum, d) => sum + d * d, 0);
    main.querySelector(".close-made").innerHTML = `
      <p class="close-head">Straws, end to end: L1 = ${first}</p><div class="close-straws" aria-hidden="true">${some.map((d) => `<i style="width:${14 * d}px"></i>`).join("")}</div>
      <p class="close-head">A square on each straw: together ${squares}, so L2 = ${second.toFixed(2)}</p><div class="close-squares" aria-hidden="true">${some.map((d) => `<i style="width:${7 * d}px;height:${7 * d}px"></i>`).join("")}</div>
      <p class="close-head">SSIM = ${third.toFixed(3)}</p><div class="close-scale" aria-hidden="true"><i style="width:${100 * Math.max(0, third)}%"></i></div>`;
    status.textContent = `${told} ${some.length ? `${some.length} ${some.length === 1 ? "pixel differs" : "pixels differ"}. L1 ${first}, L2 ${second.toFixed(2)}, SSIM ${third.toFixed(3)}.` : "The same picture: no straws at all. Paint on yours."}`.trim();
  }
  function brush(place) {
    at = place;
    mine[at[0] * SIDE + at[1]] = ink;
    told = "";
    measure();
  }

  const pixels = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  function show(canvas, text) {
    const bytes = pixels(text), side = Math.sqrt(bytes.length), context = canvas.getContext("2d");
    canvas.width = canvas.height = side;
    const image = context.createImageData(side, side);
    bytes.forEach((grey, k) => image.data.set([grey, grey, grey, 255], 4 * k));
    context.putImageData(image, 0, 0);
  }
  function quiz() {
    const now = triplets[turn], says = closer(now.values);
    const figure = (name, key) => `<figure><canvas role="img" aria-label="${name}${vote && key !== "x" ? `: ${now.kinds["ab".indexOf(key)]}` : `, ${now.name}`}" data-picture="${key}"></canvas><figcaption>${name}${vote && key !== "x" ? `, ${now.kinds["ab".indexOf(key)]}` : ""}</figcaption></figure>`;
    const row = (measure, k) => `<tr><th scope="row">${measure}</th>${["A", "B"].map((letter, j) => `<td class="${says[k] === letter ? "close-won" : ""}">${now.values[k][j].toFixed(k === 2 ? 3 : 1)}</td>`).join("")}<td>${says[k]}</td></tr>`;
    const table = `<table><thead><tr><td></td><th scope="col">A</th><th scope="col">B</th><th scope="col">closer</th></tr></thead><tbody>${MEASURES.map(row).join("")}<tr><th scope="row">you</th><td></td><td></td><td>${vote}</td></tr></tbody></table>
      <p class="close-soft">L1: the mean straw. L2: the root of the mean square. Less is closer. In SSIM more is closer.</p>`;
    main.innerHTML = `<div class="close-boards">${figure("X", "x")}${figure("A", "a")}${figure("B", "b")}</div>
      <div class="close-line">${vote ? button("next", turn + 1 < triplets.length ? "Next" : "Play again", 'class="close-go"') : button("voteA", "A is closer to X") + button("voteB", "B is closer to X")}</div>${vote ? table : ""}`;
    main.querySelectorAll("canvas").forEach((canvas) => show(canvas, now[canvas.dataset.picture]));
    const tally = MEASURES.map((measure, k) => `${measure} ${agreed[k]}`).join(", ");
    status.textContent = vote
      ? `You say ${vote}. Times that you agreed, of ${votes}: ${tally}.`
      : `Picture ${turn + 1} of ${triplets.length}. Somebody spoilt X in two ways. Which is closer to X: A or B?`;
  }
  function choose(letter) {
    vote = letter;
    votes += 1;
    closer(triplets[turn].values).forEach((says, k) => { agreed[k] += says === letter; });
    draw("next");
  }
  function draw(focus) {
    const key = focus ?? (el.contains(document.activeElement) ? document.activeElement.dataset.key : null);
    top.innerHTML = button("paint", "Straws and squares", `aria-pressed="${mode === "paint"}"`) + button("quiz", "Which is closer?", `aria-pressed="${mode === "quiz"}"`);
    if (mode === "paint") paint();
    else quiz();
    if (key) el.querySelector(`[data-key="${key}"]`)?.focus({ preventScroll: true });
  }

  const change = (greys, words) => { mine = greys; told = words; measure(); };
  const actions = {
    paint: () => { mode = "paint"; told = ""; draw(); },
    quiz: () => { mode = "quiz"; draw(); },
    lighter: () => change(mine.map((grey) => Math.min(TOP, grey + 1)), "All one step lighter, if they can."),
    slide: () => change(shifted(mine, SIDE), "All one pixel to the right."),
    spoil: () => { const k = Math.floor(mine.length * Math.random()); change(mine.map((grey, j) => (j === k ? (grey < 2 ? 4 : 0) : grey)), "One pixel spoilt."); },
    again: () => change([...x()], ""),
    voteA: () => choose("A"), voteB: () => choose("B"),
    next: () => {
      vote = null;
      turn = (turn + 1) % triplets.length;
      if (!turn) { agreed = [0, 0, 0]; votes = 0; }
      draw("voteA");
    },
  };
  const place = (event) => {
    const box = main.querySelector(".close-board").getBoundingClientRect();
    return [(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width].map((part) => Math.max(0, Math.min(SIDE - 1, Math.floor(SIDE * part))));
  };
  el.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (/^ink\d$/.test(key)) { ink = +key[3]; draw(); }
    else actions[key]?.();
  });
  el.addEventListener("change", (event) => {
    if (event.target.dataset.key !== "x") return;
    chosen = +event.target.value;
    mine = [...x()];
    told = "";
    draw();
  });
  const onBoard = (event) => event.target.closest?.(".close-board");
  el.addEventListener("pointerdown", (event) => { if (onBoard(event)) { onBoard(event).setPointerCapture(event.pointerId); brush(place(event)); } });
  el.addEventListener("pointermove", (event) => { if (onBoard(event) && event.buttons) brush(place(event)); });
  el.addEventListener("keydown", (event) => {
    if (event.target.dataset?.key !== "board") return;
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (step) at = step.map((by, axis) => Math.max(0, Math.min(SIDE - 1, at[axis] + by)));
    else if (/^[0-4]$/.test(event.key)) mine[at[0] * SIDE + at[1]] = +event.key;
    else if (event.key === " " || event.key === "Enter") mine[at[0] * SIDE + at[1]] = ink;
    else return;
    event.preventDefault();
    told = "";
    measure();
  });
  draw();
  el.dataset.ready = "true";
}

export default { render };
