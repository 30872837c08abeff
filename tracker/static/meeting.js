// The meeting view is turned by keys, as pages are; a key that somebody types or scrolls with is left to them.
const view = document.querySelector("[data-meeting]");

const target = {
  ArrowRight: "[rel=next]",
  ArrowLeft: "[rel=prev]",
  PageDown: "[rel=next]",
  PageUp: "[rel=prev]",
  Home: "[data-first]",
  End: "[data-last]",
};

// A standard that is longer than the screen is read to its end first.
const scrolls = (key) =>
  (key === "PageDown" && innerHeight + scrollY < document.documentElement.scrollHeight - 2) ||
  (key === "PageUp" && scrollY > 2);

if (view) {
  view.querySelector("[data-keys]").hidden = false;
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]") || scrolls(event.key)) return;
    const link = Object.hasOwn(target, event.key) && view.querySelector(target[event.key]);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
}
