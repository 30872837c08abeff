// What is pasted from Word or a page keeps its paragraphs and lists, as they are typed here, and drops all else.

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, div, td, th, blockquote, pre";
const AROUND = `${BLOCKS}, ul, ol, table, tbody, tr`;
const SIGN = "[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']"; // what Word writes before an item
const INDENT = "   ";
const squeezed = (text) => text.replace(/\s+/g, " ").trim();

// Text that stands loose between blocks becomes a paragraph of its own.
function wrapLoose(container) {
  if (![...container.children].some((child) => child.matches(AROUND))) return;
  let paragraph = null;
  for (const node of [...container.childNodes]) {
    if (node instanceof Element && node.matches(AROUND)) {
      paragraph = null;
      continue;
    }
    if (!paragraph) {
      paragraph = container.ownerDocument.createElement("p");
      node.before(paragraph);
    }
    paragraph.append(node);
  }
}

const isLeaf = (block) => ![...block.children].some((child) => child.matches(BLOCKS)) && (block.tagName === "LI" || !block.querySelector(BLOCKS));

function own(element) {
  const copy = element.cloneNode(true);
  for (const inner of copy.querySelectorAll(`ul, ol, style, script, ${SIGN}`)) inner.remove();
  for (const line of copy.querySelectorAll("br")) line.replaceWith("\u2028");
  return copy.textContent.split("\u2028").map(squeezed).filter(Boolean).join("\n");
}

function signOf(text) {
  const found = /^([0-9]+|[a-z])[.)]?$/i.exec(text);
  if (!found || (found[1] === "o" && text === "o")) return "- "; // a round sign in Courier
  return /^[0-9]/.test(found[1]) ? `${found[1]}. ` : `${found[1].toLowerCase()}) `;
}

function markOf(item) {
  const list = item.parentElement;
  if (list.tagName !== "OL") return "- ";
  const items = [...list.children].filter((child) => child.tagName === "LI");
  return `${(list.start || 1) + items.indexOf(item)}. `;
}

function depthOf(item) {
  let depth = -1;
  for (let at = item; at; at = at.parentElement) if (at.tagName === "OL" || at.tagName === "UL") depth += 1;
  return Math.max(depth, 0);
}

function line(element) {
  const text = own(element);
  const level = Number(/mso-list:[^;]*level([1-9])/.exec(element.getAttribute("data-style") ?? "")?.[1] ?? 0);
  if (level) {
    const sign = signOf(squeezed(element.querySelector(SIGN)?.textContent ?? ""));
    return { item: true, text: INDENT.repeat(level - 1) + sign + text, bare: !text };
  }
  const item = element.closest("li");
  if (!item) return { item: false, text, bare: !text };
  const begins = item === element || item.querySelector(BLOCKS) === element;
  const before = INDENT.repeat(depthOf(item)) + (begins ? markOf(item) : INDENT);
  return { item: true, text: before + text.replaceAll("\n", `\n${INDENT.repeat(depthOf(item) + 1)}`), bare: !text };
}

// Items stand close together; everything else has an empty line between.
const together = (lines) =>
  lines.map(({ text, item }, at) => (at === 0 ? "" : item && lines[at - 1].item ? "\n" : "\n\n") + text).join("");

// Styles are read and never applied, so that the browser has nothing to complain of.
const inert = (html) =>
  html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=/gi, " data-style=").replace(/\son[a-z]+\s*=/gi, " data-on=");

export function fromHtml(html) {
  const page = new DOMParser().parseFromString(inert(html), "text/html");
  for (const container of [page.body, ...page.body.querySelectorAll("div, td, th, blockquote")]) wrapLoose(container);
  const lines = [...page.body.querySelectorAll(BLOCKS)].filter(isLeaf).map(line).filter(({ bare }) => !bare);
  return lines.length ? together(lines) : own(page.body);
}

export const fromText = (text) =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/^([ \t]*)(?:[•·▪◦§\uF0B7]|o(?=\t))[ \t]+/gm, "$1- ")
    .replace(/^([ \t]*[0-9]+)[.)]\t+/gm, "$1. ");

document.addEventListener("paste", (event) => {
  const area = event.target;
  if (area.tagName !== "TEXTAREA" || !area.form?.hasAttribute("data-draft")) return;
  const html = event.clipboardData.getData("text/html");
  const plain = event.clipboardData.getData("text/plain");
  const text = (html && fromHtml(html)) || fromText(plain);
  if (!text || text === plain) return;
  event.preventDefault();
  if (document.execCommand("insertText", false, text)) return; // what can be undone
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
});
