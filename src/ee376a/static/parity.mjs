// The parity square: guards in a row and a column more, and a turned card is found. Once the
// computer is the magician, once the child. From Python, in the model's state: `size` (cards a
// side, without guards). The exported functions repeat ee376a.entropy.parity, and a test compares.

/** A column and a row more, so that every line has an even number of dark cards (ones). */
export function encode(cards) {
  const odd = (line) => line.reduce((sum, card) => sum ^ card, 0);
  const wide = cards.map((row) => [...row, odd(row)]);
  return [...wide, wide[0].map((_, k) => odd(wide.map((row) => row[k])))];
}

/** The rows and the columns with an odd number of dark cards. */
export function oddLines(square) {
  const odd = (lines) => lines.flatMap((line, k) => (line.reduce((sum, card) => sum ^ card, 0) ? [k] : []));
  return [odd(square), odd(square[0].map((_, k) => square.map((row) => row[k])))];
}

/** The turned card as [row, column]; null when none shows, "many" when it is not one. */
export function turned(square) {
  const [rows, columns] = oddLines(square);
  if (!rows.length && !columns.length) return null;
  return rows.length === 1 && columns.length === 1 ? [rows[0], columns[0]] : "many";
}

const LIGHT = `--paper: #e8f1f4; --ink: #12263a; --soft: #44596c; --line: #6f8496; --fill: #fbfdfe; --go: #14507a; --on-go: #fff; --good: #0b6645; --bad: #9c3014;
  --lamp: #ffc94a; --table: #cfe0e6;`;
const DARK = `--paper: #13202f; --ink: #ecf5fb; --soft: #b4c8d8; --line: #72889b; --fill: #1d2f42; --go: #8fd0ff; --on-go: #0b1f31; --good: #7be0b2; --bad: #ffab91;
  --lamp: #ffc94a; --table: #22374c;`;
const CSS = `
.parity { ${LIGHT} color: var(--ink); background: var(--paper); font: 1.0625rem/1.45 system-ui, sans-serif; max-width: 60rem; margin-inline: auto;
  border-radius: 22px; padding: .9rem .75rem 1rem; box-sizing: border-box; container-type: inline-size; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .parity { ${DARK} } }
html[data-theme="dark"] .parity { ${DARK} }
.parity * { box-sizing: border-box; }
.parity p { margin: .5rem 0; }
.parity-line { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; justify-content: center; }
.parity button { font: inherit; color: inherit; min-width: 44px; min-height: 44px; cursor: pointer; border: 2px solid var(--line); border-radius: 14px; background: var(--fill); padding: .35rem .8rem; }
.parity button.parity-go, .parity-line button[aria-pressed="true"] { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 700; }
.parity button:focus-visible, .parity summary:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.parity [role="status"] { min-height: 4.4em; font-size: 1.15rem; font-weight: 700; text-align: center; max-width: 34rem; margin-inline: auto; }
.parity .parity-good { color: var(--good); } .parity .parity-bad { color: var(--bad); }
.parity-table { background: var(--table); border-radius: 20px; padding: .35rem; max-width: 27rem; margin: .4rem auto; display: grid; gap: 4px; }
.parity-table [role="row"] { display: grid; gap: 4px; }
.parity-table [role="gridcell"], .parity-sum { display: grid; }
.parity-table [role="gridcell"] > .parity-card { aspect-ratio: 1; min-width: 0; min-height: 0; padding: 0; border: 0; border-radius: 12px; display: block; overflow: hidden; box-shadow: 0 2px 0 #0004; background: #fdf4dc; }
.parity-table [role="gridcell"] svg { width: 100%; display: block; }
.parity-table [role="gridcell"] > .parity-dark { background: #1b2350; }
.parity-table [role="gridcell"] > .parity-guard { outline: 3px dashed #14507a; outline-offset: -6px; border-radius: 50%; } .parity-table .parity-dark.parity-guard { outline-color: #8fd0ff; }
.parity-table .parity-lit { box-shadow: 0 0 0 4px var(--lamp); }
.parity-table .parity-found { box-shadow: 0 0 0 6px var(--lamp), 0 0 18px 9px var(--lamp); position: relative; z-index: 1; }
.parity-table button:focus-visible { z-index: 2; position: relative; }
.parity-turn svg { animation: parity-turn .45s; }
@keyframes parity-turn { from { transform: rotateY(90deg); } }
.parity-sum { place-items: center; font-weight: 800; font-size: 1.1rem; }
.parity-sum.parity-odd b { background: var(--lamp); color: #2b2242; border-radius: 50%; width: 1.9em; height: 1.9em; display: grid; place-items: center; }
.parity-gull { max-width: 9rem; margin: 0 auto; } .parity-gull svg { display: block; width: 100%; }
.parity details { margin-top: .9rem; border-top: 2px dashed var(--line); }
.parity summary { min-height: 44px; display: flex; align-items: center; font-weight: 700; cursor: pointer; }
.parity summary::before { content: "▸ "; white-space: pre; } .parity details[open] summary::before { content: "▾ "; }
@media (prefers-reduced-motion: reduce) { .parity * { animation: none !important; } }
`;

const FACES = [
  '<svg viewBox="0 0 60 60" aria-hidden="true"><circle cx="30" cy="30" r="14" fill="#2f66c4"/></svg>',
  '<svg viewBox="0 0 60 60" aria-hidden="true"><rect x="12" y="24" width="36" height="12" rx="6" fill="#fdf0d0"/></svg>',
];
const GULL = `<svg viewBox="0 0 160 90" aria-hidden="true"><path d="M78 52C60 20 30 12 4 22c18 4 20 12 34 30 10 12 24 14 36 12z" fill="#aab8c8"/><path d="M80 48C98 18 128 10 156 20c-18 5-22 14-36 30-10 12-22 14-34 12z" fill="#c3cedb"/><path d="M46 62c6-14 30-22 52-18 12-10 30-8 34 4 1 4 0 8-3 11-8 16-30 22-52 19-10-1-18-4-27-2-5 1-10 0-13-3 3-3 6-6 9-11z" fill="#fdfdfb" stroke="#8ea0b3" stroke-width="2"/><path d="M131 48l24 6-23 8z" fill="#f2a71b"/><circle cx="119" cy="48" r="4.5" fill="#26304a"/><path d="M109 38l17 5" stroke="#26304a" stroke-width="4" stroke-linecap="round"/><path d="M80 78l-2 10m-6 0h12M96 77l2 10m-6 0h12" stroke="#f2a71b" stroke-width="3.5" stroke-linecap="round" fill="none"/></svg>`;
const LARGEST = 5;

function render({ model, el }) {
  const size = model.get("size");
  let mode = "watch", count = false, streak = 0, level = size, game;

  el.classList.add("parity");
  el.innerHTML = `<style>${CSS}</style><div class="parity-line" data-part="top"></div>
    <p role="status" aria-live="polite"></p><div data-part="main"></div>
    <details><summary>What is going on?</summary>
    <p>A guard counts. If its row has an odd number of dark cards, the guard is dark too, and makes the number even. The guards of the columns do the same.</p>
    <p>Turn one card, and one row and one column become odd. They cross at that card. It does not matter whether the card is dark or light, or a guard.</p>
    <p>Turn two cards, and the guards know that something is wrong, but no longer what. Turn three corners of a rectangle, and they point at the fourth, which nobody touched! Computers, discs and space probes use guards like these, only more of them.</p></details>`;
  const [top, main] = ["top", "main"].map((part) => el.querySelector(`[data-part=${part}]`));
  const status = el.querySelector("[role=status]");
  const tell = (text, mood) => { status.textContent = text; status.className = mood ? `parity-${mood}` : ""; };
  const random = (n) => Math.floor(n * Math.random());
  const shuffled = (n) => Array.from({ length: n }, () => Array.from({ length: n }, () => random(2)));

  function deal() {
    if (mode === "watch") {
      game = { square: shuffled(size), guards: false, stage: "lay", at: [0, 0], touched: null, found: null };
      tell("Lay the cards any way you like. Tap a card to turn it over.");
    } else {
      const square = encode(shuffled(level)), hidden = [random(level + 1), random(level + 1)];
      square[hidden[0]][hidden[1]] ^= 1;
      game = { square, guards: true, stage: "find", at: [0, 0], touched: null, found: null, hidden };
      tell("Dark cards were even in every row and column. Then Noise the gull turned one. Which?");
    }
  }
  function ready() {
    game = { ...game, square: encode(game.square), guards: true, stage: "turn", touched: null };
    tell(`The guards stand. I close my eyes. Turn over one card, any card! Then say “Open”.`);
    draw("open");
  }
  function open() {
    const found = turned(game.square);
    game.stage = "done";
    if (found === null) tell("Nothing is odd. You turned no card! Or you were very, very sly.");
    else if (found === "many") tell("Aha! More than one card was turned. I see that something is wrong, but not what.", "bad");
    else tell(`It was this one! Row ${found[0] + 1}, column ${found[1] + 1}. I never saw you do it.`, "good");
    game.found = found === "many" ? null : found;
    game.odd = oddLines(game.square);
    game.touched = null;
    draw("again");
  }
  function press(row, column) {
    game.at = [row, column];
    if (game.stage === "find") {
      const [rows, columns] = oddLines(game.square);
      if (rows[0] === row && columns[0] === column) {
        streak += 1;
        level = Math.min(LARGEST, level + 1);
        Object.assign(game, { stage: "done", found: [row, column], odd: [rows, columns] });
        tell(`Yes! You are a magician. ${streak === 1 ? "One card" : `${streak} cards in a row`} found.`, "good");
      } else {
        streak = 0;
        const clue = rows[0] === row ? "The row is right! Now the columns." : columns[0] === column ? "The column is right! Now the rows." : "That row is even, and so is the column. Look for odd ones.";
        tell(`Not that one. ${clue}`, "bad");
      }
    } else if (game.stage !== "done") {
      game.square = game.square.map((line, r) => line.map((card, c) => (r === row && c === column ? 1 - card : card)));
      game.touched = [row, column];
    }
    draw();
  }

  const button = (key, text, extra = "") => `<button type="button" data-key="${key}" ${extra}>${text}</button>`;
  function table() {
    const n = game.square.length, counted = count && mode === "you";
    const columns = `style="grid-template-columns: repeat(${n}, 1fr)${counted ? " 36px" : ""}"`;
    const [oddRows, oddColumns] = oddLines(game.square);
    const sum = (line, odd) => `<div class="parity-sum ${odd ? "parity-odd" : ""}" role="gridcell" aria-label="${line} dark, ${odd ? "odd" : "even"}"><b aria-hidden="true">${line}</b></div>`;
    const cell = (card, r, c) => {
      const guard = game.guards && (r === n - 1 || c === n - 1);
      const lit = game.odd && (game.odd[0].includes(r) || game.odd[1].includes(c));
      const found = game.found && game.found[0] === r && game.found[1] === c;
      const look = `parity-card ${card ? "parity-dark" : ""} ${guard ? "parity-guard" : ""} ${found ? "parity-found" : lit ? "parity-lit" : ""} ${String(game.touched) === `${r},${c}` ? "parity-turn" : ""}`;
      const label = `aria-label="Row ${r + 1}, column ${c + 1}: ${card ? "dark" : "light"}${guard ? ", guard" : ""}${found ? ", the turned card" : ""}"`;
      const inside = game.stage === "done"
        ? `<div role="img" class="${look}" ${label}>${FACES[card]}</div>`
        : button(`card${r}-${c}`, FACES[card], `class="${look}" ${label} tabindex="${game.at[0] === r && game.at[1] === c ? 0 : -1}"`);
      return `<div role="gridcell">${inside}</div>`;
    };
    const rows = game.square.map((line, r) => `<div role="row" ${columns}>${line.map((card, c) => cell(card, r, c)).join("")}${counted ? sum(line.reduce((a, b) => a + b), oddRows.includes(r)) : ""}</div>`);
    const last = counted ? `<div role="row" ${columns}>${game.square[0].map((_, c) => sum(game.square.reduce((a, line) => a + line[c], 0), oddColumns.includes(c))).join("")}</div>` : "";
    return `<div class="parity-table" role="grid" aria-label="The cards">${rows.join("")}${last}</div>`;
  }
  function draw(focus) {
    const key = focus ?? (el.contains(document.activeElement) ? document.activeElement.dataset.key : null);
    top.innerHTML = button("watch", "The computer finds it", `aria-pressed="${mode === "watch"}"`) + button("you", "You find it", `aria-pressed="${mode === "you"}"`);
    const controls = {
      lay: button("mix", "Mix them") + button("ready", "Put the guards", 'class="parity-go"'),
      turn: button("open", "Open!", 'class="parity-go"'),
      find: button("count", "Count for me", `aria-pressed="${count}"`),
      done: button("again", mode === "you" ? "Next one" : "Once more", 'class="parity-go"'),
    }[game.stage];
    const gull = mode === "you" ? `<div class="parity-gull">${GULL}</div>` : "";
    main.innerHTML = `${gull}${table()}<div class="parity-line">${controls}</div>`;
    if (!key) return;
    (el.querySelector(`[data-key="${key}"]`) ?? el.querySelector('[data-key="again"]') ?? el.querySelector('[tabindex="0"]'))?.focus();
  }

  const restart = () => { deal(); draw(); };
  const actions = {
    watch: () => { mode = "watch"; restart(); }, you: () => { mode = "you"; restart(); }, again: restart, ready, open,
    mix: () => { game.square = shuffled(size); game.touched = null; draw(); },
    count: () => { count = !count; draw(); },
  };
  el.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    const place = key?.match(/^card(\d+)-(\d+)$/);
    if (place) press(+place[1], +place[2]);
    else if (key) actions[key]();
  });
  el.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const place = event.target.dataset?.key?.match(/^card(\d+)-(\d+)$/);
    if (!step || !place) return;
    event.preventDefault();
    const to = step.map((by, axis) => Math.max(0, Math.min(game.square.length - 1, +place[axis + 1] + by)));
    game.at = to;
    event.target.tabIndex = -1;
    const target = el.querySelector(`[data-key="card${to.join("-")}"]`);
    target.tabIndex = 0;
    target.focus();
  });
  deal();
  draw();
  el.dataset.ready = "true";
}

export default { render };
