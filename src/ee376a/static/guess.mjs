// Twenty Questions on a board of cards: the child asks and the best player stands beside, or the
// child hides and the computer asks. From Python, in the model's state: `critters` (name, colour,
// eyes, extras each), `questions`, and `answers` (a row a question, "1" where it is yes).
// The exported functions repeat ee376a.entropy.questions, and a test compares them.

const NUMBERS = 32;

/** The cards for which the answer is yes, and those for which it is no. */
export function split(answers, left, question) {
  const yes = left.filter((card) => answers[question][card] === "1");
  return [yes, left.filter((card) => !yes.includes(card))];
}

/** The fewest questions, summed over the cards that are left, and the first question of them. */
export function search(answers, left, found = new Map()) {
  if (left.length === 1) return [0, -1];
  const key = left.join();
  if (!found.has(key)) {
    let best = [Infinity, -1];
    for (let question = 0; question < answers.length; question++) {
      const parts = split(answers, left, question);
      if (!parts[0].length || !parts[1].length) continue;
      const total = left.length + search(answers, parts[0], found)[0] + search(answers, parts[1], found)[0];
      if (total < best[0]) best = [total, question];
    }
    found.set(key, best);
  }
  return found.get(key);
}

/** What the best player asks to find a card: [question, answer, cards left] each time. */
export function play(answers, card, found = new Map()) {
  const steps = [];
  let left = [...answers[0]].map((_, k) => k);
  while (left.length > 1) {
    const question = search(answers, left, found)[1];
    const yes = answers[question][card] === "1";
    left = split(answers, left, question)[yes ? 0 : 1];
    steps.push([question, yes, left]);
  }
  return steps;
}

/** Bits that an answer is worth when it leaves so many of what was there. */
export const gained = (before, after) => Math.log2(before / after);

/** The numbers' questions as a table: is it more than 1, 2, ... and is it even? */
export const numberAnswers = (count) =>
  Array.from({ length: count }, (_, q) => Array.from({ length: count }, (_, k) => +(q < count - 1 ? k > q : k % 2)).join(""));

const LIGHT = `--paper: #fff6e3; --ink: #2b2242; --soft: #5b5272; --line: #8b82a0; --fill: #fffdf8; --go: #4b3bb8; --on-go: #fff; --good: #0b6645; --bad: #9c3014;
  --lamp: #ffc94a; --unlit: #e9dfd0;`;
const DARK = `--paper: #1d1932; --ink: #f5f0ff; --soft: #c3bad9; --line: #7f769c; --fill: #2a2545; --go: #c0b5ff; --on-go: #1b1537; --good: #7be0b2; --bad: #ffab91;
  --lamp: #ffc94a; --unlit: #3b3558;`;
const CSS = `
.guess { ${LIGHT} color: var(--ink); background: var(--paper); font: 1.0625rem/1.45 system-ui, sans-serif; max-width: 60rem; margin-inline: auto;
  border-radius: 22px; padding: .9rem .75rem 1rem; box-sizing: border-box; container-type: inline-size; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .guess { ${DARK} } }
html[data-theme="dark"] .guess { ${DARK} }
.guess * { box-sizing: border-box; }
.guess p { margin: .5rem 0; }
.guess-line { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.guess-tabs { display: grid; grid-template-columns: repeat(4, minmax(0, 8rem)); gap: .4rem; }
@container (max-width: 26rem) { .guess-tabs { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
.guess .guess-tabs button { padding-inline: .2rem; font-size: 1rem; }
.guess button { font: inherit; color: inherit; min-width: 44px; min-height: 44px; cursor: pointer; border: 2px solid var(--line); border-radius: 14px; background: var(--fill); padding: .35rem .8rem; }
.guess button.guess-go, .guess button[aria-pressed="true"] { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 700; }
.guess button.guess-hinted { border-color: var(--go); box-shadow: 0 0 0 3px var(--go); }
.guess button:disabled { opacity: .55; cursor: default; text-decoration: line-through; }
.guess button:focus-visible, .guess summary:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.guess [role="status"] { min-height: 4.4em; font-size: 1.15rem; font-weight: 700; }
.guess .guess-good { color: var(--good); } .guess .guess-bad { color: var(--bad); }
.guess-soft { color: var(--soft); }
.guess-board { display: grid; grid-template-columns: repeat(4, 1fr); gap: .45rem; max-width: 32rem; margin: .5rem auto; }
.guess-numbers { grid-template-columns: repeat(8, 1fr); gap: .3rem; }
.guess .guess-card { padding: .15rem .1rem .2rem; border: 0; border-radius: 16px; background: #fffaf0; color: #2b2242; font-size: .95rem; font-weight: 700; line-height: 1.2; text-align: center;
  box-shadow: 0 2px 0 #0003; transition: rotate .3s, scale .3s, opacity .3s; }
.guess .guess-card svg { display: block; width: 100%; }
.guess-numbers .guess-card { aspect-ratio: 1; display: grid; place-items: center; padding: 0; border-radius: 12px; }
.guess .guess-card:disabled { text-decoration: none; opacity: 1; }
.guess .guess-out { background: var(--unlit); color: var(--soft); scale: .86; rotate: -3deg; box-shadow: none; }
.guess .guess-out svg { opacity: .16; }
.guess .guess-found { box-shadow: 0 0 0 5px var(--lamp), 0 0 22px 6px var(--lamp); scale: 1.04; }
.guess-lamps { display: flex; gap: .4rem; margin: .5rem 0; align-items: center; flex-wrap: wrap; }
.guess-lamps i { width: 1.9rem; height: 1.9rem; border-radius: 50%; border: 2px solid var(--line); background: linear-gradient(to top, var(--lamp) var(--part), var(--unlit) var(--part)); }
.guess .guess-ask button { padding-inline: .1rem; font-size: 1rem; white-space: nowrap; }
.guess-ask { display: grid; gap: .45rem; grid-template-columns: repeat(auto-fill, minmax(6.2rem, 1fr)); }
.guess-answers { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; max-width: 26rem; margin: .6rem auto; }
.guess .guess-answers button { min-height: 68px; font-size: 1.3rem; font-weight: 700; }
.guess output { font-size: 1.6rem; font-weight: 800; min-width: 2.4ch; text-align: center; }
.guess ol { margin: .4rem 0; padding-left: 1.6rem; } .guess li { margin: .15rem 0; }
.guess details { margin-top: .9rem; border-top: 2px dashed var(--line); }
.guess summary { min-height: 44px; display: flex; align-items: center; font-weight: 700; cursor: pointer; }
.guess summary::before { content: "▸ "; white-space: pre; } .guess details[open] summary::before { content: "▾ "; }
@container (min-width: 46rem) { .guess-two { display: grid; grid-template-columns: 1.1fr 1fr; gap: 1.2rem; align-items: start; } }
@media (prefers-reduced-motion: reduce) { .guess * { transition: none !important; } }
`;

const FUR = { blue: ["#5b96f5", "#2c5fc2", "#bcd8ff"], pink: ["#f58bbb", "#bf3f80", "#ffd9ea"], green: ["#63bf76", "#2f8247", "#cff0d0"], yellow: ["#f9cb4e", "#b97d08", "#fff2bd"] };
const BODY = {
  blue: "M50 24c24 0 35 17 35 38S74 90 50 90 15 83 15 62s11-38 35-38z",
  pink: "M50 20c13 0 19 11 23 25 5 16 13 20 13 32 0 11-14 14-36 14s-36-3-36-14c0-12 8-16 13-32 4-14 10-25 23-25z",
  green: "M50 17c19 0 26 14 26 43 0 23-5 31-26 31s-26-8-26-31c0-29 7-43 26-43z",
  yellow: "M50 21q7-8 12 2 12-4 12 8 11 2 7 13 10 6 3 15 6 10-5 15-1 12-13 10-6 9-16 4-10 5-16-4-12 2-13-10-11-5-5-15-7-9 3-15-4-11 7-13 0-12 12-8 5-10 12-2z",
};

/** A critter as an SVG drawing, from its looks alone. */
export function drawing({ colour, eyes, extras }) {
  const [fur, dark, pale] = FUR[colour];
  const has = (extra) => extras.includes(extra);
  const parts = [];
  if (has("tail")) parts.push(`<path d="M72 82c16 4 24-4 21-14-2-7-11-6-10 0" fill="none" stroke="${dark}" stroke-width="6" stroke-linecap="round"/>`);
  if (has("wings")) parts.push(`<path d="M24 52C8 34 0 42 3 50c-4 5-1 11 4 12 1 7 9 8 17 2zM76 52c16-18 24-10 21-2 4 5 1 11-4 12-1 7-9 8-17 2z" fill="#fff" stroke="${dark}" stroke-width="2.5" stroke-linejoin="round"/>`);
  if (has("horns")) parts.push(`<path d="M31 32C25 24 24 15 28 8c4 6 9 10 15 13zM69 32c6-8 7-17 3-24-4 6-9 10-15 13z" fill="#fff3d6" stroke="#8a6a3c" stroke-width="2.5" stroke-linejoin="round"/>`);
  parts.push(`<ellipse cx="37" cy="92" rx="11" ry="5" fill="${dark}"/><ellipse cx="63" cy="92" rx="11" ry="5" fill="${dark}"/><path d="${BODY[colour]}" fill="${fur}"/><ellipse cx="50" cy="76" rx="18" ry="12" fill="${pale}"/>`);
  if (has("spots")) parts.push(`<g fill="${dark}"><circle cx="30" cy="58" r="4.5"/><circle cx="27" cy="71" r="3"/><circle cx="71" cy="56" r="4"/><circle cx="73" cy="69" r="4.5"/><circle cx="38" cy="84" r="3"/><circle cx="63" cy="83" r="3.5"/></g>`);
  const at = { 1: [50], 2: [39, 61], 3: [33, 50, 67] }[eyes];
  const r = { 1: 13, 2: 9.5, 3: 7.5 }[eyes];
  for (const x of at) {
    const y = eyes === 3 && x === 50 ? 38 : 44;
    parts.push(`<circle cx="${x}" cy="${y}" r="${r}" fill="#fff" stroke="${dark}" stroke-width="1.5"/><circle cx="${x + 1}" cy="${y + 1}" r="${r * 0.52}" fill="#241c38"/><circle cx="${x + 2.6}" cy="${y - 1.2}" r="${r * 0.18}" fill="#fff"/>`);
  }
  parts.push(has("teeth")
    ? `<path d="M37 60h26c0 9-6 13-13 13s-13-4-13-13z" fill="#5a1d34"/><path d="M40 60h8v6h-8zM52 60h8v6h-8z" fill="#fff"/>`
    : `<path d="M40 61c4 6 16 6 20 0" fill="none" stroke="#3a1c3a" stroke-width="3" stroke-linecap="round"/>`);
  if (has("hat")) parts.push(`<path d="M33 25h34l-3-21q-14-5-28 0z" fill="#c3312f"/><path d="M34 18h32l1 7H33z" fill="#ffd166"/><path d="M24 25q26-7 52 0 2 6-26 6t-26-6z" fill="#8f1f22"/>`);
  return `<svg viewBox="0 0 100 100" aria-hidden="true">${parts.join("")}</svg>`;
}

const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
const bits = (value) => `${Number.isInteger(value) ? value : value.toFixed(value < 0.095 ? 2 : 1)} bit${value === 1 ? "" : "s"}`;

function render({ model, el }) {
  const [critters, questions, table] = ["critters", "questions", "answers"].map((key) => model.get(key));
  const decks = {
    critters: { answers: table, names: critters.map((c) => c.name), text: (q) => questions[q], best: new Map() },
    numbers: {
      answers: numberAnswers(NUMBERS), names: Array.from({ length: NUMBERS }, (_, k) => `${k + 1}`), best: new Map(),
      text: (q) => (q < NUMBERS - 1 ? `Is it more than ${q + 1}?` : "Is it even?"),
    },
  };
  let mode = "ask", deck = "critters", more = 10, game;
  const here = () => decks[deck];
  const total = () => Math.log2(here().names.length);

  el.classList.add("guess");
  el.innerHTML = `<style>${CSS}</style><div class="guess-tabs" data-part="top"></div>
    <p role="status" aria-live="polite"></p><div data-part="main"></div>
    <details><summary>What is going on?</summary>
    <p>A question is worth the most when you cannot tell whether the answer will be yes or no. Then it cuts what is left in half. We call that <b>one bit</b>.
    Cut 16 in half four times, and one is left: 16, 8, 4, 2, 1. So 16 critters are 4 bits, and 32 numbers are 5 bits.</p>
    <p>“A hat?” is a gamble. A yes is worth 4 bits, but it comes once in 16 games. A no is worth next to nothing, and it comes all the other times.</p>
    <p>And here is a puzzle. Three questions cut the 16 critters in half. One of the three is still a trap: after it, the halves are hard to cut in half again. Which one?</p></details>`;
  const [top, main] = ["top", "main"].map((part) => el.querySelector(`[data-part=${part}]`));
  const status = el.querySelector("[role=status]");
  const tell = (text, mood) => { status.textContent = text; status.className = mood ? `guess-${mood}` : ""; };

  function deal() {
    const left = here().names.map((_, k) => k);
    game = { left, steps: [], hidden: Math.floor(Math.random() * left.length), hint: null, stage: mode === "ask" ? "ask" : "pick", wrong: new Set() };
    const what = deck === "critters" ? "one critter" : `one number from 1 to ${NUMBERS}`;
    tell(mode === "ask" ? `I am thinking of ${what}. Ask me! Can you find it with few questions?` : `Pick ${what}. Keep it secret. I will find it.`);
  }
  function keep(text, yes, left) {
    game.steps.push({ text, yes, left: left.length, bits: gained(game.left.length, left.length) });
    game.left = left;
    game.hint = null;
  }
  function finish() {
    const name = here().names[game.hidden];
    const mine = game.steps.length, best = play(here().answers, game.hidden, here().best).length;
    game.stage = "done";
    const verdict = mine < best ? "Lucky you!" : mine === best ? "Nobody does better!" : mine <= best + 2 ? "Well done!" : "Found! Want to try for fewer?";
    tell(`It is ${name}! ${plural(mine, "question")}. The best player takes ${best}. ${verdict}`, "good");
  }
  function ask(question) {
    if (game.stage !== "ask") return;
    const yes = here().answers[question][game.hidden] === "1";
    const left = split(here().answers, game.left, question)[yes ? 0 : 1];
    keep(here().text(question), yes, left);
    if (left.length === 1) finish();
    else tell(`${yes ? "Yes!" : "No!"} ${left.length} left. That was worth ${bits(game.steps.at(-1).bits)}.`);
    draw();
  }
  // Naming one card is a question too.
  function name(card) {
    if (game.stage !== "ask" || !game.left.includes(card)) return;
    const yes = card === game.hidden;
    keep(`Is it ${here().names[card]}?`, yes, yes ? [card] : game.left.filter((k) => k !== card));
    if (game.left.length === 1) finish();
    else tell(`No, not ${here().names[card]}. ${game.left.length} left. That was worth ${bits(game.steps.at(-1).bits)}.`);
    draw();
  }
  const next = () => search(here().answers, game.left, here().best)[1];
  function answer(yes) {
    if (game.stage === "sure") {
      game.stage = "done";
      if (yes) tell(`Found, with ${plural(game.steps.length, "question")}! I cut what was left in half each time.`, "good");
      else tell("Hm! Then one answer slipped. One wrong answer led me to the wrong card. A noisy wire does that too.", "bad");
      return draw();
    }
    const question = next();
    keep(here().text(question), yes, split(here().answers, game.left, question)[yes ? 0 : 1]);
    if (game.left.length === 1) {
      game.stage = "sure";
      game.hidden = game.left[0];
      tell(`It is ${here().names[game.hidden]}! Am I right?`);
    } else tell(`${game.left.length} left. Question ${game.steps.length + 1}: ${here().text(next())}`);
    draw();
  }

  const button = (key, text, extra = "") => `<button type="button" data-key="${key}" ${extra}>${text}</button>`;
  const cards = () => {
    const live = game.stage === "ask";
    const inside = (k) => (deck === "critters" ? drawing(critters[k]) + critters[k].name : k + 1);
    const looks = (k) => {
      if (deck === "numbers") return `${k + 1}`;
      const { name, colour, eyes, extras } = critters[k];
      return `${name}: ${colour}, ${plural(eyes, "eye")}${extras.map((extra) => `, ${extra}`).join("")}`;
    };
    const card = (k) => {
      const out = !game.left.includes(k);
      const found = (game.stage === "done" || game.stage === "sure") && k === game.hidden && !out;
      const look = `guess-card ${out ? "guess-out" : ""} ${found ? "guess-found" : ""}`;
      const label = `aria-label="${looks(k)}${out ? ", not it" : ""}"`;
      return live && deck === "critters"
        ? button(`card${k}`, inside(k), `class="${look}" ${label} ${out ? "disabled" : ""}`)
        : `<div role="img" class="${look}" ${label}>${inside(k)}</div>`;
    };
    return `<div class="guess-board guess-${deck}" role="group" aria-label="The cards">${here().names.map((_, k) => card(k)).join("")}</div>`;
  };
  const lamps = () => {
    const known = total() - Math.log2(game.left.length);
    const all = Array.from({ length: total() }, (_, k) => `<i style="--part:${Math.round(100 * Math.max(0, Math.min(1, known - k)))}%"></i>`).join("");
    return `<div class="guess-lamps" role="img" aria-label="${bits(known)} of ${total()} found">${all}<b aria-hidden="true">${bits(known)} of ${total()}</b></div>`;
  };
  const list = (title, steps) =>
    `<p><b>${title}</b></p><ol>${steps.map((s) => `<li>${s.text} <b>${s.yes ? "Yes" : "No"}</b>: ${s.left} left</li>`).join("")}</ol>`;

  function side() {
    if (game.stage === "pick") return `<p>${button("ready", "I have one!", 'class="guess-go"')}</p>`;
    if (game.stage === "answer" || game.stage === "sure") {
      return `<div class="guess-answers">${button("yes", "Yes", 'class="guess-go"')}${button("no", "No")}</div>${game.steps.length ? list("So far", game.steps) : ""}`;
    }
    if (game.stage === "done") {
      const best = mode === "ask" ? play(here().answers, game.hidden, here().best).map(([q, yes, left]) => ({ text: here().text(q), yes, left: left.length })) : [];
      return button("again", "Play again", 'class="guess-go"') + list(mode === "ask" ? "You" : "My questions", game.steps) + (best.length ? list("The best player", best) : "");
    }
    const asked = new Set(game.steps.map((s) => s.text));
    const chip = (q) => button(`ask${q}`, here().text(q), `${asked.has(here().text(q)) ? "disabled" : ""} class="${game.hint === q ? "guess-hinted" : ""}"`);
    const chips = deck === "critters"
      ? `<div class="guess-ask" role="group" aria-label="Questions">${questions.map((_, q) => chip(q)).join("")}</div><p class="guess-soft">You can also tap a critter to ask for it by name.</p>`
      : `<div class="guess-line">Is it more than ${button("less", "−", 'aria-label="smaller number"')}<output aria-label="More than">${more}</output>${button("more", "+", 'aria-label="larger number"')} ?
         ${button("askmore", "Ask", `class="guess-go ${game.hint !== null && game.hint < NUMBERS - 1 ? "guess-hinted" : ""}"`)}</div><p>${chip(NUMBERS - 1)}</p>`;
    return `${chips}<p>${button("hint", "Hint")}</p>${game.steps.length ? list("So far", game.steps) : ""}`;
  }
  function draw() {
    const key = el.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    top.innerHTML = button("modeask", "You guess", `aria-pressed="${mode === "ask"}"`) + button("modeanswer", "I guess", `aria-pressed="${mode === "answer"}"`) +
      button("deckcritters", "Critters", `aria-pressed="${deck === "critters"}"`) + button("decknumbers", "Numbers", `aria-pressed="${deck === "numbers"}"`);
    main.innerHTML = `${lamps()}<div class="guess-two"><div>${cards()}</div><div>${side()}</div></div>`;
    if (!key) return;
    const fallback = { ask: "hint", done: "again", pick: "ready", answer: "yes", sure: "yes" }[game.stage];
    (el.querySelector(`[data-key="${key}"]:not(:disabled)`) ?? el.querySelector(`[data-key="${fallback}"]`))?.focus();
  }

  const restart = () => { deal(); draw(); };
  const step = (by) => () => { more = Math.max(1, Math.min(NUMBERS - 1, more + by)); draw(); };
  const actions = {
    modeask: () => { mode = "ask"; restart(); }, modeanswer: () => { mode = "answer"; restart(); }, again: restart,
    deckcritters: () => { deck = "critters"; restart(); }, decknumbers: () => { deck = "numbers"; restart(); },
    less: step(-1), more: step(1), askmore: () => ask(more - 1), yes: () => answer(true), no: () => answer(false),
    ready: () => { game.stage = "answer"; tell(`${game.left.length} left. Question 1: ${here().text(next())}`); draw(); },
    hint: () => {
      game.hint = next();
      if (deck === "numbers" && game.hint < NUMBERS - 1) more = game.hint + 1;
      tell(`The best player asks: ${here().text(game.hint)}`);
      draw();
    },
  };
  el.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    const numbered = key?.match(/^(ask|card)(\d+)$/);
    if (numbered) (numbered[1] === "ask" ? ask : name)(+numbered[2]);
    else if (key) actions[key]();
  });
  deal();
  draw();
  el.dataset.ready = "true";
}

export default { render };
