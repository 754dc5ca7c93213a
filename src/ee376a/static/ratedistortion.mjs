// Drag the rate: a picture from the files of several codecs, and its error, side by side. From
// Python, in the model's state: `pictures`, each with its name, the original and, for each codec and
// each budget of bytes, the bytes and the PSNR of its best file and that file (or, of a format that
// no browser reads, what was decoded from it), in base64.

/** Where the error of a pixel is on the map: 128 for none, lighter where it came out too light. */
export const shade = (was, is, gain) => Math.max(0, Math.min(255, 128 + gain * (is - was)));
/** 10 log10(255² / mean squared error), in dB. */
export function psnr(was, is) {
  const sum = was.reduce((total, grey, k) => total + (grey - is[k]) ** 2, 0);
  return sum ? 10 * Math.log10((255 * 255 * was.length) / sum) : Infinity;
}
/** What is written under a codec's picture. */
export const told = (point) => (point ? `${point.bytes.toLocaleString("en")} bytes, ${point.psnr.toFixed(1)} dB` : "no file so small");
/** Which codec has the highest PSNR, and by how much, in words. */
export function verdict(codecs, at) {
  const there = codecs.map(({ name, points }) => ({ name, point: points[at] })).filter(({ point }) => point);
  there.sort((a, b) => b.point.psnr - a.point.psnr);
  if (!there.length) return "No codec makes a file so small.";
  if (there.length < 2) return `Only ${there[0].name} makes a file so small.`;
  return `${there[0].name} is closest, ${(there[0].point.psnr - there[1].point.psnr).toFixed(1)} dB before ${there[1].name}.`;
}

const GAIN = 6;
const LIGHT = `--paper: #eef1f3; --ink: #1d2529; --soft: #4c585f; --line: #7d8a92; --fill: #ffffff; --go: #0b5c8a; --on-go: #fff;`;
const DARK = `--paper: #1b2226; --ink: #eef4f7; --soft: #b9c6cd; --line: #7f8f98; --fill: #2a343a; --go: #8fd0f5; --on-go: #06222f;`;
const CSS = `
.rate { ${LIGHT} color: var(--ink); background: var(--paper); font: 1rem/1.4 system-ui, sans-serif; max-width: 60rem; margin-inline: auto; border-radius: 16px; padding: .8rem .75rem 1rem; box-sizing: border-box; container-type: inline-size; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .rate { ${DARK} } }
html[data-theme="dark"] .rate { ${DARK} }
.rate * { box-sizing: border-box; }
.rate-line { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: center; margin-block: .5rem; }
.rate button { font: inherit; color: inherit; min-width: 44px; min-height: 44px; cursor: pointer; border: 2px solid var(--line); border-radius: 12px; background: var(--fill); padding: .3rem .8rem; }
.rate button[aria-pressed="true"] { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 700; }
.rate label { display: flex; gap: .7rem; align-items: center; flex: 1 1 18rem; max-width: 34rem; font-weight: 700; }
.rate input { flex: 1; min-width: 8rem; height: 44px; accent-color: var(--go); cursor: pointer; }
.rate output { min-width: 7.5em; text-align: end; font-variant-numeric: tabular-nums; }
.rate :focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.rate-all { display: grid; grid-template-columns: repeat(var(--columns), 1fr); gap: .6rem; }
@container (max-width: 34rem) { .rate-all { grid-template-columns: repeat(2, 1fr); } }
.rate figure { margin: 0; min-width: 0; text-align: center; }
.rate figcaption { font-size: .9375rem; color: var(--soft); margin-top: .25rem; } .rate figcaption b { display: block; color: var(--ink); }
.rate canvas { display: block; width: 100%; height: auto; aspect-ratio: 1; border: 1px solid var(--line); border-radius: 6px; image-rendering: pixelated; margin-bottom: .3rem; background: #808080; }
.rate [role="status"] { text-align: center; font-weight: 700; margin: .6rem 0 0; min-height: 2.8em; }
.rate-soft { color: var(--soft); text-align: center; margin: .3rem 0 0; font-size: .9375rem; }
`;

/** Decode a file with the browser's own decoder to grey values; null if it has none. */
async function pixels(kind, data) {
  const image = new Image();
  image.src = `data:${kind};base64,${data}`;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const colours = context.getImageData(0, 0, canvas.width, canvas.height).data;
  return Uint8ClampedArray.from({ length: colours.length / 4 }, (_, k) => colours[4 * k + 1]);
}

function show(canvas, greys) {
  const side = greys ? Math.sqrt(greys.length) : 1, context = canvas.getContext("2d");
  canvas.width = canvas.height = side;
  const image = context.createImageData(side, side);
  for (let k = 0; k < side * side; k++) {
    const grey = greys ? greys[k] : 128;
    image.data.set([grey, grey, grey, 255], 4 * k);
  }
  context.putImageData(image, 0, 0);
}

function render({ model, el }) {
  const pictures = model.get("pictures"), budgets = model.get("budgets");
  const decoded = new Map();
  let chosen = 0, at = Math.min(1, budgets.length - 1), turn = 0;
  const read = (kind, data) => {
    if (!decoded.has(data)) decoded.set(data, pixels(kind, data));
    return decoded.get(data);
  };
  const codecs = () => pictures[chosen].codecs;
  const figure = (key, name) => `<figure data-codec="${key}"><canvas role="img" data-part="picture"></canvas>${key === "original" ? "" : '<canvas role="img" data-part="error"></canvas>'}<figcaption><b>${name}</b><span></span></figcaption></figure>`;

  el.classList.add("rate");
  el.style.setProperty("--columns", 1 + pictures[0].codecs.length);
  el.innerHTML = `<style>${CSS}</style>
    <div class="rate-line">${pictures.map(({ name }, k) => `<button type="button" data-key="picture${k}">${name}</button>`).join("")}</div>
    <div class="rate-line"><label>At most <input type="range" data-key="rate" min="0" max="${budgets.length - 1}" step="1" value="${at}"><output></output></label></div>
    <div class="rate-all">${figure("original", "original")}${codecs().map(({ name }, k) => figure(k, name)).join("")}</div>
    <p role="status" aria-live="polite"></p>
    <p class="rate-soft">Below: the error, ${GAIN} times as strong; middle grey is none.</p>`;
  const slider = el.querySelector("input");

  async function draw() {
    const mine = ++turn, picture = pictures[chosen];
    const budget = `${budgets[at].toLocaleString("en")} bytes`;
    el.querySelectorAll("button").forEach((button, k) => button.setAttribute("aria-pressed", k === chosen));
    el.querySelector("output").textContent = budget;
    slider.setAttribute("aria-valuetext", budget);
    el.querySelector("[role=status]").textContent = verdict(picture.codecs, at);
    const original = await read(picture.kind, picture.original);
    const all = await Promise.all(picture.codecs.map(({ points }) => points[at] && read(points[at].kind, points[at].data)));
    // Whoever drags fast asks for the next before this one is decoded.
    if (mine !== turn) return;
    const first = el.querySelector('[data-codec="original"]');
    show(first.querySelector("canvas"), original);
    first.querySelector("canvas").setAttribute("aria-label", `${picture.name}, original`);
    first.querySelector("span").textContent = `${original.length.toLocaleString("en")} pixels, a byte each`;
    all.forEach((greys, k) => {
      const place = el.querySelector(`[data-codec="${k}"]`), point = picture.codecs[k].points[at];
      const [shown, error] = place.querySelectorAll("canvas");
      show(shown, greys);
      show(error, greys && original.map((was, j) => shade(was, greys[j], GAIN)));
      const words = point && !greys ? "this browser cannot read it" : told(point);
      place.querySelector("span").textContent = words;
      shown.setAttribute("aria-label", `${picture.codecs[k].name}: ${words}`);
      error.setAttribute("aria-label", `Error of ${picture.codecs[k].name}`);
      place.dataset.psnr = greys ? psnr(original, greys).toFixed(2) : "";
    });
    el.dataset.ready = "true";
  }
  el.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key ?? "";
    if (!key.startsWith("picture")) return;
    chosen = +key.slice(7);
    draw();
  });
  slider.addEventListener("input", () => { at = +slider.value; draw(); });
  draw();
}

export default { render };
