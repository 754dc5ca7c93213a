// A picture row by row: paint one from its numbers, or bring a lost row back with the guards below.
// From Python, in the model's state: `pictures` (name and 64 digits each). The exported functions repeat
// ee376a.entropy.runs and ee376a.entropy.parity, and a test compares them.

/** A row as lengths: light squares, then dark ones, and so on; 0 first when it begins dark. */
export function encode(row) {
  const lengths = row[0] ? [0] : [];
  row.forEach((square, k) => (k && square === row[k - 1] ? lengths.push(lengths.pop() + 1) : lengths.push(1)));
  return lengths;
}

/** The row that has these lengths. */
export const decode = (lengths) => lengths.flatMap((length, place) => Array(length).fill(place % 2));

/** The guards below: dark where a column has an odd number of dark squares. */
export const guards = (rows) => rows[0].map((_, c) => rows.reduce((sum, row) => sum ^ row[c], 0));

const SIDE = 8;
const LIGHT = `--paper: #fdf0dd; --ink: #33220f; --soft: #66513a; --line: #94806a; --fill: #fffaf2; --go: #8a3d05; --on-go: #fff; --good: #0b6645; --bad: #9c3014;
  --lamp: #ffc94a; --off: #fffdf4; --on: #2c3561; --gone: #e6d3b8;`;
const DARK = `--paper: #271c12; --ink: #fdf3e6; --soft: #d6c3ac; --line: #9a866f; --fill: #35281b; --go: #ffb877; --on-go: #2e1602; --good: #7be0b2; --bad: #ffab91;
  --lamp: #ffc94a; --off: #fffdf4; --on: #2c3561; --gone: #b7a284;`;
const CSS = `
.rows { ${LIGHT} color: var(--ink); background: var(--paper); font: 1.0625rem/1.45 system-ui, sans-serif; max-width: 60rem; margin-inline: auto;
  border-radius: 22px; padding: .9rem .75rem 1rem; box-sizing: border-box; container-type: inline-size; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .rows { ${DARK} } }
html[data-theme="dark"] .rows { ${DARK} }
.rows * { box-sizing: border-box; }
.rows p { margin: .5rem 0; }
.rows-line { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; justify-content: center; }
.rows button { font: inherit; color: inherit; min-width: 44px; min-height: 44px; cursor: pointer; border: 2px solid var(--line); border-radius: 14px; background: var(--fill); padding: .35rem .8rem; }
.rows button.rows-go, .rows button[aria-pressed="true"] { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 700; }
.rows button:focus-visible, .rows summary:focus-visible, .rows-board:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.rows [role="status"] { min-height: 4.4em; font-size: 1.15rem; font-weight: 700; text-align: center; }
.rows .rows-good { color: var(--good); } .rows .rows-bad { color: var(--bad); }
.rows-soft { color: var(--soft); text-align: center; }
.rows-paper { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .4rem; max-width: 30rem; margin: .5rem auto; }
.rows-numbers { display: grid; grid-template-rows: repeat(8, 1fr); padding: 4px 0; margin: 0; list-style: none; }
.rows-numbers li { display: flex; gap: 2px; align-items: center; justify-content: flex-end; margin: 0; }
.rows-numbers b { width: 1.15em; height: 1.35em; line-height: 1.35em; border-radius: 6px; text-align: center; background: var(--off); color: #2c3561; border: 1px solid var(--line); font-size: .98rem; box-sizing: content-box; }
.rows-numbers .rows-dark { background: var(--on); color: #fff; border-color: var(--on); }
.rows-numbers .rows-right b { opacity: .38; }
.rows-board { touch-action: none; cursor: crosshair; border-radius: 10px; overflow: hidden; border: 4px solid var(--on); background: var(--off); align-self: start; }
.rows-board[role="img"] { cursor: default; touch-action: auto; }
.rows svg { display: block; width: 100%; }
.rows-sum { display: grid; grid-template-columns: repeat(8, 1fr); text-align: center; padding: 0 4px; font-weight: 700; }
.rows-odd { color: #2b2242; background: var(--lamp); border-radius: 50%; width: 1.8em; height: 1.8em; line-height: 1.8em; margin: 0 auto; }
.rows-sum span { line-height: 1.8em; }
.rows-lost { max-width: 24rem; margin: .5rem auto; }
.rows-album { display: grid; grid-template-columns: repeat(auto-fill, 52px); gap: .4rem; justify-content: center; }
.rows-album > * { border-radius: 10px; background: var(--gone); aspect-ratio: 1; display: grid; place-items: center; font-weight: 800; color: #4a3b26; padding: 5px; }
.rows-album .rows-won { background: var(--off); box-shadow: 0 0 0 3px var(--lamp); }
.rows details { margin-top: .9rem; border-top: 2px dashed var(--line); }
.rows summary { min-height: 44px; display: flex; align-items: center; font-weight: 700; cursor: pointer; }
.rows summary::before { content: "▸ "; white-space: pre; } .rows details[open] summary::before { content: "▾ "; }
@container (min-width: 34rem) { .rows-numbers b { font-size: 1.25rem; } }
@media (prefers-reduced-motion: reduce) { .rows * { animation: none !important; transition: none !important; } }
`;
const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
const path = (rows) => rows.flatMap((row, r) => row.map((square, c) => (square ? `M${c} ${r}h1v1h-1z` : ""))).join("");

function render({ model, el }) {
  const pictures = model.get("pictures").map(([name, digits]) => [name, Array.from({ length: SIDE }, (_, r) => [...digits.slice(SIDE * r, SIDE * r + SIDE)].map(Number))]);
  const won = new Set();
  let mode = "paint", picture = 0, count = false, ring = false, brush = null, game;

  el.classList.add("rows");
  el.innerHTML = `<style>${CSS}</style><div class="rows-line" data-part="top"></div><div data-part="main"></div><p role="status" aria-live="polite"></p><div class="rows-line" data-part="more"></div>
    <p class="rows-soft">Your pictures</p><div class="rows-album" data-part="album"></div>
    <details><summary>What is going on?</summary>
    <p><b>Numbers:</b> neighbours are often the same. So you need not say “light, light, light, light, dark, dark”. You say “4, 2”. Fax machines told pictures like this, row by row. When neighbours change all the time, it is no help at all.</p>
    <p><b>Lost row:</b> a guard stands under each column. It is dark if the column has an odd number of dark squares. When one row is lost, each column lacks one square, and the guard knows which it was. The same happens in big computers: when one disc breaks, the others and a guard bring everything back.</p></details>`;
  const [top, main, more, album] = ["top", "main", "more", "album"].map((part) => el.querySelector(`[data-part=${part}]`));
  const status = el.querySelector("[role=status]");
  const tell = (text, mood) => { status.textContent = text; status.className = mood ? `rows-${mood}` : ""; };
  const truth = () => pictures[picture][1];
  const same = (r) => game.rows[r].every((square, c) => square === truth()[r][c]);

  function deal() {
    const lost = 1 + Math.floor((SIDE - 2) * Math.random());
    const blank = Array(SIDE).fill(0);
    game = mode === "paint"
      ? { rows: truth().map(() => [...blank]), at: [0, 0], done: false }
      : { rows: truth().map((row, r) => (r === lost ? [...blank] : [...row])), at: [lost, 0], lost, done: false };
    tell(mode === "paint" ? "A friend tells you a picture, row by row. White number: leave so many. Dark number: paint so many."
      : "One row is lost! Paint it back, so that every column is even. The guards count too.");
  }
  function check() {
    const right = truth().filter((_, r) => same(r)).length;
    if (right === SIDE) {
      game.done = true;
      won.add(picture);
      const name = pictures[picture][0];
      const numbers = truth().reduce((sum, row) => sum + encode(row).length, 0);
      tell(mode === "paint" ? `It is a picture of: ${name}! 64 squares, told with ${numbers} numbers.` : `The row is back, and it is exactly right: ${name}. Nobody had to guess.`, "good");
    } else if (mode === "paint") tell(`${plural(right, "row")} of 8 right.`);
    else {
      const odd = [...guards([...game.rows, guards(truth())])].filter(Boolean).length;
      tell(`${plural(odd, "column")} still odd.`);
    }
  }
  function paint(r, c, value) {
    if (game.done || game.rows[r][c] === value || (mode === "lost" && r !== game.lost)) return;
    game.rows[r][c] = value;
    check();
    draw();
  }

  const button = (key, text, extra = "") => `<button type="button" data-key="${key}" ${extra}>${text}</button>`;
  const lines = (high) => `<path d="${Array.from({ length: high - 1 }, (_, k) => `M0 ${k + 1}h8`).join("")}M1 0v${high}M2 0v${high}M3 0v${high}M4 0v${high}M5 0v${high}M6 0v${high}M7 0v${high}" stroke="#9aa3b2" stroke-width=".03"/>`;
  const told = (row) => row.map((square) => (square ? "dark" : "light")).join(" ");
  function board() {
    const high = mode === "lost" ? SIDE + 1 : SIDE, [r, c] = game.at;
    const cursor = ring && !game.done ? `<rect x="${c + 0.08}" y="${r + 0.08}" width=".84" height=".84" rx=".15" fill="none" stroke="#d81b60" stroke-width=".14"/>` : "";
    const under = mode === "lost" ? guards(truth()) : [];
    const guard = under.map((dark, k) => `<circle cx="${k + 0.5}" cy="8.5" r=".4" fill="${dark ? "#2c3561" : "#fffdf4"}" stroke="#8a3d05" stroke-width=".09" stroke-dasharray=".18 .12"/>`).join("");
    const hole = mode === "lost" && !game.done ? `<rect x=".05" y="${game.lost + 0.05}" width="7.9" height=".9" fill="none" stroke="#c8551a" stroke-width=".12" stroke-dasharray=".35 .2"/>` : "";
    const svg = `<svg viewBox="0 0 8 ${high}" aria-hidden="true">${mode === "lost" ? `<rect y="8" width="8" height="1" fill="#f3e2c6"/>` : ""}<path fill="#2c3561" shape-rendering="crispEdges" d="${path(game.rows)}"/>${lines(high)}${guard}${hole}${cursor}</svg>`;
    const name = pictures[picture][0];
    if (game.done) return `<div class="rows-board" role="img" aria-label="The picture is done: ${name}">${svg}</div>`;
    const help = mode === "paint" ? `Row ${r + 1} is to be ${encode(truth()[r]).map((n, k) => `${n} ${k % 2 ? "dark" : "light"}`).join(", ")}. It is ${told(game.rows[r])}.`
      : `Row ${game.lost + 1} is lost. It is now ${told(game.rows[game.lost])}. Column ${c + 1} has ${truth().reduce((sum, row, k) => sum + (k === game.lost ? 0 : row[c]), under[c])} other dark ones.`;
    return `<div class="rows-board" role="application" tabindex="0" data-key="board" aria-label="Arrow keys move, space paints. You are at row ${r + 1}, column ${c + 1}. ${help}">${svg}</div>`;
  }
  function numbers() {
    return `<ul class="rows-numbers">${truth().map((row, r) => `<li class="${same(r) ? "rows-right" : ""}">${encode(row).map((n, k) => `<b class="${k % 2 ? "rows-dark" : ""}">${n}</b>`).join("")}</li>`).join("")}</ul>`;
  }
  function sums() {
    const under = guards(truth());
    const sum = under.map((dark, c) => game.rows.reduce((total, row) => total + row[c], dark));
    return `<div class="rows-sum" role="img" aria-label="Dark squares in each column: ${sum.join(", ")}">${sum.map((n) => `<span class="${n % 2 ? "rows-odd" : ""}">${n}</span>`).join("")}</div>`;
  }
  function draw() {
    const key = el.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    top.innerHTML = button("paint", "Paint by numbers", `aria-pressed="${mode === "paint"}"`) + button("lost", "Lost row", `aria-pressed="${mode === "lost"}"`);
    const body = mode === "paint" ? `<div class="rows-paper">${numbers()}${board()}</div>` : `<div class="rows-lost">${board()}${count && !game.done ? sums() : ""}</div>`;
    main.innerHTML = body;
    more.innerHTML = `${mode === "lost" && !game.done ? button("count", "Count for me", `aria-pressed="${count}"`) : ""}${button("next", game.done ? "Next picture" : "Another picture", game.done ? 'class="rows-go"' : "")}`;
    album.innerHTML = pictures.map(([name, rows], k) => won.has(k) ? `<div class="rows-won" role="img" aria-label="${name}"><svg viewBox="0 0 8 8" shape-rendering="crispEdges" aria-hidden="true"><path fill="#2c3561" d="${path(rows)}"/></svg></div>` : '<div role="img" aria-label="not yet">?</div>').join("");
    if (key) (el.querySelector(`[data-key="${key}"]`) ?? el.querySelector('[data-key="next"]'))?.focus();
  }

  const restart = () => { deal(); draw(); };
  const actions = {
    paint: () => { mode = "paint"; restart(); }, lost: () => { mode = "lost"; restart(); },
    count: () => { count = !count; draw(); }, next: () => { picture = (picture + 1) % pictures.length; restart(); },
  };
  el.addEventListener("click", (event) => actions[event.target.closest("[data-key]")?.dataset.key]?.());
  // The square under a finger; what is painted is what the first square became.
  const under = (event) => {
    const box = el.querySelector('[data-key="board"] svg')?.getBoundingClientRect();
    if (!box) return null;
    const [c, r] = [event.clientX - box.left, event.clientY - box.top].map((v) => Math.floor((SIDE * v) / box.width));
    return c >= 0 && r >= 0 && c < SIDE && r < SIDE ? [r, c] : null;
  };
  el.addEventListener("pointerdown", (event) => {
    if (!event.target.closest('[data-key="board"]')) return;
    const place = under(event);
    if (!place) return;
    event.preventDefault();
    ring = false;
    game.at = mode === "lost" ? [game.lost, place[1]] : place;
    brush = 1 - game.rows[place[0]][place[1]];
    paint(...place, brush);
  });
  el.addEventListener("pointermove", (event) => {
    const place = brush === null ? null : under(event);
    if (place) paint(...place, brush);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) el.addEventListener(end, () => { brush = null; });
  el.addEventListener("keydown", (event) => {
    if (event.target.dataset?.key !== "board") return;
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const press = event.key === " " || event.key === "Enter";
    if (!step && !press) return;
    event.preventDefault();
    ring = true;
    const [r, c] = game.at;
    if (press) return paint(r, c, 1 - game.rows[r][c]);
    const inside = (v) => Math.max(0, Math.min(SIDE - 1, v));
    game.at = [mode === "lost" ? game.lost : inside(r + step[0]), inside(c + step[1])];
    draw();
  });
  restart();
  el.dataset.ready = "true";
}

export default { render };
