/** The frame that every public document shares: head, skip link, header, footer. */
import type { PageLook } from '@candor/protocol/snapshot.ts';
import { BAR_PATTERNS } from './bars.ts';
import { EXPIRY_STYLE } from './expiry.ts';
import { type Html, html, render, trusted } from './html.ts';
import { fontLink, lookFooter, lookStyle } from './look.ts';
import { previewTags } from './preview.ts';
import { PAGE_SCRIPT } from './script.ts';
import { isRtl, languageOf, type Strings, textIn } from './strings.ts';
import { PAGE_STYLE } from './style.ts';

export type Frame = {
  locale: string;
  locales: readonly string[];
  strings: Strings;
  title: string;
  description: string;
  pageName: string;
  /** The page's own address, for what is read elsewhere. */
  pageUrl?: string | undefined;
  supportUrl: string | null;
  /** This document has feeds of its own, at its path with an ending behind it. */
  ownFeeds?: boolean;
  /** This document's path without its language, such as `/` or `/incidents/inc_…`. */
  path: string;
  body: Html;
  footer?: Html;
  noindex?: boolean;
  refreshSeconds?: number;
  look?: PageLook | undefined;
};

const ICON =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E%3Ccircle cx=%228%22 cy=%228%22 r=%226%22 fill=%22%232e7d5b%22/%3E%3C/svg%3E';

const SIDE_BY_SIDE = 2;

/** The same document in another language. */
export const inLocale = (path: string, locale: string, first: string): string =>
  locale === first ? path : `/${locale}${path}`;

export function documentOf(frame: Frame): string {
  const {
    locale,
    locales,
    strings,
    title,
    description,
    pageName,
    pageUrl,
    supportUrl,
    path,
    body,
    footer,
    noindex,
    refreshSeconds,
    look,
    ownFeeds,
  } = frame;
  const first = locales[0] ?? locale;
  const others = locales.filter((other) => other !== locale);
  const ownFooter = look && lookFooter(look, locale);
  const home = inLocale('/', locale, first);
  // Script asks for what no link names under the path that the page lives at.
  const base = pageUrl && new URL(pageUrl).pathname.replace(/\/+$/, '');
  return render(html`<!doctype html>
<html lang="${languageOf(locale)}" dir="${isRtl(languageOf(locale)) ? 'rtl' : 'ltr'}"${base && html` data-base="${base}"`}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><meta name="description" content="${description}">${
    pageUrl &&
    previewTags({
      title,
      description,
      pageName,
      locale,
      url: `${pageUrl}${inLocale(path, locale, first)}`,
      image: `${pageUrl}${inLocale('/card.png', locale, first)}`,
    })
  }<meta name="color-scheme" content="light dark">${
    (noindex || look?.noindex) && html`<meta name="robots" content="noindex">`
  }${refreshSeconds && html`<noscript><meta http-equiv="refresh" content="${refreshSeconds}"></noscript>`}<link rel="icon" href="${look?.faviconUrl ?? trusted(ICON)}">${look && fontLink(look)}${ownFeeds && feedLinks(path, frame, `: ${title}`)}${feedLinks('/feed', frame)}<link rel="alternate" type="text/calendar" href="${inLocale('/calendar.ics', locale, first)}" title="iCalendar"><link rel="alternate" type="application/json+oembed" href="/oembed?url=${encodeURIComponent(inLocale(path, locale, first))}&amp;format=json">${others.map(
    (other) => html`<link rel="alternate" hreflang="${other}" href="${inLocale(path, other, first)}">`,
  )}<style>${trusted(PAGE_STYLE + EXPIRY_STYLE)}${look && trusted(lookStyle(look))}</style></head><body><a class="skip" href="#status">${strings.skip}</a>${BAR_PATTERNS}<div class="w"><header class="top"><a href="${home}" dir="auto">${look?.logoUrl ? html`<img class="logo" src="${look.logoUrl}" alt="${pageName}">` : pageName}</a><nav aria-label="${strings.languages}">${look?.headerLinks.map(({ label, url }) => html`<a href="${url}">${textIn(label, locale)}</a> `)}${languageLinks(frame, others)}${supportUrl && html`<a href="${supportUrl}">${strings.support}</a>`}</nav></header>${body}<p id="news" class="vh" role="status" data-changed="${strings.changed}"></p>${(footer || ownFooter) && html`<footer>${footer}${ownFooter}</footer>`}</div><script>${trusted(PAGE_SCRIPT)}</script></body></html>`);
}

/** Feed readers find feeds by these; most take the first. */
const feedLinks = (path: string, { locale, locales }: Frame, about = ''): Html =>
  html`${FEED_KINDS.map(
    ([ending, type, name]) =>
      html`<link rel="alternate" type="${type}" href="${inLocale(`${path}.${ending}`, locale, locales[0] ?? locale)}" title="${name}${about}">`,
  )}`;

const FEED_KINDS = [
  ['rss', 'application/rss+xml', 'RSS'],
  ['atom', 'application/atom+xml', 'Atom'],
  ['json', 'application/feed+json', 'JSON Feed'],
] as const;

/** A few languages stand beside each other; many are folded, so that the name of the page keeps its place. */
function languageLinks({ path, locale, locales, strings }: Frame, others: readonly string[]): Html | false {
  const links = others.map(
    (other) =>
      html`<a href="${inLocale(path, other, locales[0] ?? locale)}" hreflang="${other}" lang="${other}" dir="auto">${nameOf(other)}</a> `,
  );
  if (links.length <= SIDE_BY_SIDE) return html`${links}`;
  return html`<details class="lang"><summary>${nameOf(locale)}<span class="vh"> (${strings.languages})</span></summary><div>${links}</div></details>`;
}

const names = new Map<string, string>();

/** A language's own name for itself; a page speaks few of them, and asking takes long. */
function nameOf(locale: string): string {
  const known = names.get(locale);
  if (known) return known;
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  const own = name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  names.set(locale, own);
  return own;
}
