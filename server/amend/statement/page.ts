/** A customer's own statement as a page: what they receive, why, when, and how to do the sum again. Pure. */
import { type Html, html, timesIn } from '@candor/page';
import type { StatementRow } from '../credits.ts';
import { creditWords } from './words.ts';

export function statementBody(
  row: StatementRow,
  {
    locale,
    timeZone,
    same,
    dataUrl,
    now,
  }: { locale: string; timeZone: string; same: boolean; dataUrl: string; now: string },
): { title: string; body: Html } {
  const { statement, approvedAt, bookedOn } = row;
  const { period, credit, evidence, steps } = statement;
  const words = creditWords(locale);
  const times = timesIn(words.locale, timeZone, now);
  const at = (ms: number) => times.time(new Date(ms).toISOString());
  const owed = credit.amountMinor > 0;
  return {
    title: words.title(words.periodOf(period.label)),
    body: html`<p>${owed ? html`${words.receive} <strong>${words.amountOf(credit)}</strong>` : words.nothing}</p><p>${words.term(statement)}</p>${owed && html`<p>${approvedAt ? words.booking(bookedOn) : words.preview}</p>`}${
      evidence.downtime.length > 0 &&
      html`<h2>${words.outages}</h2><table><thead><tr><th scope="col">${words.from}</th><th scope="col">${words.until}</th></tr></thead><tbody>${evidence.downtime.map(
        ({ startMs, endMs }) => html`<tr><td>${at(startMs)}</td><td>${at(endMs)}</td></tr>`,
      )}</tbody></table>`
    }<details><summary>${words.sum}</summary><table><thead><tr><th scope="col">${words.step}</th><th scope="col">${words.result}</th></tr></thead><tbody>${steps.map(
      ({ name, formula, result }) =>
        html`<tr><td>${name}: <code>${formula}</code></td><td><code>${result}</code></td></tr>`,
    )}</tbody></table></details>${same && html`<p class="hint">${words.agrees}</p>`}<p><a href="${dataUrl}">${words.data}</a></p>`,
  };
}
