// Who else is at this standard, and whether they saved something: asked as long as the page is in sight.
import { drafts, on, same, typed } from "./drafts.js";
import { untilUp } from "./mouse.js";

const EVERY = 20_000; // ms

const listed = (names) => (names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);

class Presence {
  constructor(form, isAlone) {
    Object.assign(this, { form, isAlone, said: "", began: typed(form) });
    this.place = document.querySelector(`[data-others="${form.id}"]`);
    form.addEventListener("saved", () => (this.began = typed(form)));
    on(form, "focusin", () => this.ask());
    setInterval(() => this.ask(), EVERY);
    document.addEventListener("visibilitychange", () => this.ask());
    this.ask();
  }

  get isHere() {
    const at = document.activeElement;
    return !document.hidden && (this.isAlone || (at?.form === this.form && at.type !== "hidden"));
  }

  async ask() {
    if (!this.isHere || performance.now() - this.asked < 2000) return;
    this.asked = performance.now();
    try {
      const body = new FormData();
      body.set("csrf_token", this.form.elements.csrf_token.value);
      const answer = await fetch(this.form.dataset.here, { method: "POST", body });
      const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      await untilUp();
      if (answer.ok && said.others) this.show(said);
    } catch {
      // Nobody to ask: what saves the text says so.
    }
  }

  show({ others, version, by, number }) {
    const is = others.length > 1 ? "are" : "is";
    const here = others.length ? `${listed(others)} ${is} at ${number} too. ` : "";
    const newer = version > Number(this.form.elements.version.value) && same(this.began, typed(this.form));
    const text = here + (newer ? `${by} saved something new. ` : "");
    if (!this.place || text === this.said) return;
    this.said = text;
    this.place.textContent = text;
    if (newer) {
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = location.pathname;
      link.textContent = "Show it";
      this.place.append(link);
    }
  }
}

const forms = [...drafts.keys()].filter((form) => form.dataset.here);
for (const form of forms) new Presence(form, forms.length === 1);
