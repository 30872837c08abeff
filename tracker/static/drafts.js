// What somebody typed and has not saved stays in this tab, for them alone, until it is saved or they sign out: past a
// page left by mistake, a server that was away, and a session that ended.

const person = document.body.dataset.person;
const wentBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
const came = document.referrer.startsWith(location.origin) ? new URL(document.referrer).pathname : "";
const refused = document.body.hasAttribute("data-refused");
const NOT_TYPED = ["hidden", "file", "submit", "button", "fieldset"];

const controls = (form) => [...form.elements].filter((control) => !NOT_TYPED.includes(control.type));
const isChosen = (control) => control.type === "radio" || control.type === "checkbox";

export const typed = (form) => controls(form).map((control) => [control.name, control.value, control.checked]);
// What the server sent, whatever the browser put into it since: one that goes back does so before any script runs.
export const served = (form) =>
  controls(form).map((control) => {
    const options = control.options && [...control.options];
    const option = options && (options.find((one) => one.defaultSelected) ?? options[0]);
    if (isChosen(control)) return [control.name, control.value, control.defaultChecked];
    return [control.name, option ? option.value : control.defaultValue, control.checked];
  });
// Controls of a form need not stand inside it.
export const on = (form, name, act) =>
  document.addEventListener(name, (event) => event.target.form === form && act(event));
export const same = (some, others) => JSON.stringify(some) === JSON.stringify(others);

// The same choice is a list in the table and radios on its page; a field that is gone, such as a rating that one may no
// longer set, keeps nothing else from its place.
function put(form, kept) {
  for (const control of controls(form)) {
    const there = kept.filter(([name]) => name === control.name);
    if (!there.length) continue;
    const isOn = there.some(([, value, checked]) => value === control.value && checked !== false);
    if (isChosen(control)) control.checked = isOn;
    else control.value = (there.find(([, , checked]) => checked) ?? there[0])[1];
  }
}

// Rows that were added when it was typed: "steps-3" has its button in the fieldset of "steps-0".
function addRows(form, names) {
  for (const name of names.filter((wanted) => /-[0-9]+$/.test(wanted) && !form.elements[wanted])) {
    const first = form.elements[name.replace(/[0-9]+$/, "0")];
    first?.closest("fieldset").querySelector(":scope > button[name^='add_']")?.click();
    if (document.activeElement?.form === form) document.activeElement.blur(); // nobody asked to be there
  }
}

// What the page was made from, where it tells; what is only added, such as an answer, was made from nothing.
const madeFrom = (form) => form.elements.version ?? form.elements.seen;

export class Draft {
  constructor(form) {
    this.form = form;
    this.key = `draft ${person} ${new URL(form.action).pathname}`;
  }

  get kept() {
    return JSON.parse(sessionStorage.getItem(this.key));
  }

  keep(sent = false) {
    const { form } = this;
    const { base } = form.elements; // beside what another saved, it is still typed over what was there before
    const version = (base ?? madeFrom(form))?.value;
    const draft = { page: location.pathname, version, typed: typed(form), sent };
    sessionStorage.setItem(this.key, JSON.stringify(draft));
  }

  forget() {
    sessionStorage.removeItem(this.key);
  }

  // Puts back what is kept, with the version that it was typed over, so that saving it finds out what others saved.
  putBack() {
    const { kept, form } = this;
    if (!kept) return false;
    addRows(form, kept.typed.map(([name]) => name));
    const before = served(form);
    if (!same(kept.typed, before)) put(form, kept.typed);
    if (same(typed(form), before)) {
      this.forget();
      return false;
    }
    if (madeFrom(form)) madeFrom(form).value = kept.version;
    this.keep();
    return true;
  }
}

// What was sent and answered is a draft no more; what was sent and refused, or never answered, still is.
for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith("draft "))) {
  const { page, sent } = JSON.parse(sessionStorage.getItem(key));
  if (sent && page === came && !refused && !wentBack) sessionStorage.removeItem(key);
}

function say(form) {
  const told = document.createElement("div");
  told.className = "govuk-inset-text";
  told.setAttribute("role", "status");
  told.append("What you typed here before was not saved yet. It is back in the form. ");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0 govuk-!-display-block govuk-!-margin-top-2";
  button.textContent = "Use what is saved instead";
  button.addEventListener("click", () => {
    new Draft(form).forget();
    form.dispatchEvent(new CustomEvent("dropped"));
    location.assign(location.pathname + location.search);
  });
  told.append(button);
  form.prepend(told);
}

export const drafts = new Map([...document.querySelectorAll("form[data-draft]")].map((form) => [form, new Draft(form)]));

for (const [form, draft] of drafts) {
  if (form.hasAttribute("data-unsaved")) draft.keep();
  else if (draft.putBack()) {
    if (!form.dataset.autosave) say(form);
  } else if (!wentBack && !same(typed(form), served(form))) draft.keep(); // typed before this ran
  on(form, "input", () => draft.keep());
  form.addEventListener("submit", () => draft.keep(true));
}

// "Keep what is saved" gives up what was typed.
for (const link of document.querySelectorAll("a[data-drops]")) {
  const draft = drafts.get(document.getElementById(link.dataset.drops));
  link.addEventListener("click", () => draft?.forget());
}

for (const form of document.querySelectorAll("form[action$='/sign-out'], form[action$='/by-link/leave']")) {
  form.addEventListener("submit", () => {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith("draft ")) sessionStorage.removeItem(key);
  });
}
