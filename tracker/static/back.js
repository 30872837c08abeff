// The way back to a plan leads to the view and the actions that were last looked at in this tab; without this, to its table.

const KEY = "plan-as-left";

function asLeft() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // a browser that keeps nothing
  }
}

const left = asLeft();
if (document.querySelector("[data-plan]")) {
  left[location.pathname] = location.search;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(left));
  } catch {
    // A browser that keeps nothing leads back to the table.
  }
}
for (const link of document.querySelectorAll(".govuk-breadcrumbs__link")) {
  if (left[link.pathname]) link.search = left[link.pathname];
}
