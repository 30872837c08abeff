// A cell of the table shows its text as the report prints it, and what was typed once one is in it.
import { untilUp } from "./mouse.js";

// The cell that is left stays as high as it is until the mouse is up, so that what is clicked below it stays there.
addEventListener(
  "pointerdown",
  async () => {
    const cell = document.activeElement?.closest("[data-cell]");
    cell?.classList.add("tracker-cell--open");
    await untilUp();
    cell?.classList.remove("tracker-cell--open");
  },
  true,
);

for (const cell of document.querySelectorAll("[data-cell]")) {
  const area = cell.querySelector("textarea");
  const text = cell.querySelector("[data-text]");
  // As soon as the mouse is down: until it is up, the cell that was left has another height, and all below has moved.
  text.addEventListener("mousedown", (event) => {
    if (event.button || event.target.closest("a")) return;
    event.preventDefault();
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  });
  area.addEventListener("input", () => {
    text.textContent = area.value;
    text.classList.add("tracker-lines");
  });
  area.form.addEventListener("saved", ({ detail }) => {
    const shown = detail.cells ? detail.cells[area.name] : detail.notes;
    if (shown === undefined) return; // others changed it: it stays as it is here until one types into it
    text.innerHTML = shown; // made safe by the server
    text.classList.remove("tracker-lines");
  });
}

// How an action stands follows from what its cells say.
for (const standing of document.querySelectorAll("[data-standing]")) {
  document.getElementById(standing.dataset.standing)?.addEventListener("saved", ({ detail }) => {
    standing.innerHTML = detail.cells.standing;
  });
}
