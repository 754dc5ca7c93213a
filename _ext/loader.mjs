// Mounts the page's widgets with no kernel: each gets the model that anywidget would give it, made
// from the JSON in its data-state. The modules' sources stand in the page, because a browser that
// opens the page from disk refuses to import a file; as a Blob the same source runs everywhere.

const sources = document.querySelectorAll("script.ee376a-module");
const urls = new Map(
  [...sources].map((script) => [
    script.dataset.name,
    URL.createObjectURL(new Blob([JSON.parse(script.textContent)], { type: "text/javascript" })),
  ]),
);

function makeModel(state) {
  const events = new EventTarget();
  const listeners = new Map();
  return {
    get: (key) => state[key],
    set(key, value) {
      if (state[key] === value) return;
      state[key] = value;
      events.dispatchEvent(new Event(`change:${key}`));
      events.dispatchEvent(new Event("change"));
    },
    // There is no kernel to tell.
    save_changes() {},
    send() {},
    on(name, callback) {
      listeners.set(callback, () => callback());
      events.addEventListener(name, listeners.get(callback));
    },
    off(name, callback) {
      events.removeEventListener(name, listeners.get(callback));
    },
  };
}

async function mount(place) {
  const fallback = [...place.childNodes];
  const el = document.createElement("div");
  el.className = "ee376a-widget-view";
  // In the page before it is drawn, so that a module can measure itself.
  place.append(el);
  try {
    const { default: widget } = await import(urls.get(place.dataset.module));
    await widget.render({ model: makeModel(JSON.parse(place.dataset.state)), el });
    fallback.forEach((node) => node.remove());
  } catch (error) {
    el.remove();
    console.error(`widget ${place.dataset.module}:`, error);
  }
}

document.querySelectorAll(".ee376a-widget[data-module]").forEach(mount);
