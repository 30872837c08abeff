// Saves a form a moment after typing stops, and says so. Without this, its button saves it.
import { drafts, on, same, served, typed } from "./drafts.js";
import { untilUp } from "./mouse.js";

const PAUSE = 1500; // ms after the last key
const LONGEST = 30_000; // ms between two tries
const PATIENCE = 20_000; // ms after which an answer is waited for no more
const ROOM = 60_000; // bytes, all together, that browsers go on sending when the page is gone; more they refuse to send
const LATER = [408, 425, 429]; // what a server in between says where the same is right a moment after

let onTheirWay = 0; // bytes

class Autosave {
  constructor(form, draft) {
    Object.assign(this, { form, draft, tries: 0, sending: null, passes: false });
    this.status = document.querySelector(`[data-status="${form.id}"]`);
    this.saved = form.hasAttribute("data-unsaved") ? null : served(form);
    on(form, "input", () => this.later());
    on(form, "change", () => this.save());
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("dropped", () => (this.passes = true));
    addEventListener("online", () => this.save());
    addEventListener("beforeunload", (event) => this.leave(event));
    addEventListener("pageshow", () => (this.passes = false));
    if (this.isUnsaved && !form.hasAttribute("data-unsaved")) this.save();
  }

  get isUnsaved() {
    return !same(this.saved, typed(this.form));
  }

  later(wait = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
    if (!this.tries && this.outcome !== "stale" && this.outcome !== "signed-out") this.say("");
  }

  // "saved", or what stands against it: "stale", "refused", "signed-out", "trouble" of the server, "away".
  async save() {
    clearTimeout(this.timer);
    if (this.outcome === "stale") return this.outcome;
    while (this.sending) await this.sending;
    if (this.outcome === "stale") return this.outcome;
    if (!this.isUnsaved) return "saved";
    this.sending = this.send();
    this.outcome = await this.sending;
    this.sending = null;
    if ((this.outcome === "saved" || this.outcome === "refused") && !same(this.sent, typed(this.form))) this.later();
    if (this.outcome === "away" || this.outcome === "trouble") this.later(Math.min(LONGEST, 1000 * 2 ** this.tries++));
    return this.outcome;
  }

  // What may have arrived, although no answer came, is sent again first: otherwise one's own text looks like another's.
  async send() {
    const { body, sent } = this.unanswered ?? { body: new FormData(this.form), sent: typed(this.form) };
    this.sent = sent;
    try {
      const answer = await this.post(body);
      const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      this.unanswered = answer.status > 500 || (answer.ok && !said.version) ? { body, sent } : null; // of who stands between
      await untilUp();
      return this.took(answer, said, sent);
    } catch {
      this.unanswered = { body, sent };
      await untilUp();
      this.say("Not saved: there is no connection. What you typed is kept here, and saved as soon as there is one.", "bad");
      return "away";
    }
  }

  async post(body) {
    const size = new Blob([...body.values()]).size + 2000;
    const tired = new AbortController();
    const timer = setTimeout(() => tired.abort(), PATIENCE);
    onTheirWay += size;
    try {
      this.outlives = onTheirWay < ROOM;
      const how = { method: "POST", body, keepalive: this.outlives, signal: tired.signal };
      return await fetch(this.form.dataset.autosave, how);
    } finally {
      onTheirWay -= size;
      clearTimeout(timer);
    }
  }

  took(answer, said, sent) {
    if (answer.ok && said.version) {
      this.tries = 0;
      this.saved = sent;
      this.form.elements.version.value = said.version;
      if (this.isUnsaved) this.draft.keep();
      else this.draft.forget();
      this.say(`Saved ${said.at}`);
      for (const mark of document.querySelectorAll(`[data-carried="${this.form.id}"]`)) mark.hidden = !said.carried;
      this.form.dispatchEvent(new CustomEvent("saved", { detail: said }));
      return "saved";
    }
    if (answer.status === 409 && said.message) return this.stale(said.message);
    if (answer.status === 422 && said.message) return this.say(`Not saved: ${said.message}`, "bad"), "refused";
    if (answer.status === 401 || answer.status === 400) return this.signedOut();
    if (answer.status === 413) return this.say("Not saved: this is too long to be sent. Shorten it.", "bad"), "refused";
    if (answer.status >= 400 && answer.status < 500 && !LATER.includes(answer.status))
      return this.say("Not saved: this can no longer be changed here.", "bad"), "refused";
    this.say("Not saved: the server has a problem. What you typed is kept here, and saved as soon as that is over.", "bad");
    return "trouble";
  }

  stale(message) {
    if (!this.say(`${message} What you typed is kept here, and not saved yet. `, "bad")) return "stale";
    const button = document.createElement("button");
    button.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0 govuk-!-display-block govuk-!-margin-top-2";
    button.setAttribute("form", this.form.id);
    button.textContent = "See both texts";
    this.status?.append(button);
    return "stale";
  }

  signedOut() {
    if (!this.say("Not saved: you are signed out. What you typed is kept in this tab. ", "bad")) return "signed-out";
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = location.pathname; // it asks whoever is signed out to sign in first, and nobody who did so elsewhere
    link.textContent = "Sign in, and it is here again";
    this.status?.append(link);
    link.addEventListener("click", () => (this.passes = true));
    return "signed-out";
  }

  // The button saves first what was typed, so that nobody leaves for a page that does not come.
  async submit(event) {
    if (this.passes || (!this.isUnsaved && !this.sending)) {
      this.passes = true;
      return;
    }
    event.preventDefault();
    this.draft.keep(); // it is not sent yet, and may never be
    if (this.goes) return;
    this.goes = true;
    const outcome = await this.save();
    this.goes = false;
    if (outcome === "away" || outcome === "signed-out") return;
    this.passes = true;
    const { submitter } = event;
    setTimeout(() => this.form.requestSubmit(submitter)); // while the event is still on its way, nothing would come of it
  }

  // What is on its way arrives without the page; what is not, or failed before, is worth a question.
  leave(event) {
    const arrives = this.sending && this.outlives && !this.tries && same(this.sent, typed(this.form));
    if (this.passes || !this.isUnsaved || arrives) return;
    event.preventDefault();
  }

  // Whether it is new: said once more it stays as it is, and so does whoever is at its button or its link.
  say(text, kind = "") {
    if (!this.status || this.said === text) return false;
    this.said = text;
    this.status.textContent = text;
    this.status.classList.toggle("tracker-status--bad", kind === "bad");
    return true;
  }
}

// Beside what another saved nothing saves itself: what is typed there is asked for before the page is left.
function askBefore(form) {
  const links = [...document.querySelectorAll(`a[data-drops="${form.id}"]`)];
  let passes = false;
  form.addEventListener("submit", () => (passes = true));
  for (const link of links) link.addEventListener("click", () => (passes = true));
  addEventListener("pageshow", () => (passes = false));
  addEventListener("beforeunload", (event) => passes || event.preventDefault());
}

for (const [form, draft] of drafts) {
  if (form.dataset.autosave) new Autosave(form, draft);
  else if (form.hasAttribute("data-asks")) askBefore(form);
}
