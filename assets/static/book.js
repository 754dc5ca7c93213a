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
