// Makes the components of the GOV.UK Design System work. Every page works without it too.
import { initAll } from "./govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// "Another step" and its like add a row here and now; without this, the server adds it and sends the page again.
for (const button of document.querySelectorAll("fieldset > button[name^='add_']")) {
  button.addEventListener("click", (event) => {
    const last = button.previousElementSibling;
    const before = last?.querySelector("textarea");
    if (!before) return;
    event.preventDefault();
    const row = last.cloneNode(true);
    const text = row.querySelector("textarea");
    const label = row.querySelector("label");
    const next = (number) => String(Number(number) + 1);
    text.id = text.name = before.name.replace(/\d+$/, next);
    text.value = "";
    text.classList.remove("govuk-textarea--error");
    text.removeAttribute("aria-describedby");
    row.classList.remove("govuk-form-group--error");
    row.querySelector(".govuk-error-message")?.remove();
    label.htmlFor = text.id;
    label.textContent = label.textContent.replace(/\d+(?=\s*$)/, next);
    last.after(row);
    text.focus();
  });
}

// A browser that goes back fetches the page anew, with what others saved meanwhile. What was typed then comes back with
// the version that it was typed over, so that saving it shows both texts. What was sent and answered is forgotten.
const wentBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
// Who leaves the page of a standard to see to its evidence finds what they typed there when that brings them back.
const backHere = sessionStorage.getItem("returns to") === location.pathname;
// A small form elsewhere on a page ("Close" at a remark) leads back to the page: what was typed meanwhile is there again.
const cameBack = sessionStorage.getItem("leads back") !== null;
sessionStorage.removeItem("leads back");
const hidden = (control) => control.type === "hidden" || control.tagName === "BUTTON" || control.tagName === "FIELDSET";
const drafts = Object.keys(sessionStorage).filter((key) => key.startsWith("draft "));

for (const key of drafts) {
  if (!wentBack && JSON.parse(sessionStorage.getItem(key)).sent) sessionStorage.removeItem(key);
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = `draft ${location.pathname}`;
  const version = form.elements.version;
  const controls = () => [...form.elements].filter((control) => !hidden(control));
  const keep = (sent) => {
    const typed = controls().map((control) => [control.name, control.value, control.checked]);
    sessionStorage.setItem(key, JSON.stringify({ version: version.value, typed, sent }));
  };
  const draft = JSON.parse(sessionStorage.getItem(key));
  const now = controls();
  const anew = (wentBack && draft?.version !== version.value) || backHere || cameBack;
  if (anew && draft?.typed.length === now.length) {
    draft.typed.forEach(([, value, checked], index) => Object.assign(now[index], checked === undefined ? { value } : { value, checked }));
    version.value = draft.version;
  } else if (!wentBack && !backHere) {
    sessionStorage.removeItem(key);
  }
  form.addEventListener("input", () => keep(false));
  form.addEventListener("submit", () => sessionStorage.getItem(key) && keep(true));
}

if (backHere) sessionStorage.removeItem("returns to");
for (const form of document.querySelectorAll("form[data-keeps-draft]")) {
  form.addEventListener("submit", () => sessionStorage.setItem("returns to", form.dataset.keepsDraft));
}

for (const form of document.querySelectorAll("form[data-leads-back]")) {
  form.addEventListener("submit", () => sessionStorage.setItem("leads back", ""));
}

for (const form of document.querySelectorAll("form[action$='/sign-out']")) {
  form.addEventListener("submit", () => drafts.forEach((key) => sessionStorage.removeItem(key)));
}

// A sentence for the report goes onto the clipboard; without this it is copied as any text.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
  });
}
