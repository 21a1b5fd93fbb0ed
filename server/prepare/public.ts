/** The policy for the public: a page per language, a page per earlier version, and the same as JSON. */
import { type Html, html, markdown, renderDocument, textIn, timesIn } from '@candor/page';
import type { Checklist, PolicyDocument, PolicyVersionInFull } from '@candor/protocol/prepare.ts';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { ShelfItem } from '#web';
import { prepareWords } from './prepare-words.ts';

type Page = Snapshot['page'];

/** Documents that are there in every language of the page. */
const IN_EACH = /^\/(?:(?:policy|checklists|history|promises)(?=[/#?]|$)|(?=#|$))/;

/** What stands before a language's addresses; the first language of the page has none. */
export const prefixOf = (locale: string, [first = 'en']: readonly string[]): string =>
  locale === first ? '' : `/${locale}`;

/** The same document in the reader's language, where it is one of ours. */
export const addressIn = (url: string, prefix: string): string =>
  IN_EACH.test(url) ? `${prefix}${url}` : url;

export function policyDocuments(
  page: Page,
  versions: readonly PolicyVersionInFull[],
  checklists: readonly Checklist[],
): Map<string, ShelfItem> {
  const documents = new Map<string, ShelfItem>();
  const [current, ...earlier] = versions;
  if (!current) return documents;
  for (const locale of page.locales) {
    const prefix = prefixOf(locale, page.locales);
    const put = (path: string, title: string, body: Html) =>
      documents.set(`${prefix}${path}`, {
        contentType: 'text/html; charset=utf-8',
        body: renderDocument(page, { locale, path, title, body }),
      });
    const words = prepareWords(locale);
    const times = timesIn(locale, page.timeZone, current.publishedAt);
    const open = checklists.filter(({ state }) => state === 'open');
    put(
      '/policy',
      textIn(current.document.title, locale),
      html`<p class="age">${words.version(current.version, times.date(current.publishedAt))}</p>${policyBody(current.document, locale, page)}${
        open.length > 0 &&
        html`<h2>${words.readiness}</h2><ul>${open.map(({ slug, title }) => html`<li><a href="${prefix}/checklists/${slug}">${textIn(title, locale)}</a></li>`)}</ul>`
      }${changesPart(current, locale)}${
        earlier.length > 0 &&
        html`<h2>${words.history}</h2><ul>${earlier.map(({ version, publishedAt }) => html`<li><a href="${prefix}/policy/versions/${version}">${words.version(version, times.date(publishedAt))}</a></li>`)}</ul>`
      }`,
    );
    for (const old of earlier)
      put(
        `/policy/versions/${old.version}`,
        textIn(old.document.title, locale),
        html`<p class="age">${words.oldVersion(old.version, times.date(old.publishedAt))} <a href="${prefix}/policy">${words.toCurrent}</a></p>${policyBody(old.document, locale, page)}${changesPart(old, locale)}`,
      );
  }
  documents.set('/policy.json', {
    contentType: 'application/json; charset=utf-8',
    headers: { 'Access-Control-Allow-Origin': '*' },
    body: JSON.stringify({
      version: current.version,
      publishedAt: current.publishedAt,
      note: current.note,
      url: `${page.url.replace(/\/+$/, '')}/policy`,
      document: current.document,
      versions: versions.map(({ version, publishedAt, note, changes }) => ({
        version,
        publishedAt,
        note,
        changes,
      })),
    }),
  });
  return documents;
}

/** What a version says, in the order in which a reader in trouble asks. */
function policyBody(document: PolicyDocument, locale: string, page: Page): Html {
  const words = prepareWords(locale);
  const { targets, channels, handling, credits, reporting, recovery, intro } = document;
  const say = (text: Record<string, string>) => markdown(textIn(text, locale));
  return html`${intro && say(intro)}<h2 id="targets">${words.targets}</h2>${targetsPart(targets, locale)}<h2 id="handling">${words.handling}</h2>${say(handling.text)}${cadencePart(handling.cadence, locale)}${channelsPart(channels, locale, page)}<h2 id="reporting">${words.reporting}</h2>${say(reporting)}<h2 id="recovery">${words.recovery}</h2>${say(recovery)}<h2 id="credits">${words.credits}</h2>${say(credits.text)}${creditsPart(credits.rules, locale)}`;
}

function targetsPart(targets: PolicyDocument['targets'], locale: string): Html {
  const words = prepareWords(locale);
  if (targets.length === 0) return html`<p>${words.noTargets}</p>`;
  return html`<ul>${targets.map(
    ({ name, percent, period, note }) =>
      html`<li>${textIn(name, locale)}: <b>${percentIn(locale, percent)}</b> ${words.available} ${words.target[period]}${note && markdown(textIn(note, locale))}</li>`,
  )}</ul>`;
}

function cadencePart(cadence: PolicyDocument['handling']['cadence'], locale: string): Html {
  const words = prepareWords(locale);
  if (cadence.length === 0) return html``;
  const first = cadence.some(({ firstWordMinutes }) => firstWordMinutes !== null);
  const time = (minutes: number | null, say = (text: string) => text) =>
    minutes === null ? words.notPromised : say(minutesIn(locale, minutes));
  const rows = cadence
    .toSorted((a, b) => a.severity - b.severity)
    .map(
      ({ meaning, firstWordMinutes, everyMinutes }) =>
        html`<tr><th scope="row">${textIn(meaning, locale)}</th>${first && html`<td>${time(firstWordMinutes, words.within)}</td>`}<td>${time(everyMinutes)}</td></tr>`,
    );
  return html`<table><thead><tr><th scope="col">${words.severity}</th>${first && html`<th scope="col">${words.firstWord}</th>`}<th scope="col">${words.every}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** With the page's own support address, unless the policy names it already. */
function channelsPart(
  channels: PolicyDocument['channels'],
  locale: string,
  { supportUrl, locales }: Page,
): Html {
  const words = prepareWords(locale);
  const prefix = prefixOf(locale, locales);
  const named = supportUrl === null || channels.some(({ url }) => url === supportUrl);
  const rows = channels.map(({ name, url, hours, answerWithinMinutes }) => {
    const label = textIn(name, locale);
    const more = [
      hours && textIn(hours, locale),
      answerWithinMinutes && words.answers(minutesIn(locale, answerWithinMinutes)),
    ].filter(Boolean);
    return html`<li>${url ? html`<a href="${addressIn(url, prefix)}">${label}</a>` : label}${more.length > 0 && `: ${more.join(', ')}`}</li>`;
  });
  if (!named) rows.push(html`<li><a href="${supportUrl}">${words.support}</a></li>`);
  return rows.length === 0 ? html`` : html`<h2 id="channels">${words.channels}</h2><ul>${rows}</ul>`;
}

function creditsPart(rules: PolicyDocument['credits']['rules'], locale: string): Html {
  const words = prepareWords(locale);
  if (rules.length === 0) return html``;
  const rows = rules
    .toSorted((a, b) => Number(b.below) - Number(a.below))
    .map(
      ({ below, creditPercent }) =>
        html`<tr><th scope="row">${words.below(percentIn(locale, below))}</th><td>${words.credit(percentIn(locale, creditPercent))}</td></tr>`,
    );
  return html`<table><thead><tr><th scope="col">${words.availability}</th><th scope="col">${words.creditColumn}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** What this version changed, in the reader's language: the old words struck, the new ones after them. */
function changesPart({ version, note, changes }: PolicyVersionInFull, locale: string): Html {
  const words = prepareWords(locale);
  const shown = changes.filter(
    // A change of a text in another language is no news for this reader.
    (change) => change.locale === null || change.locale === locale || change.locale === locale.split('-')[0],
  );
  const notes = note && html`<p>${textIn(note, locale)}</p>`;
  if (version === 1) return html`${notes}`;
  return html`<h2 id="changes">${words.changes}</h2>${notes}<ul>${shown.map(
    ({ path, was, is }) =>
      html`<li>${headingOf(path, locale)}: ${was !== null && html`<del>${was}</del> `}${is !== null && html`<ins>${is}</ins>`}</li>`,
  )}</ul>`;
}

function headingOf(path: string, locale: string): string {
  const words = prepareWords(locale);
  const [part = ''] = path.split('.');
  const headings: Record<string, string> = {
    targets: words.targets,
    channels: words.channels,
    handling: words.handling,
    credits: words.credits,
    reporting: words.reporting,
    recovery: words.recovery,
  };
  return headings[part] ?? words.changes;
}

const percentIn = (locale: string, text: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'percent',
    minimumFractionDigits: text.split('.')[1]?.length ?? 0,
    maximumFractionDigits: 4,
  }).format(Number(text));

function minutesIn(locale: string, count: number): string {
  const [value, unit] =
    count % 1_440 === 0
      ? [count / 1_440, 'day']
      : count % 60 === 0
        ? [count / 60, 'hour']
        : [count, 'minute'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit: String(unit), unitDisplay: 'long' })
    .format(Number(value))
    .replace(/ (?=\p{sc=Han})/u, '');
}
