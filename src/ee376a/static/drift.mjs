// The alignment viewer of the marker codes. Bits are sent, the reader loses, slips in and flips
// some, and the detector, which sees only what was received, says where it believes to be.
// The exported functions repeat ee376a.dna.{channel,lattice,detector}, and a test compares them.
// The model's state: `bits` (the data), `period` (0: no markers), `deleted` (places in the data),
// `p_del`, `p_ins`, `p_sub` (what the detector believes of the channel).

const MARKER = [0, 1];
const WIDTH = 4; // of the band, in standard deviations
const LONGEST = 3; // insertions in a row

/** What the reader knows beforehand of the bits sent: 0 or 1 of a marker, -1 of data. */
export function known(data, period) {
  const all = Array.from({ length: data }, (_, i) => [-1, ...(period && (i + 1) % period === 0 ? MARKER : [])]);
  return all.flat();
}

/** The channel of Davey and MacKay as tables: runs of k random bits, and runs whose last bit is the copy. */
export function law(pIns, pDel, pSub) {
  const powers = Array.from({ length: LONGEST + 1 }, (_, k) => pIns ** k);
  const scale = powers.reduce((a, b) => a + b, 0) * (1 - pIns);
  const random = [...powers.map((p) => (pDel * p) / scale), 0];
  const copied = [0, ...powers.map((p) => ((1 - pIns - pDel) * p) / scale)];
  const moment = (n) => random.reduce((sum, p, k) => sum + (p + copied[k]) * (k - 1) ** n, 0);
  return { random, copied, pSub, variance: moment(2) - moment(1) ** 2 };
}

/** First and last number of received bits that the first i bits sent can reasonably have become. */
export function band(sent, received, variance) {
  const step = Math.max(variance, Math.abs(received - sent) / Math.max(sent, 1));
  return Array.from({ length: sent + 1 }, (_, i) => {
    const part = i / Math.max(sent, 1);
    const half = WIDTH * Math.sqrt(step * i * (1 - part)) + 2;
    return [Math.max(0, Math.floor(received * part - half)), Math.min(received, Math.ceil(received * part + half))];
  });
}

// How likely a received bit is as the copy of bit i, relative to pure chance.
const weight = (mark, bit, pSub) => (mark < 0 ? 1 : 2 * (mark === bit ? 1 - pSub : pSub));

const blank = (edges, received) => edges.map(() => new Float64Array(received + 1));
function normalise(row) {
  const total = row.reduce((a, b) => a + b, 0);
  if (total > 0) row.forEach((value, j) => (row[j] = value / total));
  return total;
}

/** The forward–backward algorithm: of each bit sent the probability that it is a 1, of each number
 * of bits sent how likely it has become each number of bits received, and the log of the whole sum. */
export function detect(read, marks, { random, copied, pSub, variance }) {
  const n = marks.length, m = read.length;
  const edges = band(n, m, variance);
  const [before, after] = [blank(edges, m), blank(edges, m)];
  const moves = (i, visit) => {
    const [[low, high], [first, last]] = [edges[i], edges[i + 1]];
    for (let k = 0; k < random.length; k++)
      for (let j = Math.max(low, first - k); j <= Math.min(high, last - k); j++) visit(j, j + k, k);
  };
  before[0][0] = after[n][m] = 1;
  let evidence = -m * Math.LN2;
  for (let i = 0; i < n; i++) {
    moves(i, (j, to, k) => {
      const copy = copied[k] && to > 0 ? copied[k] * weight(marks[i], read[to - 1], pSub) : 0;
      before[i + 1][to] += before[i][j] * (random[k] + copy);
    });
    evidence += Math.log(normalise(before[i + 1]));
  }
  evidence += Math.log(before[n][m]);
  for (let i = n - 1; i >= 0; i--) {
    moves(i, (j, to, k) => {
      const copy = copied[k] && to > 0 ? copied[k] * weight(marks[i], read[to - 1], pSub) : 0;
      after[i][j] += after[i + 1][to] * (random[k] + copy);
    });
    normalise(after[i]);
  }
  const one = marks.map((mark, i) => {
    if (mark >= 0) return mark;
    const seen = [0, 0];
    let base = 0;
    moves(i, (j, to, k) => {
      base += before[i][j] * random[k] * after[i + 1][to];
      if (to > 0) seen[read[to - 1]] += before[i][j] * copied[k] * after[i + 1][to];
    });
    const [zero, ones] = [0, 1].map((x) => base + 2 * (seen[x] * (1 - pSub) + seen[1 - x] * pSub));
    return ones / (zero + ones);
  });
  const lattice = before.map((row, i) => row.map((value, j) => value * after[i][j]));
  lattice.forEach(normalise);
  return { one, lattice: lattice.map((row) => [...row]), evidence };
}

/** The one likeliest way through the lattice: after each number of bits sent the bits received,
 * and whether each bit sent was received at all; and the logarithm of its probability. */
export function align(read, marks, { random, copied, pSub, variance }) {
  const n = marks.length, m = read.length;
  const edges = band(n, m, variance);
  const best = edges.map(() => Array(m + 1).fill(-Infinity));
  const from = edges.map(() => Array(m + 1).fill(null));
  best[0][0] = -m * Math.LN2;
  for (let i = 0; i < n; i++)
    for (let j = edges[i][0]; j <= edges[i][1]; j++)
      for (let k = 0; k < random.length; k++) {
        const to = j + k;
        if (to < edges[i + 1][0] || to > edges[i + 1][1]) continue;
        const copy = copied[k] && to > 0 ? copied[k] * weight(marks[i], read[to - 1], pSub) : 0;
        const value = best[i][j] + Math.log(Math.max(random[k], copy));
        if (value > best[i + 1][to]) [best[i + 1][to], from[i + 1][to]] = [value, [j, copy > random[k]]];
      }
  const [ends, arrived] = [[m], []];
  for (let i = n; i > 0; i--) {
    const [j, copy] = from[i][ends[0]] ?? [0, false];
    ends.unshift(j);
    arrived.unshift(copy);
  }
  return { ends, arrived, score: best[n][m] };
}

/** What is received when each bit sent has a fate, `copied`, `deleted` or `flipped`, and bits slip in before it. */
export function transmit(sent, damage) {
  const ends = [0], read = [];
  sent.forEach((bit, i) => {
    read.push(...damage[i].before);
    if (damage[i].fate !== "deleted") read.push(damage[i].fate === "flipped" ? 1 - bit : bit);
    ends.push(read.length);
  });
  return { read, ends };
}

const CSS = `
.drift { --paper: #fffdf7; --ink: #1d2433; --soft: #565e71; --line: #8b93a6; --cell: #f1f4fb; --go: #0b5cad; --on-go: #fff;
  --mark: #ffe0a0; --on-mark: #4a3200; --heat: #0b5cad; --true: #c24e00; --good: #0a6b4b; --bad: #a3361a; --ground: #eef1f7;
  color: var(--ink); background: var(--paper); font: 1rem/1.45 system-ui, sans-serif; max-width: 62rem; margin-inline: auto;
  border-radius: 14px; padding: .75rem; box-sizing: border-box; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .drift { --paper: #171b24; --ink: #eef1f7; --soft: #b4bccd; --line: #717c93;
  --cell: #222938; --go: #8cc4ff; --on-go: #0c1624; --mark: #5d4306; --on-mark: #ffe5b0; --heat: #3d85d6; --true: #ff9d57; --good: #6fd9ae; --bad: #ff9f80; --ground: #10141c; } }
html[data-theme="dark"] .drift { --paper: #171b24; --ink: #eef1f7; --soft: #b4bccd; --line: #717c93; --cell: #222938; --go: #8cc4ff;
  --on-go: #0c1624; --mark: #5d4306; --on-mark: #ffe5b0; --heat: #3d85d6; --true: #ff9d57; --good: #6fd9ae; --bad: #ff9f80; --ground: #10141c; }
.drift * { box-sizing: border-box; }
.drift p { margin: .5rem 0 .25rem; }
.drift .drift-soft { color: var(--soft); font-size: .92rem; }
.drift .drift-bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-block: .4rem; }
.drift button, .drift select { font: inherit; color: inherit; min-width: 44px; min-height: 44px; cursor: pointer; border: 2px solid var(--line);
  border-radius: 10px; background: var(--cell); padding: .3rem .8rem; }
.drift .drift-bar button[aria-pressed="true"] { background: var(--go); color: var(--on-go); border-color: var(--go); font-weight: 600; }
.drift :is(button, select):focus-visible { outline: 3px solid var(--go); outline-offset: 2px; z-index: 1; position: relative; }
.drift label { display: inline-flex; gap: .4rem; align-items: center; }
.drift .drift-strand { display: grid; grid-template-columns: repeat(auto-fill, minmax(46px, 1fr)); gap: 3px; }
.drift .drift-strand button { padding: 0; border-width: 1px; border-radius: 6px; display: grid; grid-template-rows: 1.9rem 1.4rem; width: 100%; overflow: hidden; }
.drift .drift-bit { display: flex; justify-content: center; align-items: center; gap: .15rem; font: 600 1.05rem ui-monospace, monospace; }
.drift .drift-slip { font-size: .8rem; color: var(--true); }
.drift .drift-deleted b { text-decoration: line-through 2px; opacity: .65; }
.drift .drift-hurt { border: 2px dashed var(--true) !important; }
.drift .drift-marker .drift-bit { background: var(--mark); color: var(--on-mark); }
.drift .drift-guess { position: relative; font: .8rem/1.4rem ui-monospace, monospace; border-top: 1px solid var(--line); background: var(--paper); }
.drift .drift-guess i { position: absolute; inset: auto auto 0 0; height: 4px; background: var(--heat); }
.drift .drift-wrong { color: var(--bad); font-weight: 700; } .drift .drift-wrong i { background: var(--bad); }
.drift [role="status"] { font-weight: 600; min-height: 4.4em; }
.drift .drift-map { display: grid; grid-template-columns: auto 1fr; gap: 0 .4rem; font-size: .85rem; }
.drift .drift-axis { display: grid; grid-auto-rows: 1.35rem; text-align: right; line-height: 1.35rem; color: var(--soft); }
.drift .drift-map svg { width: 100%; display: block; background: var(--ground); forced-color-adjust: none; }
.drift .drift-map rect { fill: var(--heat); } .drift .drift-map .drift-band { fill: var(--mark); }
.drift .drift-map path { fill: none; shape-rendering: auto; vector-effect: non-scaling-stroke; stroke-width: 3; stroke: var(--true); }
.drift .drift-map .drift-found { stroke: var(--ink); stroke-width: 2; stroke-dasharray: 5 4; }
.drift .drift-pairs { display: flex; flex-wrap: wrap; gap: 4px 1px; font: 1rem/1.35rem ui-monospace, monospace; }
.drift .drift-pairs span { display: grid; width: 1.35rem; text-align: center; background: var(--cell); }
.drift .drift-pairs i { font-style: normal; }
.drift .drift-pairs .drift-marker { background: var(--mark); color: var(--on-mark); }
.drift .drift-pairs .drift-off { color: var(--true); font-weight: 700; }
.drift .drift-key { display: inline-block; width: 1.6rem; height: .8rem; vertical-align: middle; }
`;

const SHARES = [0.001, 0.01, 0.05, 0.1, 0.2];
const PERIODS = [0, 12, 8, 6, 4];
const TOOLS = { deleted: "Delete", insert: "Insert before", flipped: "Flip" };
const coin = () => (Math.random() < 0.5 ? 0 : 1);
const percent = (p) => `${Math.round(100 * p)} %`;
const signed = (drift) => (drift > 0 ? `+${drift}` : drift < 0 ? `−${-drift}` : "0");
const sound = () => ({ fate: "copied", before: [] });

function render({ model, el }) {
  const belief = Object.fromEntries(["p_del", "p_ins", "p_sub"].map((name) => [name, model.get(name)]));
  let bits = [...model.get("bits")];
  let period = model.get("period");
  let tool = "deleted", at = 0, marks, sent, damage, seen;

  el.classList.add("drift");
  const choice = (key, label, options, now) => `<label>${label} <select data-set="${key}">${options.map(([value, text]) =>
    `<option value="${value}"${value === now ? " selected" : ""}>${text}</option>`).join("")}</select></label>`;
  const share = (key, label) => choice(key, label, [...new Set([...SHARES, belief[key]])].sort((a, b) => a - b).map((p) => [p, `${+(100 * p).toFixed(2)} %`]), belief[key]);
  el.innerHTML = `<style>${CSS}</style>
    <div class="drift-bar" role="group" aria-label="What a press on a bit does" data-part="tools"></div>
    <p class="drift-soft"><b>Sent</b>, <span class="drift-key" style="background:var(--mark)"></span> markers. Press a bit to harm it, again to heal it.
      Shift flips; keys: Delete, I, F. Below each bit: the detector’s guess and how sure it is, in %.</p>
    <div class="drift-strand" role="group" aria-label="Bits sent" data-part="strand"></div>
    <p role="status" aria-live="polite"></p>
    <p class="drift-soft"><b>Drift</b>: bits received less bits sent. The stronger the colour, the likelier in the detector’s eyes.
      <span class="drift-key" style="border-top:3px solid var(--true)"></span> what happened,
      <span class="drift-key" style="border-top:2px dashed var(--ink)"></span> the likeliest alignment.</p>
    <div class="drift-map" data-part="map"></div>
    <p class="drift-soft"><b>The likeliest alignment</b>: above what the detector knew of the bits sent (· is data), below what it received.</p>
    <div class="drift-pairs" data-part="pairs"></div>
    <div class="drift-bar"><button type="button" data-key="errors">Errors by chance</button><button type="button" data-key="heal">Heal all</button>
      <button type="button" data-key="fresh">New bits</button>
      ${choice("period", "Markers", [...new Set([...PERIODS, period])].map((n) => [n, n ? `every ${n} bits` : "none"]), period)}</div>
    <div class="drift-bar"><span class="drift-soft">The detector believes in</span>${share("p_del", "deletions")}${share("p_ins", "insertions")}${share("p_sub", "flips")}</div>`;
  const part = (name) => el.querySelector(`[data-part=${name}]`);
  const status = el.querySelector("[role=status]");

  function lay() {
    marks = known(bits.length, period);
    const data = [...bits];
    sent = marks.map((mark) => (mark < 0 ? data.shift() : mark));
    damage = sent.map(sound);
    at = Math.min(at, sent.length - 1);
  }
  const places = () => marks.flatMap((mark, i) => (mark < 0 ? [i] : []));

  // Harm to the data stays where it is when the markers change.
  function mark(next) {
    const kept = places().map((i) => damage[i]);
    period = next;
    lay();
    places().forEach((i, k) => (damage[i] = kept[k]));
  }
  function harm(i, what) {
    const one = damage[i];
    at = i;
    if (what !== "insert") one.fate = one.fate === what ? "copied" : what;
    else if (one.before.length < 2) one.before.push(coin());
    else one.before = [];
    draw();
  }
  function byChance() {
    damage = sent.map(() => {
      const before = [];
      while (before.length < 2 && Math.random() < belief.p_ins) before.push(coin());
      const fate = Math.random() < belief.p_del ? "deleted" : Math.random() < belief.p_sub ? "flipped" : "copied";
      return { fate, before };
    });
  }

  function told() {
    const data = places();
    const right = data.filter((i) => seen.guess(i) === sent[i]).length;
    const plain = data.filter((i) => seen.read[i] === sent[i]).length;
    const bitsKnown = data.reduce((sum, i) => sum + 1 - [seen.one[i], 1 - seen.one[i]].reduce((h, p) => h - (p > 0 ? p * Math.log2(p) : 0), 0), 0);
    return `${sent.length} bits sent, ${seen.read.length} received. Read off place by place, ${plain} of ${data.length} data bits are right; ` +
      `the detector guesses ${right} right and has learned ${bitsKnown.toFixed(1)} bits.`;
  }
  function strand(i) {
    const { fate, before } = damage[i], isMark = marks[i] >= 0;
    const guess = seen.guess(i), sure = Math.max(seen.one[i], 1 - seen.one[i]), wrong = guess !== sent[i];
    const hurt = fate !== "copied" || before.length > 0;
    const what = [fate === "copied" ? "" : fate, before.length ? `${before.join(" and ")} slipped in before it` : ""].filter(Boolean).join(", ");
    const label = `Bit ${i + 1}, ${isMark ? "marker" : "data"} ${sent[i]}${what ? `, ${what}` : ""}. ` +
      (isMark ? "Known." : `Guess ${guess}, ${percent(sure)} sure${wrong ? ", wrong" : ""}.`);
    return `<button type="button" data-key="bit${i}" tabindex="${i === at ? 0 : -1}" aria-label="${label}"
      class="${isMark ? "drift-marker " : ""}${hurt ? "drift-hurt " : ""}${fate === "deleted" ? "drift-deleted" : ""}"><span class="drift-bit">${
      before.length ? `<span class="drift-slip">+${before.join("")}</span>` : ""}<b>${sent[i]}</b>${fate === "flipped" ? `<span class="drift-slip">→${1 - sent[i]}</span>` : ""}</span>
      <span class="drift-guess${wrong ? " drift-wrong" : ""}">${isMark ? "" : `${guess} ${Math.round(100 * sure)}<i style="width:${100 * (2 * sure - 1)}%"></i>`}</span></button>`;
  }
  function map() {
    const { lattice, ends, found } = seen, n = sent.length;
    const drifts = [...ends, ...found.ends].map((j, i) => j - (i % (n + 1)));
    lattice.forEach((row, i) => row.forEach((p, j) => p > 0.01 && drifts.push(j - i)));
    const top = Math.max(2, ...drifts), rows = top - Math.min(-2, ...drifts) + 1;
    const shade = lattice.map((row, i) => row.map((p, j) => (p > 0.002 && top - j + i >= 0 && top - j + i < rows
      ? `<rect x="${i}" y="${top - j + i}" width="1" height="1" fill-opacity="${(p ** 0.7).toFixed(3)}"/>` : "")).join("")).join("");
    const bands = marks.map((known, i) => (known < 0 ? "" : `<rect class="drift-band" x="${i + 0.5}" width="1" height="${rows}"/>`)).join("");
    const line = (path, look) => `<path class="${look}" d="${path.map((j, i) => `${i ? "L" : "M"}${i + 0.5} ${top - j + i + 0.5}`).join("")}"/>`;
    const text = `Drift from ${signed(top)} above to ${signed(top - rows + 1)} below over ${n} bits sent; it ends at ${signed(ends[n] - n)}.`;
    return `<div class="drift-axis" aria-hidden="true">${Array.from({ length: rows }, (_, r) => `<span>${signed(top - r)}</span>`).join("")}</div>
      <svg role="img" aria-label="${text}" viewBox="0 0 ${n + 1} ${rows}" preserveAspectRatio="none" shape-rendering="crispEdges" style="height:${1.35 * rows}rem">${bands}${shade}${line(ends, "")}${line(found.ends, "drift-found")}</svg>
      <span></span><span class="drift-soft">0 to ${n} bits sent</span>`;
  }
  function pairs() {
    const { read, found } = seen;
    return sent.flatMap((_, i) => {
      const [low, high] = [found.ends[i], found.ends[i + 1]], copy = found.arrived[i];
      const slips = read.slice(low, high - copy).map((bit) => `<span class="drift-off"><i>+</i>${bit}</span>`);
      const above = marks[i] < 0 ? "·" : marks[i];
      return [...slips, `<span class="${marks[i] < 0 ? "" : "drift-marker"}${copy ? "" : " drift-off"}"><i>${above}</i>${copy ? read[high - 1] : "–"}</span>`];
    }).join("");
  }

  function draw() {
    const focus = el.contains(document.activeElement) ? document.activeElement.dataset?.key : null;
    const channel = law(belief.p_ins, belief.p_del, belief.p_sub);
    const { read, ends } = transmit(sent, damage);
    seen = { read, ends, ...detect(read, marks, channel), found: align(read, marks, channel) };
    seen.guess = (i) => (seen.one[i] > 0.5 ? 1 : 0);
    part("tools").innerHTML = Object.entries(TOOLS).map(([name, text]) =>
      `<button type="button" data-key="${name}" aria-pressed="${name === tool}">${text}</button>`).join("");
    part("strand").innerHTML = sent.map((_, i) => strand(i)).join("");
    part("map").innerHTML = map();
    part("pairs").innerHTML = pairs();
    status.textContent = told();
    if (focus) el.querySelector(`[data-key="${focus}"]`)?.focus();
  }

  const actions = {
    errors: byChance, heal: () => { damage = sent.map(sound); },
    fresh: () => { bits = bits.map(coin); const kept = damage; lay(); damage = kept; },
  };
  el.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (!key) return;
    if (key.startsWith("bit")) return harm(+key.slice(3), event.shiftKey ? "flipped" : tool);
    if (key in TOOLS) tool = key;
    else actions[key]();
    draw();
  });
  el.addEventListener("change", (event) => {
    const key = event.target.dataset.set;
    if (key === "period") mark(+event.target.value);
    else if (key) belief[key] = +event.target.value;
    draw();
  });
  el.addEventListener("keydown", (event) => {
    const key = event.target.dataset?.key;
    if (!key?.startsWith("bit") || event.ctrlKey || event.metaKey || event.altKey) return;
    const what = { Delete: "deleted", Backspace: "deleted", i: "insert", f: "flipped" }[event.key];
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: sent.length - 1 }[event.key];
    if (what === undefined && to === undefined) return;
    event.preventDefault();
    if (what) return harm(+key.slice(3), what);
    at = Math.max(0, Math.min(sent.length - 1, to));
    event.target.tabIndex = -1;
    const target = el.querySelector(`[data-key="bit${at}"]`);
    target.tabIndex = 0;
    target.focus();
  });
  lay();
  places().forEach((i, k) => { if (model.get("deleted").includes(k)) damage[i].fate = "deleted"; });
  draw();
  el.dataset.ready = "true";
}

export default { render };
