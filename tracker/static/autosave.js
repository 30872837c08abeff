// Saves a form a moment after typing stops, and says so. Without this, its button saves it.
import { drafts, on, same, typed } from "./drafts.js";

const PAUSE = 1500; // ms after the last key
const LONGEST = 30_000; // ms between two tries

class Autosave {
  constructor(form, draft) {
    Object.assign(this, { form, draft, tries: 0, sending: null, passes: false });
    this.status = document.querySelector(`[data-status="${form.id}"]`);
    this.saved = form.hasAttribute("data-put-back") ? null : typed(form);
    on(form, "input", () => this.later());
    on(form, "change", () => this.save());
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("dropped", () => (this.passes = true));
    addEventListener("online", () => this.save());
    addEventListener("beforeunload", (event) => this.leave(event));
    if (this.isUnsaved) this.save();
  }

  get isUnsaved() {
    return !same(this.saved, typed(this.form));
  }

  later(wait = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
    if (!this.tries && this.outcome !== "stale") this.say("");
  }

  // "saved", or what stands against it: "stale", "refused", "signed-out", "trouble" of the server, "away".
  async save() {
    clearTimeout(this.timer);
    if (this.outcome === "stale") return this.outcome;
    while (this.sending) await this.sending;
    if (!this.isUnsaved) return "saved";
    this.sending = this.send();
    this.outcome = await this.sending;
    this.sending = null;
    if (this.outcome === "saved" && this.isUnsaved) this.later();
    if (this.outcome === "away" || this.outcome === "trouble") this.later(Math.min(LONGEST, 1000 * 2 ** this.tries++));
    return this.outcome;
  }

  async send() {
    const sent = typed(this.form);
    try {
      const body = new FormData(this.form);
      const answer = await fetch(this.form.dataset.autosave, { method: "POST", body, keepalive: true });
      const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      return this.took(answer, said, sent);
    } catch {
      this.say("Not saved: there is no connection. What you typed is kept here, and saved as soon as there is one.", "bad");
      return "away";
    }
  }

  took(answer, said, sent) {
    if (answer.ok) {
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
    if (answer.status < 500) return this.say("Not saved: this can no longer be changed here.", "bad"), "refused";
    this.say("Not saved: the server has a problem. What you typed is kept here, and saved as soon as that is over.", "bad");
    return "trouble";
  }

  stale(message) {
    this.say(`${message} What you typed is kept here, and not saved yet. `, "bad");
    const button = document.createElement("button");
    button.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0 govuk-!-display-block govuk-!-margin-top-2";
    button.setAttribute("form", this.form.id);
    button.textContent = "See both texts";
    this.status?.append(button);
    return "stale";
  }

  signedOut() {
    this.say("Not saved: you are signed out. What you typed is kept in this tab. ", "bad");
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
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
    const outcome = await this.save();
    if (outcome === "away" || outcome === "signed-out") return;
    this.passes = true;
    const { submitter } = event;
    setTimeout(() => this.form.requestSubmit(submitter)); // while the event is still on its way, nothing would come of it
  }

  // What is on its way arrives without the page; what is not, or failed before, is worth a question.
  leave(event) {
    if (this.passes || !this.isUnsaved || (this.sending && !this.tries)) return;
    event.preventDefault();
  }

  say(text, kind = "") {
    if (!this.status || this.status.textContent === text) return;
    this.status.textContent = text;
    this.status.classList.toggle("tracker-status--bad", kind === "bad");
  }
}

for (const [form, draft] of drafts) {
  if (form.dataset.autosave) new Autosave(form, draft);
}
