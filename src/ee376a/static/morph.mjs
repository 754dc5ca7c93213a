// A machine's drawings change as you drag: digits by a small trained network, or creatures by rules.
// The exported functions repeat ee376a.prequential.drawing.gan and ee376a.prequential.drawing.creature, and a test
// compares them. The model's state: `weights` (bytes), `numbers` (biases and units, float32), both
// in base64; `channels`; `hands` (lists of 8 numbers); `creatures` (name to twelve numbers).

const DIGITS = 10;
const STYLE = 8;
const SLOPE = 0.2;

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** The network's layers, of the model's state. */
export function unpack(weights, numbers, channels) {
  const all = new Int8Array(bytes(weights).buffer), floats = new Float32Array(bytes(numbers).buffer);
  const half = channels / 2;
  const sizes = [(DIGITS + STYLE) * channels * 49, channels * channels * 9, half * channels * 9, half * 9];
  const outputs = [channels * 49, channels, half, 1];
  let at = 0, from = 0;
  const layers = sizes.map((size, i) => {
    const layer = { weights: all.subarray(at, at + size), bias: floats.subarray(from, from + outputs[i]), outputs: outputs[i] };
    at += size;
    from += outputs[i];
    return layer;
  });
  layers.forEach((layer, i) => { layer.unit = floats[from + i]; });
  return layers;
}

const rectify = (x) => (x > 0 ? x : SLOPE * x);

/** Convolve `image` (inputs × n × n), each of its pixels first made 2 × 2 if `double`. */
function convolve(image, inputs, n, layer, double) {
  const size = double ? 2 * n : n, result = new Float32Array(layer.outputs * size * size);
  for (let o = 0; o < layer.outputs; o++) {
    const sums = result.subarray(o * size * size, (o + 1) * size * size);
    for (let i = 0; i < inputs; i++) {
      for (let k = 0; k < 9; k++) {
        const weight = layer.weights[(o * inputs + i) * 9 + k];
        const dy = Math.floor(k / 3) - 1, dx = (k % 3) - 1;
        if (weight === 0) continue;
        for (let y = Math.max(0, -dy); y < Math.min(size, size - dy); y++) {
          const row = i * n * n + (double ? (y + dy) >> 1 : y + dy) * n;
          for (let x = Math.max(0, -dx); x < Math.min(size, size - dx); x++) {
            sums[y * size + x] += weight * image[row + (double ? (x + dx) >> 1 : x + dx)];
          }
        }
      }
    }
    for (let p = 0; p < sums.length; p++) sums[p] = sums[p] * layer.unit + layer.bias[o];
  }
  return result;
}

/** The picture of a code of 18 numbers: 784 amounts of ink, 0 to 1. */
export function draw(layers, code) {
  const [dense, first, second, last] = layers, channels = first.outputs;
  let image = new Float32Array(dense.outputs);
  code.forEach((number, i) => {
    if (number) for (let j = 0; j < image.length; j++) image[j] += number * dense.weights[i * image.length + j];
  });
  image = image.map((sum, j) => rectify(sum * dense.unit + dense.bias[j]));
  image = convolve(image, channels, 7, first, true).map(rectify);
  image = convolve(image, channels, 14, second, true).map(rectify);
  return convolve(image, channels / 2, 28, last, false).map((x) => 1 / (1 + Math.exp(-x)));
}

/** The code at a part of the way, 0 to 1, from one digit to another, drawn by a hand. */
export function code(from, to, way, hand) {
  const digits = new Array(DIGITS).fill(0);
  digits[from] += 1 - way;
  digits[to] += way;
  return [...digits, ...hand];
}

export const between = (start, end, way) => start.map((a, i) => a + (end[i] - a) * way);

const oval = (x, y, rx, ry, fill) => `<ellipse cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" rx="${rx.toFixed(1)}" ry="${ry.toFixed(1)}" fill="${fill}"/>`;
const radians = (angle) => (angle * Math.PI) / 180;

/** The drawing of a creature of twelve numbers. */
export function svg([width, height, head, ears, spread, eyes, snout, legs, tail, curl, hue, spots]) {
  const [coat, dark, light] = [62, 32, 82].map((part) => `hsl(${(360 * hue).toFixed(1)} 60% ${part}%)`);
  const rx = 26 + 34 * width, ry = 24 + 26 * height, r = 20 + 16 * head;
  const y = 184 - (8 + 34 * legs) - ry, top = y - ry - 0.55 * r, f = (x) => x.toFixed(1);
  let shapes = `<path d="M${f(100 + 0.8 * rx)} ${f(y)}q${f(20 + 30 * tail)} ${f(10 - 20 * curl)} ${f(12 + 26 * tail - 16 * curl)} ${f(-10 - 60 * tail * curl)}" fill="none" stroke="${dark}" stroke-width="9" stroke-linecap="round"/>`;
  for (const side of [-0.6, -0.25, 0.25, 0.6]) {
    shapes += `<path d="M${f(100 + side * rx)} ${f(y + 0.6 * ry)}V184" stroke="${dark}" stroke-width="12" stroke-linecap="round"/>`;
  }
  shapes += oval(100, y, rx, ry, coat) + oval(100, y + 0.25 * ry, 0.6 * rx, 0.6 * ry, light);
  for (let i = 0; i < 5; i++) {
    const angle = radians(200 + 35 * i);
    shapes += oval(100 + 0.8 * rx * Math.cos(angle), y + 0.75 * ry * Math.sin(angle), 6 * spots, 6 * spots, dark);
  }
  for (const side of [-1, 1]) {
    const angle = 10 + 55 * spread, long = 8 + 30 * ears;
    const x = 100 + side * 0.75 * r * Math.sin(radians(angle)), at = top - 0.75 * r * Math.cos(radians(angle));
    shapes += `<g transform="translate(${f(x)} ${f(at)}) rotate(${f(side * angle)})">${oval(0, -0.6 * long, 9, long, coat)}${oval(0, -0.6 * long, 4, 0.7 * long, light)}</g>`;
  }
  shapes += oval(100, top, 1.15 * r, r, coat);
  for (const side of [-1, 1]) {
    const size = 3 + 8 * eyes, x = 100 + side * (0.3 + 0.15 * eyes) * r;
    shapes += oval(x, top - 0.1 * r, size, size, "#fff") + oval(x, top - 0.1 * r, 0.55 * size, 0.55 * size, "#1d2433");
  }
  shapes += oval(100, top + 0.45 * r, 5 + 9 * snout, 4 + 5 * snout, light) + oval(100, top + 0.38 * r, 3, 2.2, "#1d2433");
  return `<svg viewBox="0 0 200 200" xmlns="http://www.w3.org/2000/svg">${shapes}</svg>`;
}

const CSS = `
.morph { --paper: #fffdf7; --ink: #1d2433; --soft: #565e71; --line: #8b93a6; --cell: #f1f4fb; --go: #0b5cad; --on-go: #fff;
  color: var(--ink); background: var(--paper); font: 1rem/1.45 system-ui, sans-serif; max-width: 46rem; margin-inline: auto; border-radius: 14px; padding: .75rem; box-sizing: border-box; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .morph { --paper: #171b24; --ink: #eef1f7; --soft: #b4bccd; --line: #717c93; --cell: #222938; --go: #8cc4ff; --on-go: #0c1624; } }
html[data-theme="dark"] .morph { --paper: #171b24; --ink: #eef1f7; --soft: #b4bccd; --line: #717c93; --cell: #222938; --go: #8cc4ff; --on-go: #0c1624; }
.morph * { box-sizing: border-box; }
.morph .morph-bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-block: .4rem; }
.morph :is(button, select) { font: inherit; color: inherit; min-width: 44px; min-height: 44px; border: 2px solid var(--line); border-radius: 10px; background: var(--cell); padding: .3rem .8rem; cursor: pointer; }
.morph button[aria-pressed="true"] { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 600; }
.morph label { display: inline-flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
.morph input[type="range"] { width: 100%; min-height: 44px; margin: 0; accent-color: var(--go); }
.morph :is(button, select, input, .morph-pad):focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.morph .morph-stage { display: flex; flex-wrap: wrap; gap: 1rem; justify-content: center; }
.morph .morph-view, .morph .morph-pad { width: min(16rem, 100%); aspect-ratio: 1; border: 2px solid var(--line); border-radius: 12px; overflow: hidden; }
.morph .morph-view { background: #fff; } .morph .morph-view > * { display: block; width: 100%; height: 100%; }
.morph .morph-pad { position: relative; background: var(--cell); touch-action: none; cursor: crosshair; }
.morph .morph-pad::before, .morph .morph-pad::after { content: ""; position: absolute; background: var(--line); opacity: .5; }
.morph .morph-pad::before { left: 50%; width: 1px; height: 100%; } .morph .morph-pad::after { top: 50%; height: 1px; width: 100%; }
.morph .morph-dot { position: absolute; z-index: 1; width: 28px; height: 28px; margin: -14px; border-radius: 50%; background: var(--go); border: 3px solid var(--paper); pointer-events: none; }
.morph figure { margin: 0; width: min(16rem, 100%); } .morph figcaption { color: var(--soft); font-size: .92rem; text-align: center; }
.morph [hidden] { display: none !important; }
.morph [role="status"] { font-weight: 600; margin: .3rem 0; min-height: 1.5em; }
`;

const LIMIT = 2.5; // of a number of the hand, either way
const SECONDS = 2.5; // from one end to the other

function render({ model, el }) {
  const layers = unpack(model.get("weights"), model.get("numbers"), model.get("channels"));
  const hands = model.get("hands"), creatures = model.get("creatures"), names = Object.keys(creatures);
  const ends = { digits: [3, 8], creatures: [0, 1] };
  let kind = "digits", way = 0, nth = 0, hand = [...hands[0]], playing = 0, turn = 1;
  el.classList.add("morph");
  el.innerHTML = `<style>${CSS}</style>
    <div class="morph-bar" role="group" aria-label="What is drawn">
      <button type="button" data-kind="digits">Digits, learned</button><button type="button" data-kind="creatures">Creatures, by rules</button></div>
    <div class="morph-bar"><label>From <select data-end="0"></select></label><label>to <select data-end="1"></select></label>
      <button type="button" data-do="play" aria-pressed="false">Play</button>
      <button type="button" data-do="hand">Another hand</button></div>
    <div class="morph-stage"><figure><div class="morph-view" role="img"><canvas width="28" height="28"></canvas><div></div></div><figcaption>What it draws</figcaption></figure>
      <figure data-part="pad"><div class="morph-pad" tabindex="0" role="application" aria-label="The hand: drag, or use the arrow keys"><div class="morph-dot"></div></div>
        <figcaption>Drag: two of the eight numbers of the hand</figcaption></figure></div>
    <label class="morph-bar" style="display:block">The way from one to the other<input type="range" min="0" max="100" step="1" value="0"></label>
    <p role="status"></p>`;
  const [canvas, picture] = el.querySelector(".morph-view").children, slider = el.querySelector("input");
  const pad = el.querySelector(".morph-pad"), dot = el.querySelector(".morph-dot"), context = canvas.getContext("2d", { willReadFrequently: true });
  const selects = [...el.querySelectorAll("select")], status = el.querySelector("[role=status]");
  const name = (which) => (kind === "digits" ? String(ends.digits[which]) : names[ends.creatures[which]]);

  function paint() {
    const [from, to] = ends[kind], learned = kind === "digits";
    if (learned) {
      const ink = draw(layers, code(from, to, way, hand)), image = context.createImageData(28, 28);
      ink.forEach((amount, p) => image.data.set([255 - 226 * amount, 255 - 219 * amount, 255 - 204 * amount, 255], 4 * p));
      context.putImageData(image, 0, 0);
    } else picture.innerHTML = svg(between(creatures[names[from]], creatures[names[to]], way));
    canvas.hidden = !learned;
    picture.hidden = learned;
    el.querySelector("[data-part=pad]").hidden = el.querySelector("[data-do=hand]").hidden = !learned;
    slider.value = Math.round(100 * way);
    dot.style.left = `${50 + (50 * hand[0]) / LIMIT}%`;
    dot.style.top = `${50 - (50 * hand[1]) / LIMIT}%`;
    const told = way === 0 ? name(0) : way === 1 ? name(1) : `${Math.round(100 * (1 - way))} % ${name(0)}, ${Math.round(100 * way)} % ${name(1)}`;
    status.textContent = `${learned ? "Digit" : "Creature"}: ${told}`;
    el.querySelector(".morph-view").setAttribute("aria-label", status.textContent);
  }

  function choose(chosen) {
    kind = chosen;
    way = 0;
    el.querySelectorAll("[data-kind]").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.kind === kind)));
    const choices = kind === "digits" ? [...Array(DIGITS).keys()].map(String) : names;
    selects.forEach((select, which) => {
      select.innerHTML = choices.map((choice, i) => `<option value="${i}">${choice}</option>`).join("");
      select.value = ends[kind][which];
    });
    paint();
  }

  function stop() {
    cancelAnimationFrame(playing);
    playing = 0;
    status.setAttribute("aria-live", "polite");
    el.querySelector("[data-do=play]").setAttribute("aria-pressed", "false");
  }

  function play() {
    if (playing) {
      stop();
      return paint();
    }
    // Who wants less motion is shown still pictures: the next quarter of the way.
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      way = way >= 1 ? 0 : Math.min(1, Math.floor(4 * way + 1) / 4);
      return paint();
    }
    let before = null;
    const step = (now) => {
      if (!el.isConnected) return stop();
      way += before === null ? 0 : (turn * Math.min(now - before, 100)) / (1000 * SECONDS);
      if (way >= 1 || way <= 0) [way, turn] = way >= 1 ? [1, -1] : [0, 1];
      before = now;
      paint();
      playing = requestAnimationFrame(step);
    };
    playing = requestAnimationFrame(step);
    status.setAttribute("aria-live", "off"); // or each frame would be read out
    el.querySelector("[data-do=play]").setAttribute("aria-pressed", "true");
  }

  const hold = (x) => Math.max(-LIMIT, Math.min(LIMIT, x));
  function drag(event) {
    const box = pad.getBoundingClientRect();
    hand[0] = hold((2 * (event.clientX - box.left) / box.width - 1) * LIMIT);
    hand[1] = hold((1 - 2 * (event.clientY - box.top) / box.height) * LIMIT);
    paint();
  }
  pad.addEventListener("pointerdown", (event) => { pad.setPointerCapture(event.pointerId); drag(event); });
  pad.addEventListener("pointermove", (event) => { if (pad.hasPointerCapture(event.pointerId)) drag(event); });
  pad.addEventListener("keydown", (event) => {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [0, 0];
    if (!dx && !dy) return;
    event.preventDefault();
    hand = [hold(hand[0] + dx * 0.25), hold(hand[1] + dy * 0.25), ...hand.slice(2)];
    paint();
  });
  slider.addEventListener("input", () => { stop(); way = slider.value / 100; paint(); });
  selects.forEach((select, which) => select.addEventListener("change", () => { ends[kind][which] = +select.value; paint(); }));
  el.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.kind) { stop(); choose(button.dataset.kind); }
    else if (button.dataset.do === "play") play();
    else { nth = (nth + 1) % hands.length; hand = [...hands[nth]]; paint(); }
  });
  choose(kind);
  el.dataset.ready = "true";
}

export default { render };
