// One message's journey, hand-over by hand-over. From Python, in the model's state: `runs`, journeys
// that were made beforehand (ee376a.journey.showcase): the message, how surprising each character
// was, the stages with their bits, pictures as data addresses, the beginnings of strands and reads.

/** How long a bar of so many bits is, in per cent of the longest: the scale is logarithmic. */
export function share(bits, most) {
  return bits < 1 ? 0 : (100 * Math.log2(bits + 1)) / Math.log2(most + 1);
}

/** A number with its thousands apart, as Python writes it. */
export const grouped = (number) => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ",");

/** What a hand-over does to the number of bits, in words. */
export function change(bitsIn, bitsOut) {
  if (bitsIn === bitsOut) return "as many bits as before";
  const times = bitsOut > bitsIn ? bitsOut / bitsIn : bitsIn / bitsOut;
  const factor = times >= 10 ? grouped(times) : times.toFixed(times < 1.1 ? 2 : 1);
  return `${factor} times ${bitsOut > bitsIn ? "as many" : "fewer"} bits`;
}

const TITLES = {
  "compress text": ["Compress the text", "Each letter is tinted by how much it surprised the model that had read the rest of the story. Dark letters cost many bits, pale ones almost none."],
  "compress picture": ["Compress the picture", "Left as it was sent, right as it will be seen. Nothing is lost here: each pixel is guessed from its neighbours, and only the surprise is written."],
  pack: ["Pack both", "Two files in one container. It writes down lengths and checksums, and adds no more than that."],
  "write strands": ["Write strands of DNA", "The beginnings of some strands, a colour a base. Checks, markers and whole spare strands are woven in."],
  sequence: ["Sequence them, with errors", "The beginnings of some reads: of any strand, in any order, half of them backwards, with bases wrong, slipped in and lost."],
  recover: ["Recover the parcel", "Reads of the same strand are found, kept in step by the markers, mended by the code; missing strands are worked out from the spare ones."],
  unpack: ["Unpack and decompress", "The same model reads the file, is surprised at the same places, and knows the text."],
  paint: ["Paint the message", "Three triangles a letter. First the message, then a check, and all the rest of the canvas is parity."],
  photograph: ["Photograph the painting", "Askew, in a bad light, with something lying on it. Twenty-four bits a pixel, and most of them about the table."],
  read: ["Read the photograph", "Find the frame, unmix the colours, erase what is doubtful, solve for the rest."],
};
const INK = { A: "#2f7fd0", C: "#e0a100", G: "#2c9c6a", T: "#cf4a1e" };

const CSS = `
.trip { --ink: #1d2433; --soft: #4b5263; --card: #f4f6fb; --line: #8b93a6; --fill: #fff; --go: #0b5cad; --on-go: #fff; --bar: #2b6cb0; --bound: #1d2433; --hot: 11 92 173;
  background: var(--card); color: var(--ink); border-radius: 14px; padding: 14px; margin: 1rem 0; font-family: system-ui, sans-serif; }
html[data-theme="dark"] .trip { --ink: #eef1f7; --soft: #b4bccd; --card: #222938; --line: #717c93; --fill: #161c29; --go: #8cc4ff; --on-go: #0c1624; --bar: #6fb0f2; --bound: #eef1f7; --hot: 140 196 255; }
@media (prefers-color-scheme: dark) { html:not([data-theme]) .trip { --ink: #eef1f7; --soft: #b4bccd; --card: #222938; --line: #717c93; --fill: #161c29; --go: #8cc4ff; --on-go: #0c1624; --bar: #6fb0f2; --bound: #eef1f7; --hot: 140 196 255; } }
.trip * { box-sizing: border-box; }
.trip p { margin: .4rem 0; color: var(--ink); }
.trip-line { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.trip button, .trip select { min-height: 44px; min-width: 44px; font: inherit; border: 1px solid var(--line); border-radius: 10px; background: var(--fill); color: var(--ink); padding: .3rem .8rem; cursor: pointer; }
.trip select { max-width: 100%; flex: 1 1 12rem; }
.trip button[data-key="next"], .trip button[aria-current="step"] { background: var(--go); color: var(--on-go); border-color: var(--go); }
.trip button:disabled { opacity: .45; cursor: default; }
.trip button:focus-visible, .trip select:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.trip-steps { display: grid; grid-template-columns: repeat(auto-fit, minmax(44px, 1fr)); gap: 4px; margin: .7rem 0; padding: 0; list-style: none; }
.trip-steps li { margin: 0; } .trip-steps button { width: 100%; padding: 0; }
.trip h3 { margin: .3rem 0; font: 700 1.15rem system-ui, sans-serif; color: var(--ink); }
.trip-scene { background: var(--fill); border: 1px solid var(--line); border-radius: 10px; padding: 10px; min-height: 15rem; display: grid; align-items: center; justify-items: center; }
.trip-scene img { display: block; max-width: 100%; width: 330px; height: auto; border-radius: 6px; background: none; }
.trip-pair { display: flex; flex-wrap: wrap; gap: 10px; justify-content: center; } .trip-pair figure { margin: 0; } .trip-pair img { width: 256px; image-rendering: pixelated; } .trip-pair figcaption { text-align: center; color: var(--soft); }
.trip-text { font-size: 1.25rem; line-height: 1.9; overflow-wrap: anywhere; margin: 0; }
.trip-text mark { background: rgb(var(--hot) / var(--heat)); color: var(--ink); border-radius: 3px; padding: 2px 0; }
.trip-scene canvas { width: 100%; max-width: 600px; height: auto; border-radius: 6px; }
.trip-bars { display: grid; grid-template-columns: max-content 1fr max-content; gap: 4px 8px; align-items: center; margin-top: .7rem; }
.trip-bars i { display: block; height: 16px; border-radius: 4px; background: var(--bar); min-width: 2px; } .trip-bars i.trip-bound { background: none; border: 2px dashed var(--bound); }
.trip-bars span { font-variant-numeric: tabular-nums; color: var(--ink); } .trip-bars span:nth-child(3n) { text-align: right; }
.trip-soft { color: var(--soft) !important; font-size: .92rem; }
@media (max-width: 520px) { .trip-steps { grid-template-columns: repeat(5, 1fr); } .trip { padding: 10px; margin-inline: -6px; } .trip-pair img { width: 140px; } .trip-text { font-size: 1.1rem; } .trip-scene { min-height: 12rem; } }
`;

function render({ model, el }) {
  const runs = model.get("runs");
  let run = 0, step = 0;
  el.classList.add("trip");
  el.innerHTML = `<style>${CSS}</style>
    <div class="trip-line"><label for="trip-which">Message</label><select id="trip-which" data-key="which"></select></div>
    <ol class="trip-steps"></ol><div data-part="main"></div>
    <div class="trip-line"><button type="button" data-key="back">Back</button><button type="button" data-key="next">Next</button><span class="trip-soft" data-part="where"></span></div>
    <p class="trip-soft" role="status" aria-live="polite"></p>`;
  const part = (name) => el.querySelector(name);
  const main = part("[data-part=main]"), status = part("[role=status]");
  const plain = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  part("select").innerHTML = runs.map((one, k) => `<option value="${k}">${plain(one.message.slice(0, 60))}${one.message.length > 60 ? "…" : ""}</option>`).join("");

  const tinted = (now) => `<p class="trip-text">${[...now.message].map((letter, k) => `<mark style="--heat:${Math.min(0.75, now.surprise[k] / 10).toFixed(2)}" title="${now.surprise[k]} bits">${plain(letter)}</mark>`).join("")}</p>`;
  const words = (text) => `<p class="trip-text">${plain(text)}</p>`;
  const image = (now, key, says) => `<img src="${now.pictures[key]}" alt="${says}">`;
  const pair = (now) => `<div class="trip-pair"><figure>${image(now, "sent", "The picture as it was sent.")}<figcaption>sent</figcaption></figure><figure>${image(now, "seen", "The picture after compression.")}<figcaption>seen</figcaption></figure></div>`;
  const strips = (says) => `<canvas role="img" aria-label="${says}"></canvas>`;
  const scenes = {
    "compress text": tinted,
    "compress picture": pair,
    pack: (now) => words(`text ${grouped(now.stages[0].bits_out / 8)} bytes + picture ${grouped(now.stages[1].bits_out / 8)} bytes + frame ${grouped((now.stages[2].bits_out - now.stages[2].bits_in) / 8)} bytes`),
    "write strands": () => strips("Rows of coloured cells: the first bases of some strands, all of one length."),
    sequence: () => strips("Rows of coloured cells: the first bases of some reads."),
    recover: () => strips("Rows of coloured cells: the strands again."),
    unpack: (now) => words(now.message) + `<div class="trip-pair"><figure>${image(now, "seen", "The picture that arrived.")}</figure></div>`,
    paint: (now) => image(now, "painting", "The painting: triangles in eight colours around a tower, in a frame."),
    photograph: (now) => image(now, "photo", "A photograph of the painting, askew on a cluttered table."),
    read: (now) => words(now.read),
  };

  function fill(canvas, rows) {
    const wide = Math.max(...rows.map((row) => row.length)), context = canvas.getContext("2d");
    canvas.width = 6 * wide;
    canvas.height = 16 * rows.length;
    rows.forEach((row, y) => [...row].forEach((base, x) => {
      context.fillStyle = INK[base];
      context.fillRect(6 * x, 16 * y, 5.4, 13);
    }));
  }

  function draw(focus) {
    const now = runs[run], stage = now.stages[step];
    const [title, says] = TITLES[stage.name];
    part(".trip-steps").innerHTML = now.stages.map((one, k) => `<li><button type="button" data-key="step${k}" aria-label="${k + 1}: ${TITLES[one.name][0]}" ${k === step ? 'aria-current="step"' : ""}>${k + 1}</button></li>`).join("");
    const most = Math.max(stage.bits_in, stage.bits_out);
    const bar = (label, bits, kind = "") => `<span>${label}</span><i class="${kind}" style="width:${share(bits, most).toFixed(1)}%"></i><span>${grouped(bits)}</span>`;
    main.innerHTML = `<h3>${step + 1}. ${title}</h3><div class="trip-scene"><div>${scenes[stage.name](now)}</div></div>
      <div class="trip-bars">${bar("in", stage.bits_in)}${bar("out", stage.bits_out)}${stage.bound === null ? "" : bar("bound", stage.bound, "trip-bound")}</div>
      <p>${says}</p>`;
    const canvas = part("canvas");
    if (canvas) fill(canvas, stage.name === "sequence" ? now.reads : now.strands);
    status.textContent = `${change(stage.bits_in, stage.bits_out)}: ${stage.event}.${stage.bound === null ? "" : ` The bound is by ${stage.by}.`}`;
    part("[data-part=where]").textContent = `${step + 1} of ${now.stages.length}`;
    part("[data-key=back]").disabled = step === 0;
    part("[data-key=next]").disabled = step === now.stages.length - 1;
    if (focus) el.querySelector(`[data-key="${focus}"]`)?.focus({ preventScroll: true });
  }
  const go = (to, focus) => { step = Math.max(0, Math.min(runs[run].stages.length - 1, to)); draw(focus); };

  el.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key ?? "";
    if (key === "back") go(step - 1, step === 1 ? "next" : "back");
    else if (key === "next") go(step + 1, step === runs[run].stages.length - 2 ? "back" : "next");
    else if (/^step\d+$/.test(key)) go(+key.slice(4), key);
  });
  el.addEventListener("change", (event) => {
    if (event.target.dataset.key !== "which") return;
    run = +event.target.value;
    go(0);
  });
  el.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || !event.target.closest(".trip-steps")) return;
    event.preventDefault();
    go(step + by);
    el.querySelector(`[data-key="step${step}"]`).focus({ preventScroll: true });
  });
  draw();
  el.dataset.ready = "true";
}

export default { render };
