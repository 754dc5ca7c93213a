// What scrolls sideways in a box of its own can be reached and scrolled from the keyboard.
window.addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  const kinds = "mjx-container, div.math, table, .pst-scrollable-table-container";
  for (const box of document.querySelectorAll(`.bd-article :is(${kinds})`)) {
    if (box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== "visible") {
      box.tabIndex = 0;
    }
  }
});

// Paper is white: what is printed has the light theme, whatever the screen has.
{
  const root = document.documentElement;
  let shown = null;
  const print = (onPaper) => {
    if (onPaper && shown === null) {
      [shown, root.dataset.theme] = [root.dataset.theme ?? "light", "light"];
    } else if (!onPaper && shown !== null) {
      [root.dataset.theme, shown] = [shown, null];
    }
  };
  matchMedia("print").addEventListener("change", ({ matches }) => print(matches));
  window.addEventListener("beforeprint", () => print(true));
  window.addEventListener("afterprint", () => print(false));
}
