// Animals with erasures. Paint what is missing of a mosaic; or lose strands and let parity bring
// them back. From Python, in the model's state: `animals` (names), `palettes` (eight colours each),
// `colours` (what the eight are for), `mosaics` (256 digits 0 to 7 each), `drawings` (SVG each).
// The exported functions repeat ee376a.dna.{erasures,animals}, and a test compares them.

const SIDE = 16;
const STRANDS = 8;

/** The parity strands: strand j is the exclusive or of the strands j, j + parities, ... */
export function parity(strands, parities) {
  return Array.from({ length: parities }, (_, j) =>
    strands[0].map((_, k) => strands.reduce((sum, strand, i) => (i % parities === j ? sum ^ strand[k] : sum), 0)));
}

/** The lost strands that share a parity strand, which brings back only one; parity strands are
 * numbered after the others. Empty when all can be brought back. */
export function stuck(lost, strands, parities) {
  const group = (i) => (i < strands ? i : i - strands) % parities;
  return [...lost].sort((a, b) => a - b).filter((i) => lost.some((other) => other !== i && group(other) === group(i)));
}

/** Brings lost strands back: all the strands; null when it cannot. */
export function rescue(received, lost, parities) {
  const n = received.length - parities;
  if (stuck(lost, n, parities).length) return null;
  return received.slice(0, n).map((strand, i) => {
    if (!lost.includes(i)) return strand;
    const helpers = received.filter((_, h) => h !== i && (h < n ? h % parities : h - n) === i % parities);
    return strand.map((_, k) => helpers.reduce((sum, helper) => sum ^ helper[k], 0));
  });
}

/** Squares as DNA letters: three bits a square, two bits a letter, A C G T for 00 01 10 11. */
export function letters(squares) {
  const bits = squares.map((square) => square.toString(2).padStart(3, "0")).join("");
  return bits.match(/../g).map((pair) => "ACGT"[parseInt(pair, 2)]).join("");
}

/** Each missing square guessed as the nearest that is left; of equally near ones, the first. */
export function copycat(squares, missing) {
  const left = squares.map((_, i) => i).filter((i) => !missing.includes(i));
  const apart = (a, b) => ((a >> 4) - (b >> 4)) ** 2 + ((a % SIDE) - (b % SIDE)) ** 2;
  return missing.map((i) => squares[left.reduce((best, j) => (apart(i, j) < apart(i, best) ? j : best))]);
}

/** What is lost: 24 crumbs, a bite of 6 x 6 out of the middle, or a strand of two rows. */
export function lose(kind, random) {
  const from = (low, count) => low + Math.floor(count * random());
  const box = (row, column, high, wide) => Array.from({ length: high * wide }, (_, i) => SIDE * (row + Math.floor(i / wide)) + column + (i % wide));
  if (kind === "bite") return box(from(2, 7), from(2, 7), 6, 6);
  if (kind === "strand") return box(2 * from(1, STRANDS - 2), 0, 2, SIDE);
  const all = box(1, 1, SIDE - 2, SIDE - 2);
  return Array.from({ length: 24 }, () => all.splice(from(0, all.length), 1)[0]).sort((a, b) => a - b);
}

const LIGHT = `--paper: #fffdf7; --ink: #1d2433; --soft: #545c70; --line: #8b93a6; --fill: #f1f4fb; --gone: #e4e7ef; --mark: #98a1b6;
  --go: #0b5cad; --on-go: #fff; --good: #0a6b4b; --bad: #a3361a;`;
const DARK = `--paper: #171b24; --ink: #eef1f7; --soft: #b4bccd; --line: #717c93; --fill: #222938; --gone: #2b3242; --mark: #65708a;
  --go: #8cc4ff; --on-go: #0c1624; --good: #6fd9ae; --bad: #ff9f80;`;
const CSS = `
.animals { ${LIGHT} color: var(--ink); background: var(--paper); font: 1rem/1.45 system-ui, sans-serif; max-width: 60rem; margin-inline: auto;
  border-radius: 14px; padding: .75rem 0; box-sizing: border-box; container-type: inline-size; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .animals { ${DARK} } }
html[data-theme="dark"] .animals { ${DARK} }
.animals * { box-sizing: border-box; }
.animals p { margin: .4rem 0; }
.animals-pad { padding-inline: .75rem; }
.animals-line { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.animals-two { display: grid; gap: .75rem; align-items: start; }
.animals button, .animals select { font: inherit; color: inherit; min-width: 44px; min-height: 44px; cursor: pointer; border: 2px solid var(--line); border-radius: 10px; background: var(--fill); padding: .3rem .8rem; }
.animals button.animals-go, .animals button[aria-pressed="true"] { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 600; }
.animals button:focus-visible, .animals select:focus-visible, .animals-board:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.animals [role="status"] { min-height: 3em; font-weight: 600; }
.animals .animals-good { color: var(--good); } .animals .animals-bad { color: var(--bad); }
.animals-soft { color: var(--soft); }
.animals-board { width: 100%; max-width: 30rem; margin-inline: auto; touch-action: none; cursor: crosshair; }
.animals svg { display: block; width: 100%; }
.animals-ink { display: grid; grid-template-columns: repeat(4, 1fr); gap: .5rem; }
.animals .animals-ink button { display: grid; gap: .1rem; justify-items: center; padding: .35rem .1rem; font-size: .85rem; }
.animals-ink i { width: 1.6rem; height: 1.6rem; border-radius: 50%; border: 1px solid var(--line); }
.animals .animals-ink button[aria-pressed="true"] { background: var(--fill); color: inherit; border-color: var(--go); box-shadow: 0 0 0 2px var(--go); }
.animals-sticker { max-width: 15rem; margin: .75rem auto; } .animals-sticker svg { border-radius: 28px; border: 7px solid #fff; box-shadow: 0 2px 9px #0006; }
.animals-album { display: grid; grid-template-columns: repeat(8, 1fr); gap: .35rem; max-width: 30rem; }
.animals-album > * { aspect-ratio: 1; border-radius: 8px; overflow: hidden; background: var(--gone); color: var(--soft); display: grid; place-items: center; font-weight: 700; }
.animals-strands { width: 100%; max-width: 30rem; margin-inline: auto; }
.animals .animals-strands button { display: block; width: 100%; padding: 0; border: 0; border-radius: 0; background: var(--gone); position: relative; min-height: 44px; overflow: hidden; }
.animals .animals-strands button[aria-pressed="true"] { background: repeating-linear-gradient(45deg, var(--gone) 0 8px, var(--paper) 8px 16px); color: var(--ink); }
.animals-strands [aria-pressed="true"] svg { visibility: hidden; }
.animals-strands b { position: absolute; inset: 0; display: grid; place-items: center; }
.animals-strands span { position: absolute; left: .3rem; top: 50%; translate: 0 -50%; font: 700 .85rem/1.6 system-ui; min-width: 1.7rem; border-radius: 1rem; background: #fff; color: #1d2433; border: 1px solid #5a6275; }
.animals-strands hr { border: 0; margin: .5rem 0; }
.animals-back svg { animation: animals-back .9s; }
@keyframes animals-back { from { opacity: 0; translate: 30% 0; } }
.animals code { display: block; background: var(--fill); color: inherit; padding: .5rem; border-radius: 8px; overflow-wrap: anywhere; font: .9rem/1.6 ui-monospace, monospace; letter-spacing: .08em; }
@container (min-width: 42rem) { .animals-two { grid-template-columns: 1.15fr 1fr; } .animals-two .animals-pad { padding-left: 0; } .animals-two > :first-child { padding-left: .75rem; } }
@media (prefers-reduced-motion: reduce) { .animals * { animation: none !important; transition: none !important; } }
`;

const KINDS = { crumbs: "Crumbs", bite: "A bite", strand: "A strand" };
const tiles = (squares, palette) =>
  squares.map((square, i) => `<path fill="${palette[square]}" d="M${i % SIDE} ${i >> 4}h1v1h-1z"/>`).join("");
const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

function render({ model, el }) {
  const [animals, palettes, colours, mosaics, drawings] = ["animals", "palettes", "colours", "mosaics", "drawings"].map((key) => model.get(key));
  const squaresOf = (animal) => [...mosaics[animal]].map(Number);
  const won = new Set();
  let mode = "guess", animal = 0, kind = "crumbs", parities = 1, game, brush = null, dragging = false;

  el.classList.add("animals");
  el.innerHTML = `<style>${CSS}</style><div class="animals-pad animals-line" data-part="top"></div>
    <p class="animals-pad" role="status" aria-live="polite"></p><div data-part="main"></div>
    <div class="animals-pad"><p class="animals-soft">Your stickers</p><div class="animals-album" data-part="album"></div></div>`;
  const [top, main, album] = ["top", "main", "album"].map((part) => el.querySelector(`[data-part=${part}]`));
  const status = el.querySelector("[role=status]");
  const tell = (text, mood) => { status.textContent = text; status.className = `animals-pad ${mood ? `animals-${mood}` : ""}`; };

  function deal() {
    const squares = squaresOf(animal);
    if (mode === "guess") {
      const missing = lose(kind, Math.random);
      game = { squares, missing, painted: missing.map(() => null), ring: 0, shown: false };
      brush = null;
      tell(`${missing.length} squares are missing, and you can see where. Which colour goes in the ringed square?`);
    } else {
      const strands = Array.from({ length: STRANDS }, (_, i) => squares.slice(32 * i, 32 * i + 32));
      game = { strands: [...strands, ...parity(strands, parities)], lost: [], back: [] };
      tell(`${STRANDS} strands hold the ${animals[animal]}; ${parities === 1 ? "one parity strand watches" : "two parity strands watch"} them. Tap a strand to lose it.`);
    }
  }

  // The ring goes to the next square that has no colour yet; when all have one, it stays.
  function paint(place, colour) {
    if (game.shown) return;
    game.painted[place] = colour;
    const empty = game.painted.map((_, i) => (place + i) % game.painted.length).find((i) => game.painted[i] === null);
    game.ring = empty ?? place;
    const left = game.painted.filter((c) => c === null).length;
    tell(left ? `${plural(left, "square")} to go.` : "All painted. Change what you like, then look.");
    draw();
  }
  function reveal() {
    game.shown = true;
    won.add(animal);
    const total = game.missing.length;
    const truth = game.missing.map((i) => game.squares[i]);
    const right = (guess) => guess.filter((colour, i) => colour === truth[i]).length;
    const yours = right(game.painted);
    const copied = right(copycat(game.squares, game.missing));
    const luck = `a die with eight faces gets about ${Math.round(total / 8)}`;
    tell(`${yours} of ${total} right! Copying the nearest square gets ${copied}, ${luck}.`, yours >= copied ? "good" : "");
    draw();
  }
  function bringBack() {
    const caught = stuck(game.lost, STRANDS, parities);
    if (caught.length) {
      tell(`Strands ${caught.map(name).join(" and ")} share one parity strand. It brings back one, not two: it only knows what they make together. ${parities === 1 ? "Try two parity strands." : "Try one odd and one even."}`, "bad");
      return draw();
    }
    const back = rescue(game.strands, game.lost, parities);
    game.strands = [...back, ...parity(back, parities)];
    game.back = game.lost;
    game.lost = [];
    won.add(animal);
    tell(`Back, and exactly as ${game.back.length === 1 ? "it was" : "they were"}: ${plural(game.back.length, "strand")}, not one letter guessed.`, "good");
    draw();
  }
  const name = (i) => (i < STRANDS ? `${i + 1}` : parities === 1 ? "P" : ["odd", "even"][i - STRANDS]);
  function toggle(i) {
    game.back = [];
    game.lost = game.lost.includes(i) ? game.lost.filter((other) => other !== i) : [...game.lost, i];
    tell(game.lost.length ? `Lost: ${game.lost.map((j) => (j < STRANDS ? `strand ${name(j)}` : `parity strand ${name(j)}`)).join(", ")}. Can it come back?` : "Nothing is lost.");
    draw();
  }

  const button = (key, text, extra = "") => `<button type="button" data-key="${key}" ${extra}>${text}</button>`;
  const where = (i) => `row ${(i >> 4) + 1}, column ${(i % SIDE) + 1}`;
  function guessHtml() {
    const palette = palettes[animal];
    const kept = tiles(game.squares, palette);
    const holes = game.missing.map((i, place) => {
      const [x, y, mine] = [i % SIDE, i >> 4, game.painted[place]];
      const wrong = game.shown && mine !== game.squares[i];
      const fill = game.shown ? palette[game.squares[i]] : mine === null ? "var(--gone)" : palette[mine];
      const dot = mine === null && !game.shown ? `<circle cx="${x + 0.5}" cy="${y + 0.5}" r=".14" fill="var(--mark)"/>` : "";
      const cross = wrong ? `<circle cx="${x + 0.5}" cy="${y + 0.5}" r=".3" fill="${mine === null ? "#fff" : palette[mine]}" stroke="#fff" stroke-width=".2"/><circle cx="${x + 0.5}" cy="${y + 0.5}" r=".38" fill="none" stroke="#a3361a" stroke-width=".1"/>` : "";
      const look = game.shown ? 'shape-rendering="crispEdges"' : 'stroke="var(--mark)" stroke-width=".05"';
      return `<path fill="${fill}" ${look} d="M${x} ${y}h1v1h-1z"/>${dot}${cross}`;
    }).join("");
    const at = game.missing[game.ring];
    const ring = game.shown ? "" : `<rect x="${(at % SIDE) - 0.05}" y="${(at >> 4) - 0.05}" width="1.1" height="1.1" rx=".2" fill="none" stroke="#fff" stroke-width=".42"/><rect x="${(at % SIDE) - 0.05}" y="${(at >> 4) - 0.05}" width="1.1" height="1.1" rx=".2" fill="none" stroke="#d81b60" stroke-width=".22"/>`;
    const label = game.shown ? `The ${animals[animal]}, whole` : `A mosaic with ${game.missing.length} squares missing. The ring is at ${where(at)}. Arrow keys move it, keys 1 to 8 paint.`;
    const inks = colours.map((colour, i) => button(`ink${i}`, `<i style="background:${palette[i]}"></i>${colour}`, `aria-pressed="${brush === i}" aria-label="${i + 1}: ${colour}"`)).join("");
    const side = game.shown
      ? `<div class="animals-sticker">${drawings[animal]}</div><p><b>The ${animals[animal]}</b> is yours. Ringed squares were other than you thought; the spot has your colour.</p>${button("next", "Next animal", 'class="animals-go"')}`
      : `<div class="animals-ink" role="group" aria-label="Colours">${inks}</div><p class="animals-soft">A colour paints the ringed square. With a colour in hand you can also tap or drag on the picture.</p>${button("reveal", "Look!", 'class="animals-go"')}`;
    return `<div class="animals-two"><div><div class="animals-board" ${game.shown ? 'role="img"' : 'role="application" tabindex="0"'} data-key="board" aria-label="${label}"><svg viewBox="0 0 16 16" aria-hidden="true"><g shape-rendering="crispEdges">${kept}</g>${holes}${ring}</svg></div></div><div class="animals-pad">${side}</div></div>`;
  }
  function loseHtml() {
    const strip = (i) => {
      const lost = game.lost.includes(i);
      const sign = name(i) + (parities === 1 ? "" : i % 2 ? " ▲" : " ●");
      return `<button type="button" data-key="strand${i}" aria-pressed="${lost}" aria-label="${i < STRANDS ? "Strand" : "Parity strand"} ${name(i)}${lost ? ", lost" : ""}" class="${game.back.includes(i) ? "animals-back" : ""}">
        <svg viewBox="0 0 16 2" shape-rendering="crispEdges" aria-hidden="true">${tiles(game.strands[i], palettes[animal])}</svg><span aria-hidden="true">${sign}</span>${lost ? '<b aria-hidden="true">lost</b>' : ""}</button>`;
    };
    const all = game.strands.map((_, i) => i);
    const back = game.back.find((i) => i < STRANDS);
    const told = back === undefined ? "" : `<p>Strand ${back + 1} in DNA letters, two rows of the picture:</p><code>${letters(game.strands[back])}</code><div class="animals-sticker">${drawings[animal]}</div>`;
    const rule = parities === 1
      ? "A square is three bits. The parity strand <b>P</b> makes the number of ones even in every place, over all nine strands. Lose one strand, and the evenness tells what it was."
      : "The <b>odd</b> parity strand ● watches strands 1, 3, 5, 7. The <b>even</b> one ▲ watches 2, 4, 6, 8. Each can bring back one.";
    return `<div class="animals-two"><div class="animals-strands" role="group" aria-label="Strands of the ${animals[animal]}">${all.slice(0, STRANDS).map(strip).join("")}<hr>${all.slice(STRANDS).map(strip).join("")}</div>
      <div class="animals-pad"><div class="animals-line">${button("one", "One parity strand", `aria-pressed="${parities === 1}"`)}${button("two", "Two", `aria-pressed="${parities === 2}"`)}</div>
      <p>${rule}</p><div class="animals-line">${button("back", "Bring it back", game.lost.length ? 'class="animals-go"' : "disabled")}${button("fresh", "All strands new")}</div>${told}</div></div>`;
  }
  function draw() {
    const key = el.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const choices = animals.map((one, i) => `<option value="${i}" ${i === animal ? "selected" : ""}>${one}</option>`).join("");
    const kinds = Object.entries(KINDS).map(([one, text]) => button(one, text, `aria-pressed="${kind === one}"`)).join("");
    top.innerHTML = button("guess", "Guess", `aria-pressed="${mode === "guess"}"`) + button("lose", "Lose a strand", `aria-pressed="${mode === "lose"}"`) +
      `<select data-key="animal" aria-label="Animal">${choices}</select>${mode === "guess" ? kinds : ""}`;
    main.innerHTML = mode === "guess" ? guessHtml() : loseHtml();
    album.innerHTML = animals.map((one, i) => (won.has(i) ? `<div>${drawings[i]}</div>` : `<div role="img" aria-label="${one}: not yet">?</div>`)).join("");
    if (!key) return;
    const next = game.shown ? "next" : mode === "lose" ? "fresh" : "board";
    (el.querySelector(`[data-key="${key}"]:not(:disabled)`) ?? el.querySelector(`[data-key="${next}"]`))?.focus({ preventScroll: true });
  }

  const start = (change) => () => { change(); deal(); draw(); };
  const actions = {
    guess: start(() => { mode = "guess"; }), lose: start(() => { mode = "lose"; }), reveal, back: bringBack,
    next: start(() => { animal = (animal + 1) % animals.length; }), fresh: start(() => {}),
    one: start(() => { parities = 1; }), two: start(() => { parities = 2; }),
    ...Object.fromEntries(Object.keys(KINDS).map((one) => [one, start(() => { kind = one; })])),
  };
  el.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    const strand = key?.match(/^strand(\d+)$/);
    const ink = key?.match(/^ink(\d)$/);
    if (strand && mode === "lose") toggle(+strand[1]);
    else if (ink) paint(game.ring, (brush = +ink[1]));
    else actions[key]?.();
  });
  el.addEventListener("change", (event) => {
    if (event.target.dataset.key === "animal") start(() => { animal = +event.target.value; })();
  });

  // A finger is wider than a square: what it means is the nearest missing square under it.
  function touch(event) {
    const board = el.querySelector(".animals-board svg");
    if (!board || game.shown) return;
    const box = board.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map((v) => v * SIDE - 0.5);
    const apart = game.missing.map((i) => Math.hypot((i % SIDE) - x, (i >> 4) - y));
    const place = apart.indexOf(Math.min(...apart));
    if (apart[place] > 1.5) return;
    if (brush !== null && game.painted[place] !== brush) paint(place, brush);
    else if (brush === null) { game.ring = place; draw(); }
  }
  el.addEventListener("pointerdown", (event) => {
    dragging = mode === "guess" && !!event.target.closest(".animals-board");
    if (dragging) touch(event);
  });
  el.addEventListener("pointermove", (event) => { if (dragging && brush !== null) touch(event); });
  for (const end of ["pointerup", "pointercancel"]) el.addEventListener(end, () => { dragging = false; });
  el.addEventListener("keydown", (event) => {
    if (mode !== "guess" || game.shown || event.target.dataset?.key !== "board") return;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      event.preventDefault();
      const upright = /Up|Down/.test(event.key);
      const at = game.missing[game.ring];
      const before = upright ? game.missing.findLastIndex((i) => i < at && i % SIDE === at % SIDE) : game.ring - 1;
      const after = upright ? game.missing.findIndex((i) => i > at && i % SIDE === at % SIDE) : game.ring + 1;
      const to = step < 0 ? before : after;
      if (to < 0 || to >= game.missing.length) return;
      game.ring = to;
      tell(`The ring is at ${where(game.missing[to])}.`);
      draw();
    } else if (/^[1-8]$/.test(event.key)) paint(game.ring, (brush = +event.key - 1));
  });
  deal();
  draw();
  el.dataset.ready = "true";
}

export default { render };
