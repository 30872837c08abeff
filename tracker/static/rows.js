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
