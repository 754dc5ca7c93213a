// Arithmetic coding as a picture. A word narrows the unit interval letter by letter, each row is the
// row above's chosen part seen from nearer, and a line marks the number that the bits name.
// The exported functions repeat ee376a.prequential.byhand, and a test compares them: ends are
// whole numbers (BigInt) over one denominator, so nothing is rounded.
// The model's state: `word`, `law` ("adaptive", "equal" or "counts").

export const END = "■";
export const LAWS = { adaptive: "learnt on the way", equal: "equal for all", counts: "counted beforehand" };
const LONGEST = 16; // letters of a word
const LIMIT = 24; // letters read before giving up on an end

/** The letters that may come: those of the word in the order of their codes, then the end sign. */
export function alphabet(word) {
  const letters = [...new Set(word)].filter((letter) => letter !== END);
  return [...letters.sort((a, b) => a.codePointAt(0) - b.codePointAt(0)), END];
}

/** Whole numbers in proportion to the shares of the next letter, after `past` (places in `letters`). */
export function weights(law, word, past) {
  const message = [...word, END];
  return alphabet(word).map((letter, symbol) => {
    if (law === "equal") return 1;
    if (law === "counts") return message.filter((one) => one === letter).length;
    return 2 * past.filter((one) => one === symbol).length + 1; // Krichevsky and Trofimov
  });
}

const UNIT = { low: 0n, width: 1n, total: 1n };

function narrow({ low, width, total }, shares, symbol) {
  const sum = (all) => BigInt(all.reduce((a, b) => a + b, 0));
  return { low: low * sum(shares) + width * sum(shares.slice(0, symbol)), width: width * BigInt(shares[symbol]), total: total * sum(shares) };
}

/** The bits with which all numbers of an interval begin. */
export function settled({ low, width, total }) {
  let [bits, high] = ["", low + width];
  while (2n * high <= total || 2n * low >= total) {
    const one = 2n * low >= total;
    bits += one ? "1" : "0";
    [low, high] = [low, high].map((end) => 2n * end - (one ? total : 0n));
  }
  return bits;
}

/** The fewest bits that stay in an interval whatever bits may follow. */
export function codeword({ low, width, total }) {
  for (let length = 0n; ; length++) {
    const number = (low * 2n ** length + total - 1n) / total;
    if ((number + 1n) * total <= (low + width) * 2n ** length) return length ? number.toString(2).padStart(Number(length), "0") : "";
  }
}

const log2 = (n) => {
  const shift = Math.max(0, n.toString(2).length - 53);
  return Math.log2(Number(n >> BigInt(shift))) + shift;
};

/** The interval of a word and its end sign: one step a letter, then the ideal length and the bits. */
export function write(word, law) {
  const letters = alphabet(word), steps = [];
  let here = UNIT;
  for (const letter of [...word, END]) {
    const shares = weights(law, word, steps.map((step) => step.symbol)), symbol = letters.indexOf(letter);
    steps.push({ here, shares, symbol });
    here = narrow(here, shares, symbol);
  }
  return { steps, here, ideal: log2(here.total) - log2(here.width), bits: codeword(here) };
}

/** Letter by letter what bits mean to one who knows the letters and the law, up to an end sign. */
export function read(bits, word, law) {
  const letters = alphabet(word), steps = [];
  const [number, scale] = [BigInt(`0b0${bits}`), 2n ** BigInt(bits.length)];
  let here = UNIT;
  while (steps.length < LIMIT && (steps.length === 0 || letters[steps.at(-1).symbol] !== END)) {
    const shares = weights(law, word, steps.map((step) => step.symbol));
    let symbol = 0, next = narrow(here, shares, 0);
    while (number * next.total >= (next.low + next.width) * scale) next = narrow(here, shares, ++symbol);
    steps.push({ here, shares, symbol });
    here = next;
  }
  return { steps, here, text: steps.map((step) => letters[step.symbol]).join("") };
}

const CSS = `
.interval { --paper: #fffdf7; --ink: #1d2433; --soft: #565e71; --line: #8b93a6; --cell: #f1f4fb; --go: #0b5cad; --on-go: #fff; --mark: #a8330c; --ground: #eef1f7;
  color: var(--ink); background: var(--paper); font: 1rem/1.45 system-ui, sans-serif; max-width: 62rem; margin-inline: auto; border-radius: 14px; padding: .75rem; box-sizing: border-box; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .interval { --paper: #171b24; --ink: #eef1f7; --soft: #b4bccd; --line: #717c93; --cell: #222938; --go: #8cc4ff; --on-go: #0c1624; --mark: #ffab7d; --ground: #10141c; } }
html[data-theme="dark"] .interval { --paper: #171b24; --ink: #eef1f7; --soft: #b4bccd; --line: #717c93; --cell: #222938; --go: #8cc4ff; --on-go: #0c1624; --mark: #ffab7d; --ground: #10141c; }
.interval * { box-sizing: border-box; }
.interval p { margin: .5rem 0 .25rem; }
.interval .interval-soft { color: var(--soft); font-size: .92rem; }
.interval .interval-bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-block: .4rem; }
.interval :is(button, select, input) { font: inherit; color: inherit; min-width: 44px; min-height: 44px; border: 2px solid var(--line); border-radius: 10px; background: var(--cell); padding: .3rem .8rem; }
.interval :is(button, select) { cursor: pointer; } .interval button:disabled { opacity: .5; cursor: default; }
.interval input { width: 12rem; font-family: ui-monospace, monospace; }
.interval button[aria-pressed="true"] { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 600; }
.interval :is(button, select, input, .interval-rows):focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.interval label { display: inline-flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
.interval [role="status"] { font-weight: 600; min-height: 2.9em; overflow-wrap: anywhere; }
.interval .interval-code { font-family: ui-monospace, monospace; letter-spacing: .06em; color: var(--mark); }
.interval .interval-bits { display: flex; flex-wrap: wrap; gap: 4px; }
.interval .interval-bits button { padding: 0; font-family: ui-monospace, monospace; background: var(--cell); color: var(--ink); }
.interval table { border-collapse: collapse; font-size: .92rem; width: auto; margin: .3rem 0; background: none; }
.interval :is(td, th) { border: 0; border-bottom: 1px solid var(--line); padding: .2rem .6rem .2rem 0; text-align: right; background: none; color: inherit; font-weight: 400; }
.interval :is(td, th):first-child { text-align: left; } .interval thead th { color: var(--soft); } .interval .interval-now > * { font-weight: 700; }
.interval .interval-rows { max-height: 46rem; overflow-y: auto; padding: .25rem .5rem; background: var(--ground); border-radius: 10px; }
.interval .interval-told { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 .8rem; font-size: .88rem; padding-top: .15rem; }
.interval .interval-row { position: relative; display: flex; height: 2.1rem; border: 1px solid var(--line); overflow: hidden; background: var(--paper); forced-color-adjust: none; }
.interval .interval-part { flex: none; overflow: hidden; text-align: center; font: 1rem/2rem ui-monospace, monospace; color: #1d2433; background: hsl(var(--hue) 55% 88%); border-right: 1px solid #ffffffb0; }
.interval .interval-chosen { background: hsl(var(--hue) 75% 68%); font-weight: 700; }
.interval .interval-point { position: absolute; inset-block: 0; background: linear-gradient(90deg, #a8330c 3px, #a8330c66 3px); box-shadow: 0 0 0 1px #fff; }
.interval .interval-ends { display: flex; justify-content: space-between; font: .75rem/1.1rem ui-monospace, monospace; color: var(--soft); }
.interval .interval-zoom { display: block; width: 100%; height: 1.1rem; }
`;

const HUES = [205, 35, 150, 330, 55, 260, 15, 180, 95, 290];
const SPACE = "␣";
const shown = (letter) => ({ " ": SPACE, "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter] ?? letter;
const said = (letter) => (letter === END ? "end sign" : letter === " " ? "space" : shown(letter));
const part = (n, of) => Number((n * 2n ** 60n) / of) / 2 ** 60;
const digits = (low, total, count) => {
  const all = ((low * 10n ** BigInt(count)) / total).toString().padStart(count + 1, "0");
  return `${all.slice(0, -count)}.${all.slice(-count)}`;
};
// As many digits as tell the two ends apart, and one more.
const decimals = ({ width, total }) => Math.min(24, Math.max(2, Math.ceil((log2(total) - log2(width)) * Math.log10(2)) + 1));

function render({ model, el }) {
  let word = model.get("word"), law = model.get("law"), reading = false, bits = "", place = 0;
  el.classList.add("interval");
  el.innerHTML = `<style>${CSS}</style>
    <div class="interval-bar" role="group" aria-label="What to do">
      <button type="button" data-key="write">Write</button><button type="button" data-key="read">Read</button></div>
    <div data-part="writing">
      <div class="interval-bar"><label>Word <input data-set="word" maxlength="${LONGEST}" autocomplete="off" autocapitalize="off" spellcheck="false"></label>
        <label>Shares <select data-set="law">${Object.entries(LAWS).map(([name, text]) => `<option value="${name}">${text}</option>`).join("")}</select></label></div>
      <table><thead><tr><th scope="col">shares</th><th scope="col">−log₂ p</th><th scope="col">bits used</th></tr></thead><tbody data-part="laws"></tbody></table></div>
    <div data-part="reading">
      <p class="interval-soft">The reader knows the letters and the shares, and gets these bits. Press a bit to flip it.</p>
      <div class="interval-bits" role="group" aria-label="Bits received" data-part="bits"></div>
      <div class="interval-bar"><button type="button" data-key="next">Next letter</button><button type="button" data-key="back">Back</button>
        <button type="button" data-key="all">Read all</button></div></div>
    <p role="status" aria-live="polite"></p>
    <div class="interval-rows" role="region" tabindex="0" aria-label="The intervals, from the whole to the last"></div>
    <p class="interval-soft">Each row is the chosen part of the row above, drawn to full width. The red line is the number that the bits name.
      Settled are the bits with which all numbers of the part begin: they can be sent. ${END} is the end sign.</p>`;
  const find = (name) => el.querySelector(`[data-part=${name}]`);
  const status = el.querySelector("[role=status]"), input = el.querySelector("input"), select = el.querySelector("select");
  const letters = () => alphabet(word);

  function row({ here, shares, symbol }, nth, chosen, last, span) {
    const sum = shares.reduce((a, b) => a + b, 0), all = letters(), count = decimals(here);
    const left = shares.slice(0, symbol).reduce((a, b) => a + b, 0) / sum * 100, wide = shares[symbol] / sum * 100;
    // The number's line: the bits' own interval as this row sees it.
    const at = part(span.low * here.total - here.low * span.total, here.width * span.total) * 100;
    const thick = part(span.width * here.total, here.width * span.total) * 100;
    const parts = shares.map((share, s) => `<span class="interval-part${chosen && s === symbol ? " interval-chosen" : ""}"
      style="width:${(share / sum * 100).toFixed(3)}%;--hue:${HUES[s % HUES.length]}">${share / sum >= 0.045 ? shown(all[s]) : ""}</span>`).join("");
    const told = chosen ? `<span><b>${shown(all[symbol])}</b> ${shares[symbol]}/${sum}, ${(log2(BigInt(sum)) - log2(BigInt(shares[symbol]))).toFixed(2)} bits</span>
      <span>settled <span class="interval-code">${settled(narrow(here, shares, symbol)) || "–"}</span></span>` : "<span>Whose part is the number in?</span>";
    const label = `Row ${nth + 1}: ${all.map((letter, s) => `${said(letter)} ${shares[s]} of ${sum}`).join(", ")}.${chosen ? ` Chosen: ${said(all[symbol])}.` : ""}`;
    return `<div class="interval-told">${told}</div><div class="interval-row" role="img" aria-label="${label}">${parts}
        <span class="interval-point" style="left:min(${at.toFixed(3)}%, 100% - 3px);width:max(${Math.min(thick, 100).toFixed(3)}%, 3px)"></span></div>
      <div class="interval-ends" aria-hidden="true"><span>${digits(here.low, here.total, count)}</span><span>${digits(here.low + here.width, here.total, count)}</span></div>
      ${chosen && !last ? `<svg class="interval-zoom" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">
        <polygon points="${left},0 ${left + wide},0 100,10 0,10" fill="hsl(${HUES[symbol % HUES.length]} 75% 68%)" fill-opacity=".55"/></svg>` : ""}`;
  }

  function draw() {
    const focus = el.contains(document.activeElement) ? document.activeElement.dataset?.key : null;
    const written = write(word, law);
    el.querySelectorAll("[data-key=write], [data-key=read]").forEach((one) => one.setAttribute("aria-pressed", String((one.dataset.key === "read") === reading)));
    find("writing").hidden = reading;
    find("reading").hidden = !reading;
    let rows = written.steps, known = rows.length, code = written.bits;
    if (reading) {
      const found = read(bits, word, law), whole = found.steps.length, done = place >= whole;
      code = bits;
      place = Math.min(place, whole);
      rows = found.steps.slice(0, place + 1);
      known = place;
      find("bits").innerHTML = [...bits].map((bit, i) => `<button type="button" data-key="bit${i}" aria-label="Bit ${i + 1} is ${bit}: flip it">${bit}</button>`).join("");
      el.querySelector("[data-key=next]").disabled = el.querySelector("[data-key=all]").disabled = done;
      el.querySelector("[data-key=back]").disabled = place === 0;
      const text = [...found.text].slice(0, place).map(shown).join("") || "nothing yet";
      const over = !done ? "" : found.text.endsWith(END) ? " The end sign: done." : ` No end sign in ${LIMIT} letters: given up.`;
      status.innerHTML = `Read so far: ${text}.${over}`;
    } else {
      find("laws").innerHTML = Object.entries(LAWS).map(([name, text]) => {
        const { ideal, bits: used } = write(word, name);
        return `<tr class="${name === law ? "interval-now" : ""}"><th scope="row">${text}</th><td>${ideal.toFixed(2)}</td><td>${used.length}</td></tr>`;
      }).join("");
      status.innerHTML = `−log₂ p is ${written.ideal.toFixed(2)} bits, and ${code.length} are used: ${(code.length - written.ideal).toFixed(2)} over.
        They are <span class="interval-code">${code || "none"}</span>.`;
    }
    const scale = 2n ** BigInt(code.length);
    const span = { low: BigInt(`0b0${code}`), width: 1n, total: scale };
    el.querySelector(".interval-rows").innerHTML = rows.map((step, i) => row(step, i, i < known, i === rows.length - 1, span)).join("");
    if (focus) (el.querySelector(`[data-key="${focus}"]:not(:disabled)`) ?? el.querySelector(`[data-key="${focus === "back" ? "next" : "back"}"]`))?.focus();
  }

  const actions = {
    write: () => { reading = false; },
    read: () => { if (!reading) [reading, bits, place] = [true, write(word, law).bits, 0]; },
    next: () => { place++; }, back: () => { place--; }, all: () => { place = Infinity; },
  };
  el.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (!key) return;
    if (key.startsWith("bit")) {
      const i = +key.slice(3);
      bits = `${bits.slice(0, i)}${1 - bits[i]}${bits.slice(i + 1)}`;
    } else actions[key]();
    draw();
    if (reading) { const rows = el.querySelector(".interval-rows"); rows.scrollTop = rows.scrollHeight; }
  });
  const set = (name, value) => { model.set(name, value); model.save_changes(); };
  input.addEventListener("input", () => { word = [...input.value].filter((letter) => letter !== END).slice(0, LONGEST).join(""); if (input.value !== word) input.value = word; set("word", word); draw(); });
  select.addEventListener("change", () => { law = select.value; set("law", law); draw(); });
  const accept = () => {
    [word, law] = [model.get("word"), model.get("law")];
    if (input.value !== word) input.value = word;
    select.value = law;
    draw();
  };
  model.on("change:word", accept);
  model.on("change:law", accept);
  accept();
  el.dataset.ready = "true";
}

export default { render };
