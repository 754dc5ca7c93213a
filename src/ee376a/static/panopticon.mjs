// The painting, made and read in the page. The formulas are those of ee376a.panopticon, whose
// colours and scenery (the tower and the frame) come with the widget's state.

const WIDTH = 66, HEIGHT = 56, COLUMNS = 22, ROWS = 18; // inches; quadrilaterals
const GAP = [0, 0, 0, 0.08, 0.055, 0.055, 0.095, ...Array(9).fill(0.05), 0.06, 0.075, 0.1];
const REACH = 1 / 3, GRID = 0.1;
const LAYOUTS = { faithful: { border: 0.8, corner: 0 }, robust: { border: 3.4, corner: 2 } };
const CODEWORD = 506, CHECK = 4, LENGTH_REPEATS = 7;
export const LIMITS = { faithful: 528, robust: 438 }; // characters

// ---- text and digits

const octal = (code) => [code >> 6, (code >> 3) & 7, code & 7];
const codes = (text) => [...text].map((character) => character.codePointAt(0));

export const encode = (text) => codes(text).flatMap(octal);

// What keyboards and word processors curl by themselves is meant straight.
export const straighten = (text) =>
  text.replace(/[‘’‚]/g, "'").replace(/[“”„]/g, '"').replace(/[‐‑‒–—]/g, "-")
    .replace(/…/g, "...").replace(/\u00a0/g, " ");

export function refusal(text, mode) {
  const characters = [...text];
  const place = characters.findIndex((c) => c === "\0" || c.codePointAt(0) > 127);
  if (place >= 0) {
    const plain = characters[place].normalize("NFKD").replace(/[^ -~]/g, "");
    return `“${characters[place]}” (character ${place + 1}) has no place in the painter’s ` +
      "code, which is ASCII: English letters without accents, digits and common signs. " +
      (plain ? `Would “${plain}” do?` : "Please leave it out.");
  }
  if (!characters.length) return "The canvas is waiting: type at least one character.";
  const over = characters.length - LIMITS[mode];
  return over > 0 ? `The canvas holds ${LIMITS[mode]} characters: please take ${over} away.` : "";
}

// ---- the robust painting: CRC-32 and Reed-Solomon over GF(2⁹), one symbol a character

const EXP = [], LOG = [];
for (let power = 0, value = 1; power < 511; power++) {
  EXP[power] = value;
  LOG[value] = power;
  value = value & 256 ? (value << 1) ^ 0x22d : value << 1;
}
const times = (a, b) => (a && b ? EXP[(LOG[a] + LOG[b]) % 511] : 0);

function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc;
}

export function protect(text) {
  const crc = crc32(codes(text));
  const symbols = [...codes(text), ...[27, 18, 9, 0].map((shift) => (crc >>> shift) & 511)];
  let generator = [1];
  for (let root = 0; root < CODEWORD - symbols.length; root++) {
    const next = [...generator, 0];
    generator.forEach((factor, i) => (next[i + 1] ^= times(factor, EXP[root])));
    generator = next;
  }
  const rest = [...symbols, ...Array(CODEWORD - symbols.length).fill(0)];
  for (let i = 0; i < symbols.length; i++) {
    const lead = rest[i];
    generator.forEach((factor, j) => (rest[i + j] ^= times(factor, lead)));
  }
  return [...symbols, ...rest.slice(symbols.length)];
}

export function digitsOf(text, mode) {
  if (mode === "robust") return [...protect(text).flatMap(octal), 0, 0];
  const once = [...encode(text), 0, 0, 0];
  return Array.from({ length: 3 * LIMITS.faithful }, (_, i) => once[i % once.length]);
}

export const lengthDigits = (text) => Array(LENGTH_REPEATS).fill(octal([...text].length)).flat();

// ---- where the triangles are

export function cells({ corner }) {
  const outside = (i, count) => i < corner || i >= count - corner;
  return Array.from({ length: ROWS * COLUMNS }, (_, i) => [Math.floor(i / COLUMNS), i % COLUMNS])
    .filter(([row, column]) => !(outside(row, ROWS) && outside(column, COLUMNS)));
}

export function vertices({ border }) {
  const right = GAP.map((gap, line) => {
    const inner = Math.atan(gap * REACH);
    return Array.from({ length: COLUMNS / 2 + 1 }, (_, i) => {
      const x = Math.tan(inner + (i / (COLUMNS / 2)) * (Math.atan(REACH) - inner));
      const y = (((2 * line) / ROWS - 1) * (1 + x * x)) / (1 + REACH * REACH);
      const across = (WIDTH / 2 - border) * (x / REACH), down = (HEIGHT / 2 - border) * y;
      return [WIDTH / 2 + across, HEIGHT / 2 + down];
    });
  });
  return [right.map((line) => line.map(([x, y]) => [WIDTH - x, y])), right];
}

function crossing([a, b, c, d]) {
  const [ux, uy, vx, vy] = [c[0] - a[0], c[1] - a[1], d[0] - b[0], d[1] - b[1]];
  const along = ((b[0] - a[0]) * vy - (b[1] - a[1]) * vx) / (ux * vy - uy * vx);
  return [a[0] + along * ux, a[1] + along * uy];
}

export function triangles(layout) {
  const sides = vertices(layout), half = COLUMNS / 2;
  return cells(layout).flatMap(([row, column]) => {
    const left = column < half, side = sides[left ? 0 : 1];
    const near = left ? half - column : column - half, far = near + (left ? -1 : 1);
    const outer = [side[row][near], side[row][far], side[row + 1][far], side[row + 1][near]];
    const middle = crossing(outer);
    const quad = outer.map((point) => point.map((v, axis) => v + GRID * (middle[axis] - v)));
    return quad.map((point, i) => [point, quad[(i + 1) % 4], crossing(quad)]);
  });
}

const trianglesOf = { faithful: triangles(LAYOUTS.faithful), robust: triangles(LAYOUTS.robust) };
const cellsOf = { faithful: cells(LAYOUTS.faithful), robust: cells(LAYOUTS.robust) };

// ---- the picture as a list of polygons and their colours, as SVG, on a canvas

export function shapes(text, mode, colours, inks, scenery) {
  const told = lengthDigits(text), digits = digitsOf(text, mode);
  const colour = (paint) =>
    inks[paint] ?? colours[paint.startsWith("length") ? told[paint.slice(6)] : paint];
  return [
    ...trianglesOf[mode].map((points, i) => [points, colours[digits[i]]]),
    ...scenery[mode].map(([paint, points]) => [points, colour(paint)]),
  ];
}

const written = (points) => points.map((p) => p.map((v) => v.toFixed(3)).join(",")).join(" ");
const polygon = ([points, colour]) => `<polygon fill="${colour}" points="${written(points)}"/>\n`;

export const svg = (painted, black) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}in" height="${HEIGHT}in" ` +
  `viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">\n` +
  "<title>A message painted in triangles: the view from a cell of a panopticon</title>\n" +
  `<rect width="${WIDTH}" height="${HEIGHT}" fill="${black}"/>\n` +
  `${painted.map(polygon).join("")}</svg>\n`;

function canvas(painted, black, scale = 40) { // pixels an inch
  const drawn = document.createElement("canvas");
  Object.assign(drawn, { width: WIDTH * scale, height: HEIGHT * scale });
  const context = drawn.getContext("2d");
  context.fillStyle = black;
  context.fillRect(0, 0, drawn.width, drawn.height);
  context.scale(scale, scale);
  context.lineWidth = 0.02; // closes the hairlines between neighbours of one colour
  for (const [points, colour] of painted) {
    context.fillStyle = context.strokeStyle = colour;
    context.beginPath();
    points.forEach(([x, y]) => context.lineTo(x, y));
    context.closePath();
    context.fill();
    context.stroke();
  }
  return drawn;
}

// ---- what a quadrilateral says, and whether a guess is right

const NAMES = { "\t": "a tab", "\n": "a new line", " ": "a space" };
const named = (c) => NAMES[c] ?? (/[ -~]/.test(c) ? `“${c}”` : "a control code");
const sum = ([a, b, c]) => `${a} × 64 + ${b} × 8 + ${c} = ${64 * a + 8 * b + c}`;

function meaning(text, mode, place) {
  const count = [...text].length, turn = mode === "faithful" ? place % (count + 1) : place;
  if (turn < count) return `${named(text[turn])}, character ${turn + 1} of the message`;
  if (mode === "faithful") return "the end of the message, which then begins again";
  return turn < count + CHECK
    ? "part of the check, which tells whether the message was read right"
    : "parity, by which triangles that were read wrong are put right";
}

export function explain(text, mode, quad, digits = digitsOf(text, mode)) {
  const [row, column] = cellsOf[mode][quad], groups = [];
  for (let i = 4 * quad; i < 4 * quad + 4; i++) {
    const place = Math.floor(i / 3);
    if (groups.at(-1)?.place !== place) groups.push({ place, from: i % 3, seen: [] });
    groups.at(-1).seen.push(digits[i]);
  }
  const lines = groups.map(({ place, from, seen }) => {
    const whole = digits.slice(3 * place, 3 * place + 3), many = seen.length > 1;
    if (whole.length < 3) return `${seen.join(" ")}: left over, so not used.`;
    const which = `the ${from ? "last" : "first"} ${many ? "two digits" : "digit"}`;
    const part = seen.length < 3 ? ` ${many ? "are" : "is"} ${which} of ${whole.join(" ")}` : "";
    return `${seen.join(" ")}${part}: ${sum(whole)}, ${meaning(text, mode, place)}.`;
  });
  const shown = groups.map(({ seen }) => seen.join(" ")).join(" | ");
  return { heading: `Row ${row + 1}, column ${column + 1}: ${shown}`, lines };
}

const ORDER = ["first", "second", "third"];

export function judge(guess, wanted) {
  if (guess === wanted) return `Yes: ${encode(wanted).join(" ")} is ${named(wanted)}.`;
  if ([...guess].length !== 1)
    return /[ -~]/.test(wanted) ? "Type one character of the table."
      : "This one is not in the table, and no key types it: press “Tell me”.";
  if (refusal(guess, "faithful")) return `“${guess}” is not in the table.`;
  const seen = encode(guess), wrong = encode(wanted).findIndex((digit, i) => digit !== seen[i]);
  const advice = `Look again at the ${ORDER[wrong]} triangle.`;
  return `Not ${named(guess)}: that is ${seen.join(" ")}. ${advice}`;
}

// ---- the widget

const EIGHT = [...Array(8).keys()];
const STYLE = `.ee376a-panopticon {
  --ink: var(--pst-color-text-base, var(--jp-ui-font-color1, light-dark(#23222e, #e9e4d8)));
  --soft: var(--pst-color-text-muted, var(--jp-ui-font-color1, light-dark(#5c5a68, #b1adb8)));
  --line: var(--pst-color-border, var(--jp-border-color1, light-dark(#ddd5c5, #3a3a52)));
  --paper: var(--pst-color-on-background, var(--jp-layout-color1, light-dark(#fffefb, #1b1b2b)));
  --mark: var(--pst-color-primary, light-dark(#2b3bbd, #aebcff));
  --tint: var(--pst-color-primary-bg, light-dark(#e4e6fa, #2b3160));
  --wrong: var(--pst-color-secondary, light-dark(#a8340a, #ffb38f));
  background: var(--paper); border: 1px solid var(--line); border-radius: 10px; color: var(--ink);
  display: grid; gap: 0.9rem; grid-template-columns: minmax(0, 1fr); line-height: 1.45;
  max-width: 46rem; padding: clamp(0.6rem, 3%, 1.1rem);
  &:not([data-theme] *, [data-jp-theme-light] *) { color-scheme: light dark; }
  [hidden] { display: none !important; }
  p, fieldset { border: 0; margin: 0; min-width: 0; padding: 0; }
  button, input, textarea, summary { color: inherit; font: inherit; }
  button, textarea, .guess input {
    background: transparent; border: 1px solid var(--soft); border-radius: 8px; min-height: 44px;
    min-width: 44px; padding: 0.4rem 0.9rem;
  }
  button, label, summary { cursor: pointer; }
  button:hover, .pill:hover, [aria-pressed=true] { background: var(--tint); }
  [aria-pressed=true] { border-color: var(--mark); font-weight: 600; }
  button:disabled { background: none; cursor: default; opacity: 0.5; }
  :focus-visible, .pill:has(:focus-visible) { outline: 3px solid var(--mark); outline-offset: 2px; }
  textarea { box-sizing: border-box; display: block; margin-block: 0.3rem 0.5rem; width: 100%; }
  [aria-invalid=true] { border-color: var(--wrong); }
  .side-by-side { align-items: center; display: flex; flex-wrap: wrap; gap: 0.6rem; }
  .soft { color: var(--soft); font-size: 0.92em; }
  .trouble { color: var(--wrong); }
  .picture { aspect-ratio: ${WIDTH} / ${HEIGHT}; border-radius: 4px; display: block; width: 100%; }
  .picture[tabindex="0"] { cursor: crosshair; }
  .picture.stale { opacity: 0.45; }
  .picture polygon { stroke-width: 0.04; }
  &.reading .triangles { opacity: 0.4; }
  &.reading .painting, &:not(.reading) .reader { display: none; }
  .light :is(.under, .over) { fill: none; stroke: #000; stroke-width: 0.8; }
  .light .over { stroke: #fff; stroke-width: 0.35; }
  .near { align-items: start; display: flex; flex-wrap: wrap; gap: 0.9rem; }
  .near > * { display: flex; gap: 4px; }
  .near > :last-child { display: grid; flex: 1 1 15rem; gap: 0.6rem; }
  .close { background: #08080a; border-radius: 6px; height: 124px; width: 124px; }
  .close text {
    dominant-baseline: central; fill: #fff; font: 700 0.55px system-ui, sans-serif;
    paint-order: stroke; stroke: #000; stroke-width: 0.15px; text-anchor: middle;
  }
  .close polygon { stroke-width: 0.02; }
  .close .away { opacity: 0.15; }
  .pill, .check { align-items: center; display: inline-flex; gap: 0.5rem; min-height: 44px; }
  .pill { border: 1px solid var(--line); border-radius: 22px; padding: 0 0.75rem; }
  :is(.pill, .check) input { accent-color: var(--mark); flex: none; height: 1.2rem; width: 1.2rem; }
  .key { display: grid; grid-template-columns: repeat(8, 1fr); max-width: 26rem; }
  .key span, &&& :is(td, th) { text-align: center; }
  .swatch { border: 1px solid var(--soft); display: block; height: 1.5rem; }
  .swatch, svg { forced-color-adjust: none; }
  summary { line-height: 44px; }
  &&& table {
    border-collapse: collapse; display: table; margin: 0; max-width: 32rem; table-layout: fixed;
    width: 100%;
  }
  &&& caption { caption-side: top; text-align: left; }
  &&& :is(td, th) { background: none; border: 1px solid var(--line); padding: 0.1rem 0; }
  td, .so-far { font-family: ui-monospace, monospace; }
  .guess input { padding: 0; text-align: center; width: 4rem; }
  .so-far { font-size: 1.15em; overflow-wrap: anywhere; white-space: pre-wrap; }
  ${EIGHT.map((d) => `.d${d} { --own: var(--d${d}); }`).join(" ")}
  .swatch { background: var(--own); }
  polygon { fill: var(--own); stroke: var(--own); }
}`;

const swatch = (digit) => `<i class="swatch d${digit}"></i>${digit}`;
const letter = (code) => ({ 32: "␣", 127: "" })[code] ?? `&#${code};`;
const line = (code) => `<tr><th scope="row">${octal(code).slice(0, 2).join(" ")}</th>
  ${EIGHT.map((digit) => `<td>${letter(code + digit)}</td>`).join("")}</tr>`;
const TABLE = `<table>
  <caption class="soft">Left: the first two digits. Top: the third. ␣ is a space.</caption>
  <tr><td></td>${EIGHT.map((digit) => `<th scope="col">${swatch(digit)}</th>`).join("")}</tr>
  ${[...Array(12).keys()].map((i) => line(8 * i + 32)).join("")}</table>`;

const page = (id, names) => `<style>${STYLE}</style>
<div class="side-by-side" role="group" aria-label="What to do">
  <button type="button" data-mode="paint">Paint</button>
  <button type="button" data-mode="read">Read it yourself</button>
</div>
<div class="painting">
  <label>Your message<textarea rows="2" spellcheck="false"
    aria-describedby="${id}-count ${id}-trouble"></textarea></label>
  <p class="soft count" id="${id}-count"></p>
  <p class="trouble" id="${id}-trouble" role="alert"></p>
</div>
<p class="reader">This painting keeps a secret. One character at a time is lit up: three triangles,
  clockwise from the top. Their colours are three digits, and three digits are a character.</p>
<svg class="picture" viewBox="0 0 ${WIDTH} ${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}"/>
  <g class="triangles"></g><g class="scenery"></g><g class="light"></g></svg>
<p class="painting soft">Point at the painting, tap it, or use its arrow keys to see what a
  quadrilateral says.</p>
<div class="near"><div class="closer" aria-hidden="true"></div><div>
  <div class="painting story" role="status"></div>
  <div class="painting side-by-side"><button type="button" data-step="-1">◀ Previous</button>
    <button type="button" data-step="1">Next ▶</button></div>
  <form class="reader guess side-by-side" autocomplete="off">
    <label><span></span>
      <input maxlength="1" autocapitalize="none" autocorrect="off" spellcheck="false"></label>
    <button>Check</button><button type="button" class="tell">Tell me</button>
  </form>
  <p class="reader verdict" role="status" tabindex="-1"></p>
  <p class="reader so-far"></p>
</div></div>
<div class="key" role="img">${EIGHT.map((digit) => `<span>${swatch(digit)}</span>`).join("")}</div>
<details class="reader"><summary>Table: three digits to a character</summary>${TABLE}</details>
<fieldset class="side-by-side" aria-label="Palette">${names.map((name) => `<label class="pill">
  <input type="radio" name="${id}" value="${name}">${name}</label>`).join("")}</fieldset>
<label class="reader check"><input type="checkbox" class="own">
  Read what I painted: a secret for a friend</label>
<label class="painting check"><input type="checkbox" class="robust"><span>For a camera: with a
  frame and a code that corrects errors, so that <code>ee376a read</code> can read a photograph of
  it</span></label>
<div class="painting side-by-side"><button type="button" data-save="svg">Download SVG</button>
  <button type="button" data-save="png">Download PNG</button></div>`;

const mean = (points) => [0, 1].map((i) => points.reduce((sum, p) => sum + p[i] / points.length, 0));
const shape = (name, attributes, ...children) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.append(...children);
  return node;
};
const outline = (points, kind = "") => shape("polygon", { points: written(points), class: kind });
const put = (node, digit) => {
  if (node.getAttribute("class") !== `d${digit}`) node.setAttribute("class", `d${digit}`);
};

function closeUp(quad, lit, digits, where, label) {
  const own = [0, 1, 2, 3].map((side) => 4 * quad + side), corners = own.map((i) => where[i][0]);
  const ends = (axis) => [Math.min, Math.max].map((pick) => pick(...corners.map((c) => c[axis])));
  const [[left, right], [top, bottom]] = [ends(0), ends(1)];
  const box = [left - 0.15, top - 0.15, right - left + 0.3, bottom - top + 0.3];
  return shape("svg", { class: "close", viewBox: box.join(" ") }, ...own.flatMap((i) => {
    const [x, y] = mean(where[i]);
    if (!lit.includes(i)) return [outline(where[i], `d${digits[i]} away`)];
    return [outline(where[i], `d${digits[i]}`), shape("text", { x, y }, label(i))];
  }));
}

function render({ model, el }) {
  const [inks, scenery] = [model.get("inks"), model.get("scenery")];
  const palettes = new Map(model.get("palettes"));
  const root = document.createElement("div");
  root.className = "ee376a-panopticon";
  root.innerHTML = page(`palette-${Math.random().toString(36).slice(2)}`, [...palettes.keys()]);
  el.replaceChildren(root);
  const $ = (selector) => root.querySelector(selector);
  const all = (selector) => [...root.querySelectorAll(selector)];
  const picture = $(".picture"), typed = $("textarea"), guess = $(".guess input");
  $(".picture rect").setAttribute("fill", inks.black);

  let reading = false, quad = 0, found = 0; // found: characters that are read
  let good = { text: "", mode: "faithful" }; // the last message that could be painted
  let text, mode, digits, where, places; // what the picture shows, where it has its triangles
  let polygons, lengths; // nodes that show a digit, and one of the length

  function paint() {
    const before = mode;
    text = reading && !$(".own").checked ? model.get("secret") : good.text;
    mode = reading ? "faithful" : good.mode;
    [digits, where, places] = [digitsOf(text, mode), trianglesOf[mode], cellsOf[mode]];
    if (mode !== before) {
      polygons = where.map((points) => outline(points));
      const around = scenery[mode].map(([paint, points]) => [paint, outline(points, `d${paint}`)]);
      for (const [paint, node] of around) node.style.setProperty("--own", inks[paint] ?? "");
      lengths = around.filter(([paint]) => paint.startsWith("length")).map(([, node]) => node);
      $(".triangles").replaceChildren(...polygons);
      $(".scenery").replaceChildren(...around.map(([, node]) => node));
      quad = Math.min(quad, places.length - 1);
    }
    polygons.forEach((node, i) => put(node, digits[i]));
    lengthDigits(text).forEach((digit, i) => lengths[i] && put(lengths[i], digit));
    light();
  }

  // The triangles of a quadrilateral, or of the character that is to be read.
  const pointed = () =>
    reading ? [0, 1, 2].map((i) => 3 * found + i) : [0, 1, 2, 3].map((i) => 4 * quad + i);

  function light() {
    const lit = pointed().filter((i) => i < digits.length);
    const edges = reading ? lit.map((i) => where[i]) : [lit.map((i) => where[i][0])];
    const edge = (kind) => edges.map((points) => outline(points, kind));
    const [x, y] = where[4 * quad][2];
    const larger = reading ? "" : `translate(${-x / 2} ${-y / 2}) scale(1.5)`;
    const copies = lit.map((i) => outline(where[i], `d${digits[i]}`));
    $(".light").setAttribute("transform", larger);
    $(".light").replaceChildren(...edge("under"), ...copies, ...edge("over"));
    const label = (i) => (reading ? ["1st", "2nd", "3rd"][i % 3] : digits[i]);
    const quads = [...new Set(lit.map((i) => Math.floor(i / 4)))];
    $(".closer").replaceChildren(...quads.map((q) => closeUp(q, lit, digits, where, label)));
    reading ? ask() : tell(explain(text, mode, quad, digits));
  }

  function tell({ heading, lines }) {
    $(".story").innerHTML = "<strong></strong>" + "<p></p>".repeat(lines.length);
    [heading, ...lines].forEach((said, i) => ($(".story").children[i].textContent = said));
  }

  function ask() {
    $(".guess").hidden = found === text.length;
    $(".guess span").textContent = `Character ${found + 1} of ${text.length}:`;
    $(".so-far").textContent = text.slice(0, found) + "·".repeat(text.length - found);
  }

  function check(said) {
    $(".verdict").textContent = judge(said, text[found]);
    guess.value = "";
    if (said !== text[found]) return;
    const inside = $(".guess").contains(document.activeElement);
    found += 1;
    light();
    if (found < text.length) return;
    $(".verdict").textContent += " That is all.";
    if (text.length < LIMITS.faithful)
      $(".verdict").textContent += " Now come 0 0 0: the end. Then it begins again.";
    if (inside) $(".verdict").focus(); // the form is gone
  }

  function accept() {
    const message = model.get("message"), wanted = model.get("robust") ? "robust" : "faithful";
    const trouble = refusal(message, wanted);
    if (!trouble) good = { text: message, mode: wanted };
    $(".count").textContent = `${[...message].length} of ${LIMITS[wanted]} characters`;
    $(".trouble").textContent = trouble;
    $(".robust").checked = model.get("robust");
    if (typed.value !== message) typed.value = message;
    typed.setAttribute("aria-invalid", Boolean(trouble));
    picture.classList.toggle("stale", Boolean(trouble) && !reading);
    for (const button of all("[data-save]")) button.disabled = Boolean(trouble);
    paint();
  }

  function colour() {
    const name = model.get("palette");
    palettes.get(name).forEach((value, digit) => root.style.setProperty(`--d${digit}`, value));
    for (const choice of all("[type=radio]")) choice.checked = choice.value === name;
    $(".key").setAttribute("aria-label", `Key: the colours of the digits 0 to 7, palette ${name}`);
  }

  function turn(to) {
    reading = to === "read";
    [found, guess.value, $(".verdict").textContent] = [0, "", ""];
    root.classList.toggle("reading", reading);
    all("[data-mode]").forEach((b) => b.setAttribute("aria-pressed", b.dataset.mode === to));
    picture.setAttribute("role", reading ? "img" : "application");
    picture.setAttribute("aria-label", reading
      ? "The painting of a secret, with one character lit up"
      : "The painting: arrow keys go from one quadrilateral to the next");
    picture.setAttribute("tabindex", reading ? -1 : 0);
    accept();
  }

  function go(to) {
    if (reading || to === quad || !places[to]) return;
    quad = to;
    light();
  }

  function point(event) {
    const to = picture.getScreenCTM().inverse();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(to);
    const centres = places.map((_, q) => where[4 * q][2]);
    const away = centres.map(([x, y]) => Math.hypot(x - at.x, y - at.y));
    const least = Math.min(...away);
    if (least < 3) go(away.indexOf(least));
  }

  function step(event) {
    const [row, column] = places[quad], down = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const to = down ? places.findIndex((place) => place[0] === row + down && place[1] === column)
      : { ArrowLeft: quad - 1, ArrowRight: quad + 1, Home: 0, End: places.length - 1 }[event.key];
    if (to !== undefined) event.preventDefault();
    go(to);
  }

  function save(kind) {
    const painted = shapes(good.text, good.mode, palettes.get(model.get("palette")), inks, scenery);
    const give = (blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `painting.${kind}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    };
    if (kind === "svg") give(new Blob([svg(painted, inks.black)], { type: "image/svg+xml" }));
    else canvas(painted, inks.black).toBlob(give);
  }

  function set(name, value) {
    model.set(name, value);
    model.save_changes();
  }

  model.on("change:message", accept);
  model.on("change:robust", accept);
  model.on("change:palette", colour);
  typed.addEventListener("input", () => {
    const caret = straighten(typed.value.slice(0, typed.selectionStart)).length;
    const straight = straighten(typed.value);
    if (straight !== typed.value) {
      typed.value = straight;
      typed.setSelectionRange(caret, caret);
    }
    set("message", straight);
  });
  picture.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event));
  picture.addEventListener("click", point);
  picture.addEventListener("keydown", step);
  $(".tell").addEventListener("click", () => check(text[found]));
  $(".own").addEventListener("change", () => turn("read"));
  $(".robust").addEventListener("change", ({ target }) => {
    if (target.checked) set("palette", "safe"); // the one that a camera tells apart best
    set("robust", target.checked);
  });
  $(".guess").addEventListener("submit", (event) => {
    event.preventDefault();
    check(straighten(guess.value));
    guess.focus();
  });
  $("fieldset").addEventListener("change", ({ target }) => set("palette", target.value));
  root.addEventListener("click", ({ target }) => {
    const { mode: to, save: kind, step: by } = target.dataset;
    if (to) turn(to);
    if (kind) save(kind);
    if (by) go(quad + Number(by));
  });

  colour();
  turn("paint");
  el.dataset.ready = "true";
}

export default { render };
