/**
 * One holding page as one file: every language in it, nothing fetched from anywhere else, right at every address of a
 * site, without script and on paper. Its words hold whenever it is served. Pure: no clock, no store.
 */
import { createHash } from 'node:crypto';
import type { HoldingKind } from '@candor/protocol/holding.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { type Html, html, render, trusted } from '../html.ts';
import { markdown } from '../markdown.ts';
import { isRtl, stringsFor, textIn } from '../strings.ts';
import { timesIn } from '../times.ts';
import { HOLDING_SCRIPT } from './script.ts';
import { holdingStyle } from './style.ts';
import { EAST } from './words-east.ts';
import type { HoldingWords } from './words-type.ts';
import { WEST } from './words-west.ts';

/** What a postmortem's public version says, in the language in which it was written. */
export type HoldingChanges = {
  locale: string;
  title: string;
  url: string;
  whatHappened: readonly string[];
  whatWeDo: readonly string[];
  actions: readonly { title: string; dueOn: string | null; doneAt: string | null }[];
};

export type HoldingLook = {
  name: string;
  locales: readonly string[];
  timeZone: string;
  accent: { light: string; dark: string } | null;
  font: string | null;
  /** A data: address. */
  logo: string | null;
  /** The status page. */
  url: string;
  supportUrl: string | null;
  support: LocalizedText | null;
  links: readonly { label: LocalizedText; url: string }[];
  words: Partial<Record<HoldingKind, { title: LocalizedText | null; text: LocalizedText | null }>>;
  /** The key by which the newest word is proven; null: it is not asked for. */
  liveKey: string | null;
  /** When the words were last changed. */
  madeAt: string;
  changes: HoldingChanges | null;
};

export const HOLDING_LANGUAGES: Readonly<Record<string, HoldingWords>> = { ...WEST, ...EAST };

export const holdingWordsFor = (locale: string): HoldingWords =>
  HOLDING_LANGUAGES[locale.split('-')[0]!] ?? HOLDING_LANGUAGES['en']!;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Stands for a time in a sentence that script completes; the script looks for the same mark. */
const MARK = '\u0001';

/** What a browser may do with these pages, for those who send it as a header too. */
export function holdingPolicy(look: HoldingLook): string {
  const from = look.liveKey ? new URL(look.url).origin : null;
  return [
    "default-src 'none'",
    `style-src ${hashOf(holdingStyle(look))}`,
    `script-src ${hashOf(HOLDING_SCRIPT)}`,
    'img-src data:',
    ...(from ? [`connect-src ${from}`] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

export function renderHolding(kind: HoldingKind, look: HoldingLook): string {
  const [first = 'en'] = look.locales;
  const style = holdingStyle(look);
  const live = look.liveKey && kind !== 'changes';
  const title = titleOf(kind, look, first);
  return render(html`<!doctype html>
<html lang="${first}" dir="${isRtl(first) ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${holdingPolicy(look)}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><title>${title}</title><link rel="icon" href="data:,"><style>${trusted(style)}</style></head><body${live && html` data-from="${look.url.replace(/\/+$/, '')}/now.json" data-key="${look.liveKey}"`}><main>${look.locales.map(
    (locale, i) => section(kind, look, locale, i === 0),
  )}</main><script>${trusted(HOLDING_SCRIPT)}</script></body></html>
`);
}

const isolated = (name: string, locale: string) => (isRtl(locale) ? `\u2068${name}\u2069` : name);

function titleOf(kind: HoldingKind, look: HoldingLook, locale: string): string {
  const own = look.words[kind]?.title;
  return own
    ? textIn(own, locale, look.locales[0])
    : holdingWordsFor(locale).title[kind](isolated(look.name, locale));
}

function section(kind: HoldingKind, look: HoldingLook, locale: string, first: boolean): Html {
  const words = holdingWordsFor(locale);
  const strings = stringsFor(locale);
  const own = look.words[kind]?.text;
  const times = timesIn(locale, look.timeZone, look.madeAt);
  const text = own ? textIn(own, locale, look.locales[0]) : words.text[kind](isolated(look.name, locale));
  const others = look.locales.filter((other) => other !== locale);
  return html`<section class="${first ? 'l f' : 'l'}" id="${locale}" lang="${locale}" dir="${isRtl(locale) ? 'rtl' : 'ltr'}"><p class="b" dir="auto">${look.logo ? html`<img src="${look.logo}" alt="${look.name}">` : look.name}</p><h1>${titleOf(kind, look, locale)}</h1>${markdown(text)}${
    kind === 'changes' && changesOf(look.changes, words, times)
  }${(kind === 'outage' || kind === 'maintenance') && html`<p><a class="go" href="">${words.tryAgain}</a></p>`}<div class="live" hidden data-next="${strings.nextWordBy}" data-as="${strings.asOf(MARK)}" data-old="${strings.expired}"><p class="q">${words.live}</p><p class="s"></p><p class="n"></p><p class="a"></p></div><div class="w"><p>${words.newest} <a href="${look.url}">${look.url.replace(/^https?:\/\/|\/$/g, '')}</a></p>${look.support && markdown(textIn(look.support, locale, look.locales[0]))}<p>${look.supportUrl && html`<a href="${look.supportUrl}">${strings.support}</a>`}${look.links.map(({ label, url }, i) => html`${(i > 0 || look.supportUrl) && ' · '}<a href="${url}">${textIn(label, locale, look.locales[0])}</a>`)}</p><p class="t">${words.madeAt(`${times.date(look.madeAt)}, ${times.clock(look.madeAt)}`)}</p>${
    others.length > 0 &&
    html`<nav aria-label="${strings.languages}">${others.map((other) => html`<a href="#${other}" hreflang="${other}" lang="${other}" dir="auto">${nameOf(other)}</a> `)}</nav>`
  }</div></section>`;
}

function changesOf(
  changes: HoldingChanges | null,
  words: HoldingWords,
  times: { day(date: string): string },
): Html {
  if (!changes) return html`<p>${words.nothingYet}</p>`;
  const { locale, title, url, whatHappened, whatWeDo, actions } = changes;
  const dir = isRtl(locale) ? 'rtl' : 'ltr';
  return html`<h2 lang="${locale}" dir="${dir}"><a href="${url}">${title}</a></h2>${
    whatHappened.length > 0 &&
    html`<h2>${words.whatHappened}</h2><div lang="${locale}" dir="${dir}">${whatHappened.map(markdown)}</div>`
  }${
    whatWeDo.length + actions.length > 0 &&
    html`<h2>${words.whatWeDo}</h2><div lang="${locale}" dir="${dir}">${whatWeDo.map(markdown)}</div><ul>${actions.map(
      (action) =>
        html`<li><span lang="${locale}">${action.title}</span>${
          action.doneAt
            ? ` (${words.done(times.day(action.doneAt.slice(0, 10)))})`
            : action.dueOn && ` (${words.due(times.day(action.dueOn))})`
        }</li>`,
    )}</ul>`
  }`;
}

function nameOf(locale: string): string {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}
