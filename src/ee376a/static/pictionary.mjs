// InfoPictionary. Bid how few squares will name a clue, then show them; or guess from squares.
// The deck, the pictures and the rival's plan come from Python in the model's state: `clues`
// (names), `pictures` (a string of 0 and 1 a clue), `order` (places), `par` (highest bid).
// The exported functions repeat ee376a.panopticon.{pictionary,auction}, and a test compares them.

/** Chances of all clues after squares were seen in these colours: Bayes' rule, equal chances first. */
export function posterior(pictures, squares, colours, flip = 0) {
  const chances = pictures.map((picture) =>
    squares.reduce((p, square, i) => p * (+picture[square] === colours[i] ? 1 - flip : flip), 1),
  );
  const sum = chances.reduce((a, b) => a + b, 0);
  return chances.map((p) => p / sum);
}

/** Bits that are known of a clue from a deck: log2 of its size less the entropy of the chances. */
export function bitsKnown(chances) {
  return chances.reduce((bits, p) => bits + (p > 0 ? p * Math.log2(p) : 0), Math.log2(chances.length));
}

/** Squares of a fixed order until only this clue fits. */
export function needed(pictures, clue, order) {
  let left = pictures;
  let count = 0;
  while (left.length > 1 && count < order.length) {
    const square = order[count++];
    left = left.filter((picture) => picture[square] === pictures[clue][square]);
  }
  return count;
}

const lastBid = (calls) => calls.findLastIndex(Number.isInteger);

/** The calls that the next of two players may make; none when the auction is over. */
export function legal(calls, par) {
  const opened = calls.some((call) => call !== "pass");
  if (calls.length >= (opened ? 1 : 2) && calls.slice(opened ? -1 : -2).every((c) => c === "pass")) return [];
  const low = opened ? calls[lastBid(calls)] : par + 1;
  const bids = Array.from({ length: low - 1 }, (_, i) => i + 1);
  const last = calls.at(-1);
  const raise = Number.isInteger(last) ? ["double"] : last === "double" ? ["redouble"] : [];
  return [...bids, ...raise, "pass"];
}

/** The contract of an auction that is over: squares, declarer, stakes; null when all passed. */
export function contract(calls) {
  const turn = lastBid(calls);
  if (turn < 0) return null;
  const stakes = calls.includes("redouble", turn) ? 4 : calls.includes("double", turn) ? 2 : 1;
  return { squares: calls[turn], declarer: turn % 2, stakes };
}

/** Points for the declarer (below 0: for the other side) when so many squares were needed. */
export function score({ squares, stakes }, used, deck, par) {
  const saved = squares - used;
  const slam = squares < Math.log2(deck) ? 50 : 0;
  return stakes * (saved >= 0 ? 10 * (par + 1 - squares) + 5 * saved + slam : 20 * saved);
}

/** What the rival says who needs so many squares: never a bid that it would lose by its plan, and
 * a double when the bid is one square, from which nobody names any clue of the deck. */
export function rivalCall(calls, par, need) {
  const allowed = legal(calls, par);
  const low = allowed.filter(Number.isInteger).at(-1) ?? 0;
  if (low >= need) return Math.max(need, Math.min(low, need + 2));
  return low < 1 && allowed.includes("double") ? "double" : "pass";
}

const CSS = `
.pictionary { --paper: #fffdf7; --ink: #1d2433; --soft: #5a6275; --line: #8b93a6; --card: #f1f4fb; --hidden: #d5def0;
  --ghost: #8296bd; --go: #0b5cad; --on-go: #fff; --good: #0a6b4b; --bad: #a3361a; --black: #14171f; --white: #fff;
  color: var(--ink); background: var(--paper); font: 1rem/1.45 system-ui, sans-serif; max-width: 62rem; container-type: inline-size;
  margin-inline: auto; border-radius: 14px; padding: .75rem 0; box-sizing: border-box; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .pictionary { --paper: #171b24; --ink: #eef1f7; --soft: #b4bccd;
  --line: #717c93; --card: #222938; --hidden: #3a465f; --ghost: #8093b8; --go: #8cc4ff; --on-go: #0c1624; --good: #6fd9ae; --bad: #ff9f80; } }
html[data-theme="dark"] .pictionary { --paper: #171b24; --ink: #eef1f7; --soft: #b4bccd; --line: #717c93; --card: #222938;
  --hidden: #3a465f; --ghost: #8093b8; --go: #8cc4ff; --on-go: #0c1624; --good: #6fd9ae; --bad: #ff9f80; }
.pictionary * { box-sizing: border-box; }
.pictionary p { margin: .4rem 0; }
.pictionary .pad { padding-inline: .75rem; }
.pictionary .bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.pictionary .two { display: grid; gap: .75rem; }
.pictionary button { font: inherit; color: inherit; min-width: 44px; min-height: 44px; cursor: pointer; }
.pictionary .bar button { border: 2px solid var(--line); border-radius: 10px; background: var(--card); padding: .3rem .9rem; }
.pictionary .bar button.go, .pictionary .bar button[aria-pressed="true"] { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 600; }
.pictionary button:focus-visible, .pictionary input:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; z-index: 1; position: relative; }
.pictionary .squares, .pictionary .deck { width: 100%; max-width: 30rem; margin: .4rem auto; }
.pictionary [role="row"] { display: grid; grid-template-columns: repeat(8, 1fr); }
.pictionary [role="gridcell"] { display: grid; aspect-ratio: 1; }
.pictionary [role="gridcell"] > * { padding: 0; min-width: 0; min-height: 0; border: 1px solid var(--line); background: var(--hidden); border-radius: 0; display: grid; place-items: center; }
.pictionary .squares i { width: 38%; height: 38%; background: var(--ghost); border-radius: 3px; }
.pictionary .squares .black { background: var(--black); }
.pictionary .squares .white { background: var(--white); }
.pictionary .squares [role=gridcell] > * { transition: background-color .2s; }
.pictionary .squares .last { box-shadow: inset 0 0 0 3px #e69f00; }
.pictionary .deck [role=gridcell] > * { background: #fff; border-color: #c5ccda; }
.pictionary .deck [role=gridcell] > .off { background: var(--card); border-color: var(--hidden); }
.pictionary .deck .off svg { fill: var(--line); opacity: .45; }
.pictionary svg { width: 78%; display: block; }
.pictionary .deck svg { fill: #14171f; }
.pictionary .card { background: #fff; color: #14171f; border: 2px solid var(--line); border-radius: 12px; padding: .6rem; width: 9rem; text-align: center; justify-self: center; }
.pictionary .card svg { margin: 0 auto .3rem; fill: #14171f; }
.pictionary .bits { height: 14px; border: 1px solid var(--line); border-radius: 7px; overflow: hidden; background: var(--card); }
.pictionary .bits i { display: block; height: 100%; background: var(--go); transition: width .25s; }
.pictionary [role="status"] { min-height: 3em; font-weight: 600; }
.pictionary .good { color: var(--good); } .pictionary .bad { color: var(--bad); }
.pictionary label { display: inline-flex; gap: .5rem; align-items: center; min-height: 44px; }
.pictionary input { width: 1.4rem; height: 1.4rem; }
.pictionary output { font-size: 1.5rem; font-weight: 700; min-width: 2.4ch; text-align: center; }
@container (min-width: 42rem) { .pictionary .two { grid-template-columns: 1fr 1fr; align-items: start; } }
@media (prefers-reduced-motion: reduce) { .pictionary * { transition: none !important; } }
`;

const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
const icon = (picture) => {
  const path = [...picture].map((ink, i) => (ink === "1" ? `M${i % 8} ${i >> 3}h1v1h-1z` : "")).join("");
  return `<svg viewBox="0 0 8 8" aria-hidden="true" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
};
const rows = (label, kind, cell) =>
  `<div class="${kind}" role="grid" aria-label="${label}">${Array.from({ length: 8 }, (_, r) =>
    `<div role="row">${Array.from({ length: 8 }, (_, c) => cell(8 * r + c)).join("")}</div>`).join("")}</div>`;

function render({ model, el }) {
  const [clues, pictures, order, par] = ["clues", "pictures", "order", "par"].map((key) => model.get(key));
  const plan = [...order, ...Array.from({ length: 64 }, (_, i) => i).filter((i) => !order.includes(i))];
  const total = Math.log2(clues.length);
  const points = [0, 0];
  const guessed = [];
  const at = { squares: 0, deck: 0 };
  let mode = "draw", smudgy = false, help = false, game;

  el.classList.add("pictionary");
  el.innerHTML = `<style>${CSS}</style><div class="pad bar" data-part="top"></div>
    <p class="pad" role="status" aria-live="polite"></p><div data-part="main"></div>`;
  const [top, main] = ["top", "main"].map((part) => el.querySelector(`[data-part=${part}]`));
  const status = el.querySelector("[role=status]");

  function deal() {
    const clue = Math.floor(Math.random() * clues.length);
    const need = needed(pictures, clue, order) + (smudgy ? 4 : 0);
    game = { clue, need, calls: [], bid: Math.min(par, 8), squares: [], colours: [], out: new Set(), stage: mode === "draw" ? "auction" : "guess" };
    if (mode === "draw") tell(`Your card: the ${clues[clue]}. You and the computer see it; your partners do not. How few squares will do?`);
    else { show(plan[0]); tell("The computer shows one square of its card after the other. Which picture is it?"); }
  }
  const flip = () => (smudgy ? 0.1 : 0);
  const tell = (text, mood = "") => { status.textContent = text; status.className = `pad ${mood}`; };
  const chances = () => {
    const raw = posterior(pictures, game.squares, game.colours, flip()).map((p, i) => (game.out.has(i) ? 0 : p));
    const sum = raw.reduce((a, b) => a + b, 0);
    return raw.map((p) => p / sum);
  };
  function show(square) {
    const wrong = Math.random() < flip();
    game.squares.push(square);
    game.colours.push(+pictures[game.clue][square] ^ wrong);
  }

  // The partner speaks when it is all but sure. A wrong name is out, and the painting goes on.
  function listen() {
    const now = chances();
    const best = now.indexOf(Math.max(...now));
    if (now[best] < 0.95) return game.squares.length === 64;
    if (best !== game.clue) game.out.add(best);
    return best === game.clue || listen();
  }
  function paint(square) {
    if (game.stage !== "paint" || game.squares.includes(square)) return;
    at.squares = square;
    show(square);
    if (listen()) return finish();
    const left = game.contract.squares - game.squares.length;
    const fit = chances().filter((p) => p > 0.005).length;
    tell(`${clues.length === fit ? "All" : fit} clues may still be it. ` + (left > 0 ? `${plural(left, "square")} left.` : "Your squares are used up: each one more costs 20."), left > 0 ? "" : "bad");
    draw();
  }
  function finish() {
    const { contract: won, squares } = game;
    const result = score(won, squares.length, clues.length, par);
    points[result > 0 ? won.declarer : 1 - won.declarer] += Math.abs(result);
    const who = won.declarer ? "The computer’s partner" : "Your partner";
    const outcome = result > 0 ? `made, ${result} points` : `down, ${-result} points to the other side`;
    tell(`${who} names the ${clues[game.clue]} after ${plural(squares.length, "square")}. The contract for ${won.squares} is ${outcome}.`, result > 0 === (won.declarer === 0) ? "good" : "bad");
    game.stage = "done";
    draw();
  }
  function call(word) {
    game.calls.push(word);
    if (legal(game.calls, par).length) {
      game.calls.push(rivalCall(game.calls, par, game.need));
      const said = game.calls.at(-1);
      tell(`You: ${word}. The computer: ${Number.isInteger(said) ? `“I can do it in ${said}.”` : `${said}.`}`);
    }
    const options = legal(game.calls, par);
    game.bid = Math.max(1, Math.min(game.bid, options.filter(Number.isInteger).at(-1) ?? 1));
    if (!options.length) {
      game.contract = contract(game.calls);
      if (!game.contract) { deal(); tell(`Nobody bid. ${status.textContent}`); }
      else if (game.contract.declarer) {
        do show(plan[game.squares.length]); while (!listen());
        return finish();
      } else {
        game.stage = "paint";
        tell(`${game.contract.stakes > 1 ? "Doubled!" : "The computer passes."} You play for ${plural(game.contract.squares, "square")}. Tap the squares that tell your partner the most.`);
      }
    }
    draw();
  }
  function guess(clue) {
    if (game.stage !== "guess" || game.out.has(clue)) return;
    at.deck = clue;
    if (clue === game.clue) {
      guessed.push(game.squares.length);
      const mean = guessed.reduce((a, b) => a + b, 0) / guessed.length;
      tell(`Yes, the ${clues[clue]}, after ${plural(game.squares.length, "square")}. Your average over ${plural(guessed.length, "card")}: ${mean.toFixed(1)}. A code book takes ${total}.`, "good");
      game.stage = "done";
    } else {
      game.out.add(clue);
      if (game.squares.length < 64) show(plan[game.squares.length]);
      tell(`Not the ${clues[clue]}. That cost one more square.`, "bad");
    }
    draw();
  }

  // A cell that can be pressed is a button; the other cells are only looked at.
  const cell = (kind, i, live, look, label, inside) =>
    `<div role="gridcell">${live
      ? `<button type="button" data-key="${kind}${i}" class="${look}" tabindex="${at[kind] === i ? 0 : -1}" aria-label="${label}">${inside}</button>`
      : `<span role="img" class="${look}" aria-label="${label}">${inside}</span>`}</div>`;
  const squareCell = (i) => {
    const seen = game.squares.indexOf(i);
    const ink = (colour) => (+colour ? "black" : "white");
    const own = mode === "draw" && seen < 0;
    const state = seen >= 0 ? `${ink(game.colours[seen])}, shown` : own ? `${ink(pictures[game.clue][i])} on the card, not shown` : "not shown";
    const look = seen < 0 ? "" : ink(game.colours[seen]) + (seen === game.squares.length - 1 ? " last" : "");
    const ghost = own && pictures[game.clue][i] === "1" ? "<i></i>" : "";
    return cell("squares", i, game.stage === "paint", look, `Row ${(i >> 3) + 1}, column ${(i % 8) + 1}: ${state}`, ghost);
  };
  const deckCell = (now) => (i) => {
    const blind = game.stage === "guess" && !help;
    const off = blind ? game.out.has(i) : now[i] < 0.005;
    const label = blind ? clues[i] + (off ? ", not it" : "") : `${clues[i]}, ${Math.round(100 * now[i])} %`;
    return cell("deck", i, game.stage === "guess", off ? "off" : "", label, icon(pictures[i]));
  };
  const button = (key, text, extra = "") => `<button type="button" data-key="${key}" ${extra}>${text}</button>`;

  function auctionHtml() {
    const options = legal(game.calls, par);
    const most = options.filter(Number.isInteger).at(-1) ?? 0;
    const raise = options.find((word) => word === "double" || word === "redouble");
    const said = game.calls.map((word, i) => `${i % 2 ? "Computer" : "You"}: ${word}`).join(" · ");
    return `<div class="two pad"><div class="card">${icon(pictures[game.clue])}<b>${clues[game.clue]}</b></div><div>
      <p>${said || `You speak first. Each square under ${par + 1} is worth 10 points; each square over your bid costs 20.`}</p>
      <div class="bar">${most ? button("less", "−", 'aria-label="One square fewer"') + `<output aria-label="Your bid">${game.bid}</output>` + button("more", "+", 'aria-label="One square more"') + button("bid", `Bid ${plural(game.bid, "square")}`, 'class="go"') : ""}
      ${button("pass", "Pass")}${raise ? button(raise, raise[0].toUpperCase() + raise.slice(1)) : ""}</div>
      <label><input type="checkbox" data-key="smudgy" ${smudgy ? "checked" : ""} ${game.calls.length ? "disabled" : ""}> Smudgy paint: 1 square in 10 comes out wrong</label></div></div>`;
  }
  function boardHtml() {
    const now = chances();
    const known = bitsKnown(now);
    const used = game.squares.length;
    const blind = game.stage === "guess" && !help;
    return `<div class="two"><div><p class="pad"><b>${mode === "draw" ? `The drawing: ${plural(used, "square")}${game.stage === "paint" ? ` of ${game.contract.squares}` : ""}` : plural(used, "square") + " shown"}</b></p>
      ${rows("The drawing", "squares", squareCell)}
      <div class="pad bar">${game.stage === "guess" ? button("next", "Show a square", 'class="go"') + button("help", "Cross out what does not fit", `aria-pressed="${help}"`) : ""}
      ${game.stage === "done" ? button("again", "Next card", 'class="go"') : ""}</div></div>
      <div><p class="pad"><b>${mode === "draw" ? "What the partner thinks" : "Tap your guess"}</b>${blind ? "" : `: ${known.toFixed(1)} of ${total} bits known`}</p>
      ${blind ? "" : `<div class="pad"><div class="bits" aria-hidden="true"><i style="width:${(100 * known) / total}%"></i></div></div>`}
      ${rows(mode === "draw" ? "The deck and what still fits" : "The deck: choose a picture", "deck", deckCell(now))}</div></div>`;
  }
  function draw() {
    const key = el.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    top.innerHTML = button("draw", "Bid and draw", `aria-pressed="${mode === "draw"}"`) + button("guess", "Guess", `aria-pressed="${mode === "guess"}"`) +
      (mode === "draw" ? `<span>You ${points[0]} · Computer ${points[1]}</span>` : "");
    main.innerHTML = game.stage === "auction" ? auctionHtml() : boardHtml();
    if (!key) return;
    const next = { auction: "bid", paint: `squares${at.squares}`, done: "again", guess: "next" }[game.stage];
    (el.querySelector(`[data-key="${key}"]:not(:disabled)`) ?? el.querySelector(`[data-key="${next}"]`) ?? el.querySelector('[data-key="pass"]'))?.focus();
  }

  const change = (by) => () => {
    const most = legal(game.calls, par).filter(Number.isInteger).at(-1);
    game.bid = Math.max(1, Math.min(most, game.bid + by));
    draw();
  };
  const switchTo = (to) => () => { mode = to; deal(); draw(); };
  const actions = {
    draw: switchTo("draw"), guess: () => { smudgy = false; switchTo("guess")(); }, less: change(-1), more: change(1),
    bid: () => call(game.bid), pass: () => call("pass"), double: () => call("double"), redouble: () => call("redouble"),
    again: () => { deal(); draw(); }, help: () => { help = !help; draw(); }, smudgy: () => { smudgy = !smudgy; deal(); draw(); },
    next: () => { if (game.squares.length < 64) show(plan[game.squares.length]); tell(`${plural(game.squares.length, "square")} shown.`); draw(); },
  };
  el.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (!key) return;
    const cell = key.match(/^(squares|deck)(\d+)$/);
    if (!cell) actions[key]();
    else if (cell[1] === "squares") paint(+cell[2]);
    else guess(+cell[2]);
  });
  el.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -8, ArrowDown: 8 }[event.key];
    const cell = event.target.dataset?.key?.match(/^(squares|deck)(\d+)$/);
    if (!step || !cell) return;
    event.preventDefault();
    const [from, to] = [+cell[2], +cell[2] + step];
    if (to < 0 || to > 63 || (Math.abs(step) === 1 && to >> 3 !== from >> 3)) return;
    at[cell[1]] = to;
    event.target.tabIndex = -1;
    const target = el.querySelector(`[data-key="${cell[1]}${to}"]`);
    target.tabIndex = 0;
    target.focus();
  });
  deal();
  draw();
  el.dataset.ready = "true";
}

export default { render };
