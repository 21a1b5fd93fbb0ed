/** The public forms of what was learned: the postmortem's public version, and the table of famous outages. */
import { type Html, html, markdown, timesIn } from '@candor/page';
import type { PostmortemDocument, Sentence } from '@candor/protocol/postmortem.ts';
import type { ComparisonRow, ComparisonTable } from '#library';
import { postmortemWords } from './public-words.ts';

const prose = (sentences: readonly Sentence[]): Html => html`${sentences.map(({ text }) => markdown(text))}`;

const part = (title: string, body: Html, any: boolean): Html =>
  any ? html`<h2>${title}</h2>${body}` : html``;

export function postmortemBody(
  { sections, publishedAt, version, startedAt, resolvedAt }: PostmortemDocument,
  locale: string,
  timeZone: string,
): Html {
  const { publicVersion: pub, timeline, actions, unknowns, corrections } = sections;
  const shown = timeline.filter(({ kind }) => kind !== 'other' && kind !== 'change');
  const words = postmortemWords(locale);
  const times = timesIn(locale, timeZone, ANOTHER_YEAR);
  const today = (at: string) => timesIn(locale, timeZone, startedAt).clock(at);
  const due = (day: string | null) => (day ? words.due(times.date(`${day}T12:00:00.000Z`)) : words.noDate);
  return html`<p class="age">${words.from(times.clock(startedAt), resolvedAt && times.clock(resolvedAt))} ${publishedAt && words.published(times.date(publishedAt), version)}</p>${prose(pub.apology)}${part(words.whatHappened, prose(pub.whatHappened), pub.whatHappened.length > 0)}${part(
    words.timeline,
    html`<table><tbody>${shown.map(({ at, text }) => html`<tr><td><time datetime="${at}">${today(at)}</time></td><td>${text}</td></tr>`)}</tbody></table>`,
    shown.length > 0,
  )}${part(words.whatWeDo, html`${prose(pub.whatWeDo)}<ul>${actions.map(({ title, dueOn, doneAt }) => html`<li>${title} (${doneAt ? words.done(times.date(doneAt)) : due(dueOn)})</li>`)}</ul>`, pub.whatWeDo.length + actions.length > 0)}${part(
    words.credits,
    prose(pub.credits),
    pub.credits.length > 0,
  )}${part(words.unknowns, prose(unknowns.items), unknowns.items.length > 0)}${part(words.whereToAsk, prose(pub.whereToAsk), pub.whereToAsk.length > 0)}${part(
    words.corrections,
    html`<ul>${corrections.map(({ at, what }) => html`<li>${times.date(at)}: ${what}</li>`)}</ul>`,
    corrections.length > 0,
  )}`;
}

/** A postmortem is read years later: its times carry their whole date. */
const ANOTHER_YEAR = '1970-01-01T00:00:00.000Z';

const SHOWN: (keyof ComparisonRow)[] = [
  'org',
  'title',
  'date',
  'duration',
  'firstWord',
  'cause',
  'impact',
  'makeGood',
  'lesson',
];

/** A cell of the table; what was written from memory says so. */
function cellOf(row: ComparisonRow, key: keyof ComparisonRow): Html {
  const cell = row[key];
  if (typeof cell === 'string') return html`${cell}`;
  if (!('unverified' in cell)) return html``;
  return html`${cell.text ?? 'not known'}${cell.unverified && html` <em>(unverified)</em>`}`;
}

/** Famous outages and one's own, side by side, with sources and contradictions. */
export function caseTableBody({ columns, rows }: ComparisonTable): Html {
  const shown = columns.filter(({ key }) => SHOWN.includes(key));
  return html`<p>What is known of well-known outages, beside our own. A value marked “unverified” was written from memory and not found in a source yet. Where sources contradict each other, both are shown.</p>${rows.map(
    (row) =>
      html`<h2>${row.org}: ${row.title}</h2><table><tbody>${shown
        .filter(({ key }) => key !== 'org' && key !== 'title')
        .map(({ key, label }) => html`<tr><th scope="row">${label}</th><td>${cellOf(row, key)}</td></tr>`)}${
        row.caveats.length > 0 &&
        html`<tr><th scope="row">Disputed or unclear</th><td>${row.caveats.map(({ text }) => html`<p>${text}</p>`)}</td></tr>`
      }</tbody></table><details><summary>${row.sources.length === 1 ? 'One source' : `${row.sources.length} sources`}</summary><ul>${row.sources.map(
        ({ name, url, kind, note }) =>
          html`<li>${url ? html`<a href="${url}" rel="noopener nofollow">${name}</a>` : name} (${kind}${note && `; ${note}`})</li>`,
      )}</ul></details>`,
  )}`;
}
