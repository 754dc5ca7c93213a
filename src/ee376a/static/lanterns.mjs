// Lanterns from a box: guess the next colour and see how surprised you are, or lay beans on what
// you expect. From Python, in the model's state: `boxes` (name, and pairs of colour and count) and `beans`
// (how many there are to lay). The exported functions repeat ee376a.entropy.surprise.

/** The chance of each colour. */
export function chances(box) {
  const total = Object.values(box).reduce((a, b) => a + b);
  return Object.fromEntries(Object.entries(box).map(([colour, count]) => [colour, count / total]));
}

/** Surprise at what had this chance, in bits. */
export const surprise = (chance) => Math.log2(1 / chance);

/** Surprise on average for one who believes in beans, when lanterns come out of the box. */
export function score(beans, box) {
  const believed = chances(beans);
  return Object.entries(chances(box)).reduce((sum, [colour, p]) => (p ? sum + p * surprise(believed[colour]) : sum), 0);
}

/** Surprise on average for one who knows the box: its entropy. */
export const average = (box) => score(box, box);

/** Beans laid as well as can be: one on each colour, each further one where it helps the most. */
export function bestBeans(box, purse) {
  const beans = Object.fromEntries(Object.keys(box).map((colour) => [colour, 1]));
  const gain = (colour) => box[colour] * Math.log2((beans[colour] + 1) / beans[colour]);
  for (let left = purse - Object.keys(box).length; left > 0; left--) {
    beans[Object.keys(box).reduce((best, colour) => (gain(colour) > gain(best) + 1e-12 ? colour : best))] += 1;
  }
  return beans;
}

/** A colour out of the box, each lantern with the same chance. */
export function draw(box, random) {
  let at = random() * Object.values(box).reduce((a, b) => a + b);
  return Object.keys(box).find((colour) => (at -= box[colour]) < 0);
}

const PAINT = {
  yellow: ["#ffd23f", "#c98f00"], blue: ["#4f8ff7", "#2456b0"], red: ["#f0473b", "#a01a14"], green: ["#54bd6c", "#217a3a"],
  orange: ["#ff9838", "#bb5c06"], violet: ["#a06be0", "#60319b"], pink: ["#ff90c2", "#b94380"], white: ["#f7f4ec", "#9a9484"],
};
const MOST = 20;
const LIGHT = `--paper: #f0eafb; --ink: #241a3d; --soft: #544a6e; --line: #857a9e; --fill: #fdfbff; --go: #57309b; --on-go: #fff; --good: #0b6645; --bad: #9c3014;
  --lamp: #ffc94a; --unlit: #ddd3ee; --night: #29214f; --wood: #b98150;`;
const DARK = `--paper: #1a1630; --ink: #f4f0ff; --soft: #c1b8d8; --line: #7d749a; --fill: #272142; --go: #cbb2ff; --on-go: #21103f; --good: #7be0b2; --bad: #ffab91;
  --lamp: #ffc94a; --unlit: #3c3460; --night: #0f0c22; --wood: #8c5f38;`;
const CSS = `
.lanterns { ${LIGHT} color: var(--ink); background: var(--paper); font: 1.0625rem/1.45 system-ui, sans-serif; max-width: 60rem; margin-inline: auto;
  border-radius: 22px; padding: .9rem .75rem 1rem; box-sizing: border-box; container-type: inline-size; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .lanterns { ${DARK} } }
html[data-theme="dark"] .lanterns { ${DARK} }
.lanterns * { box-sizing: border-box; }
.lanterns p { margin: .5rem 0; }
.lanterns-line { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin: .4rem 0; }
.lanterns-boxes { display: grid; grid-template-columns: repeat(auto-fill, minmax(104px, 1fr)); gap: .4rem; max-width: 44rem; }
.lanterns .lanterns-boxes button { padding-inline: .1rem; font-size: 1rem; }
.lanterns button { font: inherit; color: inherit; min-width: 44px; min-height: 44px; cursor: pointer; border: 2px solid var(--line); border-radius: 14px; background: var(--fill); padding: .35rem .7rem; }
.lanterns button.lanterns-go, .lanterns button[aria-pressed="true"] { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 700; }
.lanterns button:disabled { opacity: .5; cursor: default; }
.lanterns button:focus-visible, .lanterns summary:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.lanterns [role="status"] { min-height: 4.4em; font-size: 1.15rem; font-weight: 700; }
.lanterns .lanterns-good { color: var(--good); } .lanterns .lanterns-bad { color: var(--bad); }
.lanterns-soft { color: var(--soft); }
.lanterns svg { display: block; width: 100%; }
.lanterns-string { background: linear-gradient(var(--night), #4a3a78); border-radius: 18px; height: 9.6rem; display: grid; grid-template-columns: repeat(8, 1fr); padding: 0 .4rem; position: relative; overflow: hidden; }
.lanterns-string::before { content: ""; position: absolute; inset: 8px -4% auto; height: 26px; border-bottom: 3px solid #d8c9a0; border-radius: 0 0 50% 50%; }
.lanterns-string > div { text-align: center; color: #fff; font-weight: 700; font-size: .9rem; line-height: 1.1; display: flex; flex-direction: column; align-items: center; padding-top: 24px; position: relative; transform-origin: top; }
.lanterns-string svg { max-width: 62px; filter: drop-shadow(0 0 9px var(--glow)); }
.lanterns-string .lanterns-new { animation: lanterns-swing .9s; }
@keyframes lanterns-swing { 0% { opacity: 0; transform: rotate(18deg) translateY(-30px); } 45% { transform: rotate(-10deg); } 75% { transform: rotate(5deg); } }
.lanterns-string i { width: 12px; border-radius: 6px 6px 0 0; background: var(--lamp); position: absolute; bottom: 0; }
.lanterns-string b { position: absolute; bottom: calc(var(--high) + 2px); text-shadow: 0 1px 3px #000; }
.lanterns-crate { background: var(--wood); border-radius: 10px; padding: .45rem; display: flex; flex-wrap: wrap; gap: 2px; justify-content: center; min-height: 62px; max-width: 30rem; box-shadow: inset 0 10px 0 #0002, inset 0 -10px 0 #0002; margin: .4rem auto; }
.lanterns-crate svg { width: 32px; }
.lanterns-choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(76px, 1fr)); gap: .4rem; max-width: 44rem; margin: .5rem 0; }
.lanterns .lanterns-choices button { padding: .3rem .1rem; font-weight: 600; } .lanterns-choices button svg { height: 46px; }
.lanterns-beans > div { background: var(--fill); border-radius: 14px; padding: .3rem; text-align: center; display: grid; gap: .2rem; justify-items: center; }
.lanterns-beans { grid-template-columns: repeat(auto-fill, minmax(126px, 1fr)); } .lanterns-beans svg { height: 40px; } .lanterns-beans output { font-weight: 800; font-size: 1.2rem; min-width: 1.4em; }
.lanterns .lanterns-beans button { padding: 0; min-width: 44px; font-weight: 800; font-size: 1.2rem; }
.lanterns-beans span { display: flex; align-items: center; }
.lanterns-meter { display: grid; grid-template-columns: auto 1fr auto; gap: .35rem .6rem; align-items: center; max-width: 36rem; margin: .6rem 0; }
.lanterns-meter > i { height: 18px; border-radius: 9px; background: linear-gradient(to right, var(--lamp) var(--part), var(--unlit) var(--part)); border: 1px solid var(--line); }
.lanterns-meter > b { min-width: 4.2rem; text-align: right; }
.lanterns details { margin-top: .9rem; border-top: 2px dashed var(--line); }
.lanterns summary { min-height: 44px; display: flex; align-items: center; font-weight: 700; cursor: pointer; }
.lanterns summary::before { content: "▸ "; white-space: pre; } .lanterns details[open] summary::before { content: "▾ "; }
@media (prefers-reduced-motion: reduce) { .lanterns * { animation: none !important; } }
`;
const lantern = (colour) => {
  const [paint, rim] = PAINT[colour];
  return `<svg viewBox="0 0 60 72" aria-hidden="true"><path d="M30 0v10" stroke="#8a7a58" stroke-width="2.5"/><path d="M20 9h20v6H20z" fill="#5b4632"/><path d="M20 15h20c14 6 16 14 16 21s-2 15-16 21H20C6 51 4 43 4 36s2-15 16-21z" fill="${paint}"/><path d="M23 15c-7 12-7 30 0 42M37 15c7 12 7 30 0 42M30 15v42" fill="none" stroke="${rim}" stroke-width="1.6" opacity=".75"/><path d="M14 24c-4 5-5 13-3 20" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" opacity=".7"/><path d="M20 57h20v5H20z" fill="#5b4632"/><path d="M30 62v10" stroke="${rim}" stroke-width="3"/></svg>`;
};
const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
const number = (value) => `${+value.toFixed(2)}`;
const bits = (value) => `${number(value)} ${+value.toFixed(2) === 1 ? "bit" : "bits"}`;

function render({ model, el }) {
  const boxes = [...model.get("boxes").map(([name, inside]) => [name, Object.fromEntries(inside)]), ["Your own", { yellow: 3, blue: 1 }]], purse = model.get("beans");
  let at = 0, mode = "guess", drawn, right, beans;
  const own = () => at === boxes.length - 1;
  const box = () => boxes[at][1];
  const colours = () => Object.keys(box());

  el.classList.add("lanterns");
  el.innerHTML = `<style>${CSS}</style><div data-part="top"></div><p role="status" aria-live="polite"></p><div data-part="main"></div>
    <details><summary>What is going on?</summary>
    <p>If you are sure what comes, it tells you nothing: <b>0 bits</b>. If two things are equally likely, the answer is worth <b>1 bit</b>, one fair question. Eight colours, all alike, are 3 bits.</p>
    <p>Rare things surprise you more. One red lantern among twenty is worth 4.32 bits. But it comes so seldom that the box is worth only 0.29 bits a lantern, on average. That average is called <b>entropy</b>.</p>
    <p>Beans: if you believe in the wrong box, you are more surprised than you need be. No way of laying the beans beats the box's own mixture.</p></details>`;
  const [top, main] = ["top", "main"].map((part) => el.querySelector(`[data-part=${part}]`));
  const status = el.querySelector("[role=status]");
  const tell = (text, mood) => { status.textContent = text; status.className = mood ? `lanterns-${mood}` : ""; };

  // Every colour has at least one bean; the first have the rest of an even sharing.
  function deal() {
    drawn = [];
    right = 0;
    const names = colours(), share = Math.floor(purse / names.length);
    beans = Object.fromEntries(names.map((colour, k) => [colour, share + (k < purse % names.length)]));
    tell(mode === "guess" ? "Which colour comes next? Guess, and the lantern is pulled out. Then it goes back in."
      : `You have ${purse} beans. Lay many on what you expect. Each colour keeps at least one.`);
  }
  function pull(believed) {
    const colour = draw(box(), Math.random);
    drawn.push({ colour, bits: surprise(chances(believed)[colour]) });
    return drawn.at(-1);
  }
  function guess(colour) {
    const out = pull(box());
    right += out.colour === colour;
    const worth = out.bits < 0.01 ? "No surprise at all: 0 bits." : out.bits < 0.6 ? `Hardly a surprise: ${bits(out.bits)}.` : out.bits < 2.5 ? `A surprise of ${bits(out.bits)}.` : `What a surprise: ${bits(out.bits)}!`;
    tell(`${out.colour[0].toUpperCase()}${out.colour.slice(1)}! ${worth} You were right ${right} of ${plural(drawn.length, "time")}.`, out.colour === colour ? "good" : "");
    paint();
  }
  function ten() {
    drawn = [];
    for (let k = 0; k < 10; k++) pull(beans);
    const fit = score(beans, box()) < score(bestBeans(box(), purse), box()) + 1e-9;
    tell(`Ten lanterns, ${bits(drawn.reduce((sum, one) => sum + one.bits, 0))} of surprise. ${fit ? "Nobody can lay the beans better!" : "Other beans would fit the box better."}`, fit ? "good" : "bad");
    paint();
  }
  function lay(colour, by) {
    beans[colour] += by;
    drawn = [];
    const left = purse - Object.values(beans).reduce((a, b) => a + b);
    tell(left ? `${plural(left, "bean")} left to lay.` : "All beans are laid. Pull ten lanterns!");
    paint();
  }

  const button = (key, text, extra = "") => `<button type="button" data-key="${key}" ${extra}>${text}</button>`;
  const meter = (name, value, most) => `<span>${name}</span><i style="--part:${value === null ? 0 : Math.min(100, (100 * value) / most)}%"></i><b>${value === null ? "–" : bits(value)}</b>`;
  function string() {
    const last = drawn.slice(-8), most = Math.max(3, ...last.map((one) => one.bits));
    return `<div class="lanterns-string" role="img" aria-label="The last lanterns: ${last.map((one) => `${one.colour}, ${bits(one.bits)}`).join("; ") || "none yet"}">${last.map((one, k) =>
      `<div class="${k === last.length - 1 ? "lanterns-new" : ""}" style="--glow:${PAINT[one.colour][0]};--high:${(44 * one.bits) / most}px">${lantern(one.colour)}<i style="height:var(--high)"></i><b>${+one.bits.toFixed(1)}</b></div>`).join("")}</div>`;
  }
  function paint() {
    const key = el.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    top.innerHTML = `<div class="lanterns-boxes" role="group" aria-label="Boxes">${boxes.map(([name], k) => button(`box${k}`, name, `aria-pressed="${at === k}"`)).join("")}</div>
      <div class="lanterns-line">${button("guess", "Guess", `aria-pressed="${mode === "guess"}"`)}${button("beans", "Beans", `aria-pressed="${mode === "beans"}"`)}</div>`;
    const inside = colours().map((colour) => `${box()[colour]} ${colour}`).join(", ");
    const crate = `<div class="lanterns-crate" role="img" aria-label="In the box: ${inside}">${colours().flatMap((colour) => Array(box()[colour]).fill(lantern(colour))).join("")}</div>`;
    const total = Object.values(box()).reduce((a, b) => a + b);
    const builder = own() ? `<p>Tap a colour to put one more in.</p><div class="lanterns-choices" role="group" aria-label="Put in">${Object.keys(PAINT).map((colour) => button(`put-${colour}`, `${lantern(colour)}${colour}`, total < MOST ? "" : "disabled")).join("")}</div><p>${button("empty", "Empty the box")}</p>` : "";
    const choices = `<div class="lanterns-choices" role="group" aria-label="Your guess">${colours().map((colour) => button(`pick-${colour}`, `${lantern(colour)}${colour}`)).join("")}</div>`;
    const left = purse - Object.values(beans).reduce((a, b) => a + b);
    const laying = `<div class="lanterns-choices lanterns-beans">${colours().map((colour) => `<div>${lantern(colour)}<span>${button(`less-${colour}`, "−", `aria-label="One bean less on ${colour}" ${beans[colour] > 1 ? "" : "disabled"}`)}<output aria-label="Beans on ${colour}">${beans[colour]}</output>${button(`more-${colour}`, "+", `aria-label="One bean more on ${colour}" ${left ? "" : "disabled"}`)}</span></div>`).join("")}</div>
      <p>${button("ten", "Pull ten lanterns", `class="lanterns-go" ${left ? "disabled" : ""}`)} ${left ? `${plural(left, "bean")} left.` : ""}</p>`;
    const soFar = drawn.length ? drawn.reduce((sum, one) => sum + one.bits, 0) / drawn.length : null;
    const most = Math.max(3, average(box()));
    const meters = `<p class="lanterns-soft">Surprise a lantern, on average</p><div class="lanterns-meter">${meter("The box", average(box()), most)}${mode === "beans" && drawn.length ? meter("Your beans", score(beans, box()), most) : ""}${meter("So far", soFar, most)}</div>`;
    main.innerHTML = `${string()}${mode === "guess" ? choices : laying}${meters}<p class="lanterns-soft">In the box</p>${crate}${builder}`;
    if (!key) return;
    // From − at one bean to +, and back: the buttons above would deal the beans anew.
    const other = key.replace(/^(less|more)(?=-)/, (kind) => (kind === "less" ? "more" : "less"));
    [key, other, mode].map((one) => el.querySelector(`[data-key="${one}"]:not(:disabled)`)).find(Boolean)?.focus();
  }

  const restart = () => { deal(); paint(); };
  const actions = { guess: () => { mode = "guess"; restart(); }, beans: () => { mode = "beans"; restart(); }, ten, empty: () => { boxes.at(-1)[1] = { yellow: 1 }; restart(); } };
  el.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (!key) return;
    const [, kind, colour] = key.match(/^(pick|put|less|more)-(\w+)$/) ?? [];
    if (kind === "pick") guess(colour);
    else if (kind === "put") { box()[colour] = (box()[colour] ?? 0) + 1; restart(); }
    else if (kind) lay(colour, kind === "more" ? 1 : -1);
    else if (/^box\d/.test(key)) { at = +key.slice(3); restart(); }
    else actions[key]();
  });
  restart();
  el.dataset.ready = "true";
}

export default { render };
