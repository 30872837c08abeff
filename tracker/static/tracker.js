// Makes the components of the GOV.UK Design System work. Every page works without it too.
import { initAll } from "./govuk/govuk-frontend.min.js";
import "./rows.js";
import "./drafts.js";
import "./autosave.js";
import "./presence.js";
import "./paste.js";
import "./cells.js";
import "./order.js";
import "./back.js";
import "./meeting.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A sentence for the report goes onto the clipboard; without this it is copied as any text.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
  });
}
