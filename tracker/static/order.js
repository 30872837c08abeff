// The actions of a plan are put in order here and now: dragged by the mouse, or moved by the form of their row, which
// works without this too.

const rowsOf = (table) => [...table.tBodies[0].rows];

async function send(form, more) {
  const body = new FormData(form);
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  return answer.ok ? said : { failed: said.message ?? "Nothing was moved: open this page again, and try once more." };
}

// Whoever was at a button of the row still is when the row stands elsewhere.
function putInOrder(table, places) {
  const at = document.activeElement;
  for (const row of rowsOf(table)) {
    const place = places[row.id.slice("action-".length)];
    if (!place) continue;
    row.dataset.place = place;
    for (const number of row.querySelectorAll("[data-number]")) number.textContent = place;
    row.querySelector("[data-mover]").elements.version.value = place;
  }
  table.tBodies[0].append(...rowsOf(table).sort((one, other) => one.dataset.place - other.dataset.place));
  at?.focus({ preventScroll: true });
}

async function move(table, row, more) {
  const before = rowsOf(table).map((one) => Number(one.dataset.place));
  const status = row.querySelector("[data-moved]");
  let said;
  try {
    said = await send(row.querySelector("[data-mover]"), more);
  } catch {
    said = { failed: "Nothing was moved: there is no connection." };
  }
  status.classList.toggle("tracker-status--bad", Boolean(said.failed));
  if (said.failed) {
    status.textContent = said.failed;
    return;
  }
  const place = said.places[row.id.slice("action-".length)];
  if (place < Math.min(...before) || place > Math.max(...before)) location.assign(said.address); // on another page
  else {
    putInOrder(table, said.places);
    row.scrollIntoView({ block: "nearest" });
    status.textContent = said.message;
  }
}

function watch(table) {
  let dragged = null;
  const side = (row, event) => event.clientY > row.getBoundingClientRect().top + row.offsetHeight / 2;
  const unmark = () => table.querySelectorAll("[data-drop]").forEach((row) => delete row.dataset.drop);
  table.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-handle]")?.closest("tr") ?? null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(dragged, 10, 10);
  });
  table.addEventListener("dragover", (event) => {
    const row = event.target.closest("tbody tr");
    if (!dragged || !row) return;
    event.preventDefault();
    unmark();
    if (row !== dragged) row.dataset.drop = side(row, event) ? "after" : "before";
  });
  table.addEventListener("drop", (event) => {
    const row = event.target.closest("tbody tr");
    if (!dragged || !row) return;
    event.preventDefault();
    const after = side(row, event) ? "1" : "";
    if (row !== dragged) move(table, dragged, { beside: row.id.slice("action-".length), after, place: "" });
  });
  table.addEventListener("dragend", () => {
    unmark();
    dragged = null;
  });
  table.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-mover]")) return;
    event.preventDefault();
    const { submitter } = event;
    move(table, event.target.closest("tr"), submitter?.name ? { [submitter.name]: submitter.value } : {});
  });
}

for (const table of document.querySelectorAll("table[data-order]")) watch(table);
