/**
 * The elements for the customer's own app, in one module of their own that a page loads when it wants them:
 * `<script type="module" src="https://status.example.com/sdk/candor-embed.js"></script>`, then `<candor-checklist list="…">`
 * and `<candor-survey survey="…">`. Where they find Candor is where the script came from, or their `origin`.
 */
import { defineChecklist } from './checklist.ts';
import { defineSurvey } from './survey.ts';

const home = new URL(import.meta.url).origin;
defineChecklist(home);
defineSurvey(home);
