// The noisy telephone: a picture of 8 x 8 squares goes down a wire that gets some of them wrong;
// say each square once, three or five times and let the copies vote. From Python, in the model's
// state: `pictures` (name and 64 digits each). The exported functions repeat ee376a.entropy.noise.

/** Chance that most copies are wrong, when each is wrong with chance p. */
export function errorChance(p, times) {
  let sum = 0, ways = 1;
  for (let k = 0; k <= times; k++) {
    if (k > times / 2) sum += ways * p ** k * (1 - p) ** (times - k);
    ways = (ways * (times - k)) / (k + 1);
  }
  return sum;
}

/** Each bit so many times; and what most copies say. */
export const encode = (bits, times) => bits.flatMap((bit) => Array(times).fill(bit));
export const decode = (heard, times) =>
  Array.from({ length: heard.length / times }, (_, k) => +(heard.slice(times * k, times * k + times).reduce((a, b) => a + b) > times / 2));

/** Each bit turned over with chance p. */
export const flip = (bits, p, random) => bits.map((bit) => bit ^ (random() < p));

const SIDE = 8;
const WIRES = { calm: ["Calm", 1 / 20, "1 in 20"], crackly: ["Crackly", 1 / 10, "1 in 10"], stormy: ["Stormy", 1 / 5, "1 in 5"] };
const LIGHT = `--paper: #e9f0e1; --ink: #1d2b1c; --soft: #4a5a46; --line: #758470; --fill: #fbfdf8; --go: #2b6121; --on-go: #fff; --good: #0b6645; --bad: #9c3014;
  --lamp: #ffc94a; --off: #fffdf4; --on: #26324f;`;
const DARK = `--paper: #16211a; --ink: #eff7ee; --soft: #b7c9b6; --line: #75877a; --fill: #21302a; --go: #a5e08f; --on-go: #10240c; --good: #7be0b2; --bad: #ffab91;
  --lamp: #ffc94a; --off: #fffdf4; --on: #26324f;`;
const CSS = `
.telephone { ${LIGHT} color: var(--ink); background: var(--paper); font: 1.0625rem/1.45 system-ui, sans-serif; max-width: 60rem; margin-inline: auto;
  border-radius: 22px; padding: .9rem .75rem 1rem; box-sizing: border-box; container-type: inline-size; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .telephone { ${DARK} } }
html[data-theme="dark"] .telephone { ${DARK} }
.telephone * { box-sizing: border-box; }
.telephone p { margin: .5rem 0; }
.telephone-line { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .4rem 0; }
.telephone-line { gap: .4rem; } .telephone-line > b { min-width: 3.2rem; }
.telephone button { font: inherit; color: inherit; min-width: 44px; min-height: 44px; cursor: pointer; border: 2px solid var(--line); border-radius: 14px; background: var(--fill); padding: .35rem .7rem; }
.telephone button.telephone-go, .telephone button[aria-pressed="true"] { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 700; }
.telephone button:focus-visible, .telephone summary:focus-visible, .telephone-board:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.telephone [role="status"] { min-height: 3.2em; font-size: 1.15rem; font-weight: 700; }
.telephone .telephone-good { color: var(--good); } .telephone .telephone-bad { color: var(--bad); }
.telephone-soft { color: var(--soft); }
.telephone-album { display: grid; grid-template-columns: repeat(auto-fill, minmax(46px, 1fr)); gap: .35rem; max-width: 46rem; }
.telephone .telephone-album button { padding: 4px; background: var(--off); aspect-ratio: 1; }
.telephone .telephone-album button[aria-pressed="true"] { background: var(--off); box-shadow: 0 0 0 4px var(--lamp); }
.telephone svg { display: block; width: 100%; }
.telephone-board { touch-action: none; cursor: crosshair; border-radius: 10px; overflow: hidden; border: 4px solid var(--on); background: var(--off); }
.telephone-board[role="img"] { cursor: default; touch-action: auto; }
.telephone-ends { display: grid; gap: .3rem .6rem; max-width: 24rem; margin: .5rem auto; align-items: end; }
.telephone-heard { grid-template-columns: 1fr 1fr; } .telephone-heard .telephone-wire { grid-row: 1; grid-column: 1 / 3; }
.telephone-ends p { margin: .1rem 0 .3rem; font-size: 1.05rem; text-align: center; }
.telephone-wire svg { max-height: 96px; }
.telephone-ends:not(.telephone-heard) .telephone-friend { display: none; } .telephone-friend { width: 100%; }
.telephone-buzz { animation: telephone-buzz .5s; }
@keyframes telephone-buzz { 20%, 60% { transform: translateY(-4px) rotate(-1deg); } 40%, 80% { transform: translateY(4px) rotate(1deg); } }
.telephone table { border-collapse: collapse; width: 100%; max-width: 36rem; } .telephone th, .telephone td { text-align: right; padding: .35rem .4rem; border-bottom: 1px solid var(--line); white-space: nowrap; } .telephone th:first-child { text-align: left; }
.telephone details { margin-top: .9rem; border-top: 2px dashed var(--line); }
.telephone summary { min-height: 44px; display: flex; align-items: center; font-weight: 700; cursor: pointer; }
.telephone summary::before { content: "▸ "; white-space: pre; } .telephone details[open] summary::before { content: "▾ "; }
@container (min-width: 44rem) { .telephone .telephone-ends { grid-template-columns: 19rem 11rem 19rem; max-width: none; align-items: center; justify-content: center; } .telephone .telephone-wire { grid-row: auto; grid-column: auto; } .telephone .telephone-ends .telephone-friend { display: block; } }
@media (prefers-reduced-motion: reduce) { .telephone * { animation: none !important; } }
`;
const can = (x, mirror) => `<g transform="translate(${x} 66) scale(${mirror} 1)"><ellipse cx="0" cy="0" rx="7" ry="17" fill="#8d99a8"/><path d="M0-17h30v34H0z" fill="#c8d2dc"/><path d="M8-17v34M16-17v34M24-17v34" stroke="#98a6b5" stroke-width="2"/><ellipse cx="30" cy="0" rx="7" ry="17" fill="#e4ebf1" stroke="#98a6b5" stroke-width="2"/></g>`;
const WIRE = `<svg viewBox="0 0 260 96" aria-hidden="true"><path d="M44 66q40 12 82 8l7-9 7 20 7-24 7 22 7-17 7 9q28-2 48-9" fill="none" stroke="#a0743a" stroke-width="3"/>${can(44, -1)}${can(216, 1)}<g transform="translate(92 2) scale(.5)"><path d="M78 52C60 20 30 12 4 22c18 4 20 12 34 30 10 12 24 14 36 12z" fill="#aab8c8"/><path d="M80 48C98 18 128 10 156 20c-18 5-22 14-36 30-10 12-22 14-34 12z" fill="#c3cedb"/><path d="M46 62c6-14 30-22 52-18 12-10 30-8 34 4 1 4 0 8-3 11-8 16-30 22-52 19-10-1-18-4-27-2-5 1-10 0-13-3 3-3 6-6 9-11z" fill="#fdfdfb" stroke="#8ea0b3" stroke-width="2"/><path d="M131 46l22-4-20 12zM131 53l20 9-22-4z" fill="#f2a71b"/><circle cx="119" cy="48" r="4.5" fill="#26304a"/><path d="M109 38l17 5" stroke="#26304a" stroke-width="4"/><path d="M80 78l-2 48M96 77l2 48" stroke="#f2a71b" stroke-width="4"/></g></svg>`;
const ink = (bits) => bits.map((bit, k) => (bit ? `M${k % SIDE} ${k >> 3}h1v1h-1z` : "")).join("");
const digit = (value) => `${+value.toFixed(1)}`;
const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

function render({ model, el }) {
  const pictures = model.get("pictures").map(([name, digits]) => [name, [...digits].map(Number)]);
  let picture = 0, bits = [...pictures[0][1]], wire = "crackly", times = 1, heard = null, at = 0, ring = false, brush = null;
  let tally = {};

  el.classList.add("telephone");
  el.innerHTML = `<style>${CSS}</style><div data-part="top"></div><div data-part="main"></div><div data-part="wire"></div><p role="status" aria-live="polite"></p><div data-part="score"></div>
    <details><summary>What is going on?</summary>
    <p>The wire turns each square over now and then, and nobody knows which. Say each square <b>three times</b> and let the copies vote. Now the square is wrong only if two copies or all three are wrong.</p>
    <p>With 1 wrong in 10, two chosen copies are both wrong 1 time in 100. There are three such pairs, and sometimes all three go wrong. Added up exactly: 28 in 1000. So of 64 squares fewer than 2 are wrong, where there were more than 6.</p>
    <p>But it takes three times as long! Claude Shannon showed in 1948 that cleverer ways of repeating exist: almost no errors, and far less to say. The card trick with the guards is a step on that way.</p></details>`;
  const [top, main, wires, tallied] = ["top", "main", "wire", "score"].map((part) => el.querySelector(`[data-part=${part}]`));
  const status = el.querySelector("[role=status]");
  const tell = (text, mood) => { status.textContent = text; status.className = mood ? `telephone-${mood}` : ""; };
  const p = () => WIRES[wire][1];
  const wrong = () => heard.flatMap((bit, k) => (bit === bits[k] ? [] : [k]));

  function send() {
    heard = decode(flip(encode(bits, times), p(), Math.random), times);
    const count = wrong().length;
    tally[times] = [...(tally[times] ?? []), count];
    tell(count ? `${plural(count, "square")} came out wrong. ${times === 1 ? "Say it three times?" : times === 3 ? "The votes helped." : "Five votes are strong."}` : "Not one square is wrong!", count ? "bad" : "good");
    draw();
    const line = el.querySelector(".telephone-wire svg");
    line.classList.add("telephone-buzz");
  }
  function paint(k, value) {
    if (bits[k] === value) return;
    bits[k] = value;
    if (heard) tell("That is another picture now. Send it again.");
    picture = heard = null;
    draw();
  }

  const button = (key, text, extra = "") => `<button type="button" data-key="${key}" ${extra}>${text}</button>`;
  const where = (k) => `row ${(k >> 3) + 1}, column ${(k % SIDE) + 1}`;
  const grid = `<path d="M0 1h8M0 2h8M0 3h8M0 4h8M0 5h8M0 6h8M0 7h8M1 0v8M2 0v8M3 0v8M4 0v8M5 0v8M6 0v8M7 0v8" stroke="#9aa3b2" stroke-width=".03"/>`;
  function boards() {
    const cursor = ring ? `<rect x="${(at % SIDE) + 0.08}" y="${(at >> 3) + 0.08}" width=".84" height=".84" rx=".15" fill="none" stroke="#d81b60" stroke-width=".14"/>` : "";
    const mine = `<div class="telephone-board" role="application" tabindex="0" data-key="board" aria-label="Your picture. Arrow keys move, space turns a square over. At ${where(at)}: ${bits[at] ? "dark" : "light"}."><svg viewBox="0 0 8 8" shape-rendering="crispEdges" aria-hidden="true"><path fill="#26324f" d="${ink(bits)}"/>${grid}${cursor}</svg></div>`;
    const rings = heard ? wrong().map((k) => `<circle cx="${(k % SIDE) + 0.5}" cy="${(k >> 3) + 0.5}" r=".33" fill="none" stroke="#fff" stroke-width=".22"/><circle cx="${(k % SIDE) + 0.5}" cy="${(k >> 3) + 0.5}" r=".33" fill="none" stroke="#d81b60" stroke-width=".12"/>`).join("") : "";
    const told = heard ? `What arrived: ${wrong().length ? `wrong at ${wrong().map(where).join("; ")}` : "all as it was sent"}` : "Nothing has arrived yet";
    const blank = '<text x="4" y="5.2" font-size="3.6" text-anchor="middle" fill="#767d8c">?</text>';
    const other = `<div class="telephone-board" role="img" aria-label="${told}"><svg viewBox="0 0 8 8" aria-hidden="true">${heard ? `<path fill="#26324f" shape-rendering="crispEdges" d="${ink(heard)}"/>${grid}${rings}` : blank}</svg></div>`;
    return `<div class="telephone-ends ${heard ? "telephone-heard" : ""}"><div><p><b>You say</b></p>${mine}</div><div class="telephone-wire">${WIRE}</div><div class="telephone-friend"><p><b>Your friend hears</b></p>${other}</div></div>`;
  }
  function score() {
    const rows = [1, 3, 5].map((n) => {
      const sent = tally[n] ?? [];
      const mean = sent.length ? digit(sent.reduce((a, b) => a + b) / sent.length) : "–";
      return `<tr><th scope="row">${n === 1 ? "once" : `${n} times`}</th><td>${n * 64}</td><td>${mean}</td><td>${digit(64 * errorChance(p(), n))}</td></tr>`;
    });
    return `<p class="telephone-soft">Wrong squares of 64, on average. Send it again and again, and yours comes near what is expected.</p>
      <table><thead><tr><th scope="col">Said</th><th scope="col">sounds</th><th scope="col">yours</th><th scope="col">expected</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  }
  function draw() {
    const key = el.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const album = pictures.map(([name, digits], k) => button(`picture${k}`, `<svg viewBox="0 0 8 8" shape-rendering="crispEdges" aria-hidden="true"><path fill="#26324f" d="${ink(digits)}"/></svg>`, `aria-label="${name}" aria-pressed="${picture === k}"`)).join("");
    top.innerHTML = `<div class="telephone-album" role="group" aria-label="Pictures">${album}</div>`;
    wires.innerHTML = `<div class="telephone-line"><b>Wire</b>${Object.entries(WIRES).map(([name, [label, , odds]]) => button(name, label, `aria-pressed="${wire === name}" aria-label="${label}: ${odds} goes wrong"`)).join("")}</div>
      <div class="telephone-line"><b>Say it</b>${[1, 3, 5].map((n) => button(`times${n}`, n === 1 ? "once" : `${n} times`, `aria-pressed="${times === n}"`)).join("")}</div>
      <div class="telephone-line">${button("send", heard ? "Send again" : "Send", 'class="telephone-go"')}<span class="telephone-soft">${WIRES[wire][2]} goes wrong.</span></div>`;
    main.innerHTML = boards();
    tallied.innerHTML = score();
    if (key) el.querySelector(`[data-key="${key}"]`)?.focus();
  }

  el.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (!key || key === "board") return;
    const [, kind, k] = key.match(/^(picture|times)(\d+)$/) ?? [];
    if (key === "send") return send();
    if (kind === "picture") {
      picture = +k;
      bits = [...pictures[picture][1]];
      tell(`The ${pictures[picture][0]}. Paint on it if you like, then send it.`);
    } else if (kind === "times") {
      times = +k;
      tell(times === 1 ? "Each square is said once." : `Each square is said ${times} times, and the copies vote.`);
    } else {
      wire = key;
      tally = {};
      tell(`${WIRES[key][0]}: ${WIRES[key][2]} goes wrong on the way.`);
    }
    if (kind === "picture") heard = null;
    draw();
  });
  // The square under a finger; what is painted is what the first square became.
  const under = (event) => {
    const box = el.querySelector('[data-key="board"] svg').getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top].map((v) => Math.floor((SIDE * v) / box.width));
    return x >= 0 && y >= 0 && x < SIDE && y < SIDE ? SIDE * y + x : null;
  };
  el.addEventListener("pointerdown", (event) => {
    if (!event.target.closest('[data-key="board"]')) return;
    const k = under(event);
    if (k === null) return;
    event.preventDefault();
    ring = false;
    at = k;
    brush = 1 - bits[k];
    paint(k, brush);
  });
  el.addEventListener("pointermove", (event) => {
    if (brush === null) return;
    const k = under(event);
    if (k !== null) paint(k, brush);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) el.addEventListener(end, () => { brush = null; });
  el.addEventListener("keydown", (event) => {
    if (event.target.dataset?.key !== "board") return;
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const press = event.key === " " || event.key === "Enter";
    if (!step && !press) return;
    event.preventDefault();
    ring = true;
    if (press) return paint(at, 1 - bits[at]);
    const [x, y] = [(at % SIDE) + step[0], (at >> 3) + step[1]];
    if (x >= 0 && y >= 0 && x < SIDE && y < SIDE) at = SIDE * y + x;
    draw();
  });
  tell("Choose a picture, or paint your own. Then send it down the wire. Noise the gull sits on it.");
  draw();
  el.dataset.ready = "true";
}

export default { render };
