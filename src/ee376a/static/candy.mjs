// Candy names: piles of candy are joined two by two until one tree is left, and each candy is named
// by the lamps on its way. From Python, in the model's state: `bags` (counts of each candy).
// The exported functions repeat ee376a.entropy.huffman, and a test compares them. A tree is the
// number of a candy, or a pair of trees: lamp off to the left, lamp on to the right.

/** The best tree: join the two lightest piles, of equal ones the oldest, the heavier to the left. */
export function huffman(counts) {
  let piles = counts.map((count, candy) => ({ count, age: candy, tree: candy }));
  for (let age = counts.length; piles.length > 1; age++) {
    const light = [...piles].sort((a, b) => a.count - b.count || a.age - b.age).slice(0, 2);
    const [left, right] = [...light].sort((a, b) => b.count - a.count || a.age - b.age);
    piles = piles.filter((pile) => !light.includes(pile));
    piles.push({ count: left.count + right.count, age, tree: [left.tree, right.tree] });
  }
  return piles[0].tree;
}

/** Each candy's lamps, by its number: 0 for off, 1 for on. */
export function names(tree, start = "", found = []) {
  if (Array.isArray(tree)) tree.forEach((branch, lamp) => names(branch, start + lamp, found));
  else found[tree] = start;
  return found;
}

/** The lamps that the whole bag takes. */
export const lampsOf = (tree, counts) => names(tree).reduce((sum, name, candy) => sum + name.length * counts[candy], 0);

/** A message of candies in lamps, and back; null when the lamps end within a name. */
export const encode = (message, tree) => message.map((candy) => names(tree)[candy]).join("");
export function decode(lamps, tree) {
  const message = [];
  let here = tree;
  for (const lamp of lamps) {
    here = here[+lamp];
    if (!Array.isArray(here)) {
      message.push(here);
      here = tree;
    }
  }
  return here === tree ? message : null;
}

/** How many lamps a name takes when all names are equally long. */
export const evenLength = (candies) => Math.ceil(Math.log2(candies));

const LIGHT = `--paper: #fdeff2; --ink: #331a35; --soft: #67506a; --line: #957d97; --fill: #fffafb; --go: #9b1f63; --on-go: #fff; --good: #0b6645; --bad: #9c3014;
  --lamp: #ffc94a; --unlit: #efdde4;`;
const DARK = `--paper: #2a1730; --ink: #fbeefb; --soft: #d2bcd4; --line: #937b98; --fill: #3a2341; --go: #ffa3d1; --on-go: #3a0f2a; --good: #7be0b2; --bad: #ffab91;
  --lamp: #ffc94a; --unlit: #4b3152;`;
const CSS = `
.candy { ${LIGHT} color: var(--ink); background: var(--paper); font: 1.0625rem/1.45 system-ui, sans-serif; max-width: 60rem; margin-inline: auto;
  border-radius: 22px; padding: .9rem .75rem 1rem; box-sizing: border-box; container-type: inline-size; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .candy { ${DARK} } }
html[data-theme="dark"] .candy { ${DARK} }
.candy * { box-sizing: border-box; }
.candy p { margin: .5rem 0; }
.candy-line { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.candy button { font: inherit; color: inherit; min-width: 44px; min-height: 44px; cursor: pointer; border: 2px solid var(--line); border-radius: 14px; background: var(--fill); padding: .35rem .8rem; }
.candy button.candy-go, .candy-line button[aria-pressed="true"] { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 700; }
.candy button:disabled { opacity: .55; cursor: default; }
.candy button:focus-visible, .candy summary:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.candy [role="status"] { min-height: 3.2em; font-size: 1.15rem; font-weight: 700; }
.candy .candy-good { color: var(--good); } .candy .candy-bad { color: var(--bad); }
.candy-soft { color: var(--soft); }
.candy-forest { position: relative; max-width: 36rem; margin: .5rem auto; transition: height .3s; }
.candy-forest > svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; }
.candy-forest line { stroke: var(--line); stroke-width: 4; vector-effect: non-scaling-stroke; stroke-linecap: round; }
.candy .candy-pile, .candy-spot { position: absolute; translate: -50% 0; width: 54px; padding: 2px 0; text-align: center; font-weight: 800; line-height: 1.15; }
.candy .candy-pile { touch-action: none; border-width: 3px; cursor: grab; z-index: 1; }
.candy .candy-pile:hover { border-color: var(--go); }
.candy .candy-pile[aria-pressed="true"] { background: var(--lamp); color: #331a35; border-color: var(--go); scale: 1.1; }
.candy .candy-hinted { box-shadow: 0 0 0 4px var(--lamp); border-color: var(--go); }
.candy .candy-knot { border-radius: 50%; height: 54px; font-size: 1.15rem; display: grid; place-items: center; }
.candy-spot.candy-knot { width: 40px; height: 40px; margin-top: 7px; background: var(--unlit); font-size: 1rem; }
.candy-pile svg, .candy-spot svg { display: block; width: 42px; height: 42px; margin: 0 auto; }
.candy-lamp { display: inline-block; width: 1.05em; height: 1.05em; border-radius: 50%; border: 2px solid var(--ink); background: var(--paper); vertical-align: -.15em; margin: 0 1.5px; }
.candy-on { background: var(--lamp); box-shadow: 0 0 6px 1px var(--lamp); }
.candy-forest .candy-lamp { position: absolute; translate: -50% -50%; margin: 0; z-index: 1; }
.candy-names { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.4rem, 1fr)); gap: .4rem; margin: .6rem 0; }
.candy-names > * { display: flex; gap: .5rem; align-items: center; background: var(--fill); border-radius: 14px; padding: .25rem .6rem; }
.candy-names svg, .candy-keys svg { width: 38px; height: 38px; flex: none; display: block; }
.candy-keys { display: grid; grid-template-columns: repeat(auto-fill, 50px); gap: .35rem; margin: .5rem 0; }
.candy .candy-keys button { padding: .3rem 0; display: grid; place-items: center; }
.candy-wire { min-height: 3.6rem; background: var(--fill); border-radius: 14px; padding: .6rem; display: flex; flex-wrap: wrap; gap: .3rem .55rem; align-items: center; }
.candy-word { white-space: nowrap; display: inline-flex; flex-direction: column; align-items: center; gap: .2rem; } .candy-wire svg { width: 30px; height: 30px; display: block; }
.candy-secret { gap: .3rem 0; } .candy-got svg { width: 30px; height: 30px; } .candy-got { min-height: 30px; }
.candy-wire .candy-read { opacity: .35; }
.candy details { margin-top: .9rem; border-top: 2px dashed var(--line); }
.candy summary { min-height: 44px; display: flex; align-items: center; font-weight: 700; cursor: pointer; }
.candy summary::before { content: "▸ "; white-space: pre; } .candy details[open] summary::before { content: "▾ "; }
@media (prefers-reduced-motion: reduce) { .candy * { transition: none !important; } }
`;

const SWEETS = [
  ["cherry", `<path d="M30 24C32 12 40 8 48 7" fill="none" stroke="#3f7a2e" stroke-width="3.5" stroke-linecap="round"/><path d="M38 9c8-6 15-2 17 1-6 4-12 4-17-1z" fill="#58a542"/><circle cx="29" cy="38" r="18" fill="#d92b3a"/><path d="M18 34c1-6 5-9 10-9" fill="none" stroke="#ff9ba4" stroke-width="4" stroke-linecap="round"/>`],
  ["lemon drop", `<path d="M3 22l13 8-13 9c4-5 4-12 0-17zM57 22l-13 8 13 9c-4-5-4-12 0-17z" fill="#e0a800"/><ellipse cx="30" cy="30" rx="17" ry="14" fill="#ffd83d"/><path d="M20 22q8 8 0 16M30 17q6 13 0 26M40 22q-4 8 0 16" fill="none" stroke="#e0a800" stroke-width="2.5"/>`],
  ["mint", `<circle cx="30" cy="30" r="21" fill="#fff" stroke="#1f8f6b" stroke-width="2.5"/><path d="M30 30C30 18 36 10 43 14c-3 6-8 10-13 16zM30 30c12 0 20 6 16 13-6-3-10-8-16-13zM30 30c0 12-6 20-13 16 3-6 8-10 13-16zM30 30c-12 0-20-6-16-13 6 3 10 8 16 13z" fill="#2db487"/>`],
  ["plum jelly", `<path d="M11 48C9 26 18 12 30 12s21 14 19 36c-4 4-34 4-38 0z" fill="#7b3fb0"/><path d="M18 40c0-10 3-17 8-20" fill="none" stroke="#c79af0" stroke-width="4" stroke-linecap="round"/><g fill="#e6cffa"><circle cx="36" cy="26" r="1.8"/><circle cx="41" cy="36" r="1.8"/><circle cx="31" cy="38" r="1.8"/></g>`],
  ["orange slice", `<path d="M6 22h48c0 15-10 26-24 26S6 37 6 22z" fill="#f57c1f"/><path d="M11 24h38c-1 11-9 19-19 19s-18-8-19-19z" fill="#ffc07a"/><path d="M30 24v19M30 24L17 37M30 24l13 13" stroke="#f57c1f" stroke-width="2.5"/>`],
  ["blue star", `<path d="M30 6l7 16 17 2-13 12 4 17-15-9-15 9 4-17L6 24l17-2z" fill="#2f7de0" stroke="#2f7de0" stroke-width="4" stroke-linejoin="round"/><path d="M22 27l5-1 3-6" fill="none" stroke="#b9dbff" stroke-width="3" stroke-linecap="round"/>`],
];
const sweet = (candy) => `<svg viewBox="0 0 60 60" aria-hidden="true">${SWEETS[candy][1]}</svg>`;
const lampHtml = (lamp, extra = "") => `<i class="candy-lamp ${lamp === "1" ? "candy-on" : ""}" ${extra}></i>`;
const spoken = (lamps) => [...lamps].map((lamp) => (lamp === "1" ? "on" : "off")).join(" ");
const row = (lamps) => `<span role="img" aria-label="${spoken(lamps)}">${[...lamps].map((lamp) => lampHtml(lamp)).join("")}</span>`;
const STEP = 74;
const MOST = 8;

function render({ model, el }) {
  const bags = model.get("bags");
  let bag = 0, task = "send", game, drag = null, dragged = false;

  el.classList.add("candy");
  el.innerHTML = `<style>${CSS}</style><div class="candy-line" data-part="top"></div>
    <div data-part="main"></div><p role="status" aria-live="polite"></p><div data-part="wire"></div>
    <details><summary>What is going on?</summary>
    <p>There are only two lamps to choose from, on and off, and many candies. A short name is precious: when one candy has it, other names must begin differently.
    So give the short names to the candies that come often, and the long ones to those that are rare.</p>
    <p>David Huffman found the best way in 1951, as a student, instead of sitting an exam: join the two <b>lightest</b> piles, again and again. No way of naming is shorter.</p>
    <p>Nobody needs to say where a name ends. Walk down the tree, lamp by lamp; when you reach a candy, the next name begins.</p></details>`;
  const [top, main, wire] = ["top", "main", "wire"].map((part) => el.querySelector(`[data-part=${part}]`));
  const status = el.querySelector("[role=status]");
  const tell = (text, mood) => { status.textContent = text; status.className = mood ? `candy-${mood}` : ""; };
  const counts = () => bags[bag];
  const weight = (tree) => (Array.isArray(tree) ? weight(tree[0]) + weight(tree[1]) : counts()[tree]);
  const leaves = (tree) => (Array.isArray(tree) ? [...leaves(tree[0]), ...leaves(tree[1])] : [tree]);
  const level = (tree) => (Array.isArray(tree) ? 1 + Math.max(level(tree[0]), level(tree[1])) : 0);
  const name = (tree) => leaves(tree).map((candy) => SWEETS[candy][0]).join(" and ");

  function deal() {
    game = { trees: counts().map((_, candy) => candy), picked: null, hint: [], message: [], secret: null, read: 0 };
    tell("Every candy wants a name made of lamps. Tap two piles to join them, until one tree is left.");
  }
  function join(one, other) {
    const [left, right] = [Math.min(one, other), Math.max(one, other)];
    const tree = [game.trees[left], game.trees[right]];
    game.trees = game.trees.filter((_, k) => k !== left && k !== right);
    game.trees.splice(left, 0, tree);
    Object.assign(game, { picked: null, hint: [] });
    if (game.trees.length > 1) tell(`Joined: a pile of ${weight(tree)}. ${game.trees.length} piles are left.`);
    else {
      const [mine, best] = [lampsOf(tree, counts()), lampsOf(huffman(counts()), counts())];
      const all = weight(tree);
      tell(mine === best ? `The whole bag takes ${mine} lamps, ${+(mine / all).toFixed(2)} a candy. Nobody can do better!`
        : `The whole bag takes ${mine} lamps. It can be done with ${best}! Who has a long name and comes often?`, mine === best ? "good" : "bad");
      hide();
    }
  }
  // Five candies drawn from the bag.
  function hide() {
    game.read = 0;
    game.secret = Array.from({ length: 5 }, () => {
      let at = Math.floor(Math.random() * counts().reduce((sum, count) => sum + count));
      return counts().findIndex((count) => (at -= count) < 0);
    });
  }
  function pick(k) {
    if (game.picked === null) {
      game.picked = k;
      tell(`You hold the ${name(game.trees[k])}: ${weight(game.trees[k])}. Now tap the pile to join it with.`);
    } else if (game.picked === k) {
      game.picked = null;
      tell("Put back. Tap two piles to join them.");
    } else join(game.picked, k);
    draw();
  }
  function hint() {
    const light = game.trees.map((_, k) => k).sort((a, b) => weight(game.trees[a]) - weight(game.trees[b]) || a - b).slice(0, 2);
    game.hint = light;
    tell(`Join the two lightest: ${light.map((k) => `${name(game.trees[k])} (${weight(game.trees[k])})`).join(" with ")}.`);
    draw();
  }
  function read(candy) {
    const right = candy === game.secret[game.read];
    if (right) game.read += 1;
    if (game.read === 5) tell("You read the whole secret, and there was not one gap in it!", "good");
    else tell(right ? `Yes, ${SWEETS[candy][0]}! Go on with the next lamp.` : `Not ${SWEETS[candy][0]}. Begin at the top of the tree: lamp off goes left, lamp on goes right.`, right ? "good" : "bad");
    draw();
  }

  const button = (key, text, extra = "") => `<button type="button" data-key="${key}" ${extra}>${text}</button>`;
  function forest() {
    const n = counts().length, height = Math.max(...game.trees.map(level));
    const lines = [], marks = [];
    let column = 0;
    const y = (tree) => (height - level(tree)) * STEP;
    const place = (tree, root) => {
      const inner = Array.isArray(tree) ? tree.map((branch) => [branch, place(branch, null)]) : [];
      const x = inner.length ? (inner[0][1] + inner[1][1]) / 2 : (100 * (column++ + 0.5)) / n;
      inner.forEach(([branch, to], lamp) => {
        lines.push(`<line x1="${x}%" y1="${y(tree) + 27}" x2="${to}%" y2="${y(branch) + 20}"/>`);
        marks.push(lampHtml(`${lamp}`, `style="left:${(x + to) / 2}%;top:${(y(tree) + y(branch)) / 2 + 25}px"`));
      });
      const inside = inner.length ? weight(tree) : `${sweet(tree)}${counts()[tree]}`;
      const style = `style="left:${x}%;top:${y(tree)}px"`;
      const look = inner.length ? "candy-knot" : "";
      if (root === null || game.trees.length === 1) marks.push(`<div class="candy-spot ${look}" ${style}>${inside}</div>`);
      else marks.push(button(`pile${root}`, inside, `class="candy-pile ${look} ${game.hint.includes(root) ? "candy-hinted" : ""}" ${style} aria-pressed="${game.picked === root}" aria-label="${name(tree)}: ${weight(tree)}"`));
      return x;
    };
    game.trees.forEach(place);
    return `<div class="candy-forest" style="height:${height * STEP + 70}px" role="group" aria-label="Piles of candy"><svg aria-hidden="true">${lines.join("")}</svg>${marks.join("")}</div>`;
  }
  const keys = (kind, live) => `<div class="candy-keys">${counts().map((_, candy) => button(`${kind}${candy}`, sweet(candy), `aria-label="${SWEETS[candy][0]}" ${live ? "" : "disabled"}`)).join("")}</div>`;
  const namesHtml = () => `<div class="candy-names">${names(game.trees[0]).map((lamps, candy) => `<div>${sweet(candy)}<span>${row(lamps)}</span></div>`).join("")}</div>`;
  function sending() {
    const mine = names(game.trees[0]), even = evenLength(mine.length), { message } = game;
    const sent = message.map((candy) => `<span class="candy-word">${sweet(candy)}${row(mine[candy])}</span>`).join("");
    const cost = `${encode(message, game.trees[0]).length} lamps. With ${even} lamps for every candy it would be ${even * message.length}.`;
    return `<p>Tap up to ${MOST} candies.</p>${keys("send", message.length < MOST)}
      <div class="candy-wire" aria-label="Your message" role="group">${sent || '<span class="candy-soft">Nothing yet.</span>'}</div>
      <p>${message.length ? cost : ""} ${button("clear", "Start over", message.length ? "" : "disabled")}</p>`;
  }
  function reading() {
    const mine = names(game.trees[0]);
    const lamps = game.secret.map((candy, k) => `<span class="${k < game.read ? "candy-read" : ""}">${[...mine[candy]].map((lamp) => lampHtml(lamp)).join("")}</span>`).join("");
    const told = spoken(encode(game.secret.slice(game.read), game.trees[0]));
    return `<p>Five candies, no gaps. Walk down the tree and tap what you find.</p>
      <div class="candy-wire candy-secret" role="img" aria-label="The secret, from here on: ${told || "all read"}">${lamps}</div>
      <div class="candy-keys candy-got">${game.secret.slice(0, game.read).map(sweet).join("")}</div>
      ${game.read < 5 ? keys("read", true) : button("another", "Another secret", 'class="candy-go"')}`;
  }
  function draw() {
    drag = null;
    const key = el.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    top.innerHTML = bags.map((_, k) => button(`bag${k}`, `Bag ${k + 1}`, `aria-pressed="${bag === k}"`)).join("");
    const done = game.trees.length === 1;
    main.innerHTML = `${forest()}<div class="candy-line">${done ? "" : button("hint", "Hint")}${button("restart", done ? "Build it again" : "Take apart")}</div>${done ? namesHtml() : ""}`;
    wire.innerHTML = done ? `<div class="candy-line">${button("tosend", "Send a message", `aria-pressed="${task === "send"}"`)}${button("toread", "Read a secret", `aria-pressed="${task === "read"}"`)}</div>${task === "send" ? sending() : reading()}` : "";
    if (!key) return;
    const pile = key.startsWith("pile") ? `pile${Math.min(+key.slice(4), game.trees.length - 1)}` : key;
    // Never to the button that takes the tree apart, when there is a tree.
    const next = key.startsWith("read") ? "another" : /^send\d/.test(key) ? "clear" : key === "clear" ? "send0" : done ? "tosend" : "restart";
    (el.querySelector(`[data-key="${pile}"]:not(:disabled)`) ?? el.querySelector(`[data-key="${next}"]`))?.focus();
  }

  const actions = { hint, restart: () => { deal(); draw(); }, clear: () => { game.message = []; draw(); },
    tosend: () => { task = "send"; tell("What do you want to say?"); draw(); },
    toread: () => { task = "read"; tell("Begin at the top of the tree. Lamp off goes left, lamp on goes right."); draw(); },
    another: () => { hide(); tell("A new secret. Begin at the top of the tree."); draw(); } };
  el.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (!key || (dragged && event.detail && key.startsWith("pile"))) return; // a key's click has no detail
    const [, kind, k] = key.match(/^(pile|bag|send|read)(\d+)$/) ?? [];
    if (kind === "pile") pick(+k);
    else if (kind === "bag") { bag = +k; deal(); draw(); }
    else if (kind === "send") { game.message.push(+k); draw(); }
    else if (kind === "read") read(+k);
    else actions[key]();
  });
  // A pile may also be dragged onto another.
  el.addEventListener("pointerdown", (event) => {
    if (drag && event.pointerId !== drag.id) return;
    const pile = event.target.closest(".candy-pile");
    dragged = false;
    if (pile) drag = { pile, id: event.pointerId, x: event.clientX, y: event.clientY };
  });
  el.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!dragged && Math.hypot(x, y) < 8) return;
    if (!dragged) drag.pile.setPointerCapture(drag.id);
    dragged = true;
    drag.pile.style.transform = `translate(${x}px, ${y}px)`;
    drag.pile.style.zIndex = 2;
  });
  const drop = (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const { pile } = drag;
    drag = null;
    if (!dragged) return;
    const under = event.type === "pointerup" && document.elementsFromPoint(event.clientX, event.clientY)
      .map((one) => one.closest(".candy-pile")).find((one) => one && one !== pile && el.contains(one));
    if (under) join(+pile.dataset.key.slice(4), +under.dataset.key.slice(4));
    draw();
  };
  el.addEventListener("pointerup", drop);
  el.addEventListener("pointercancel", drop);
  deal();
  draw();
  el.dataset.ready = "true";
}

export default { render };
