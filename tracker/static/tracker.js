// Makes the components of the GOV.UK Design System work. Every page works without it too.
import { initAll } from "./govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
