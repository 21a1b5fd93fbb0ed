/** The frame that every public document shares: head, skip link, header, footer. */
import type { PageLook } from '@candor/protocol/snapshot.ts';
import { BAR_PATTERNS } from './bars.ts';
import { type Html, html, render, trusted } from './html.ts';
import { fontLink, lookFooter, lookStyle } from './look.ts';
import { PAGE_SCRIPT } from './script.ts';
import { RTL, type Strings, textIn } from './strings.ts';
import { PAGE_STYLE } from './style.ts';

export type Frame = {
  locale: string;
  locales: readonly string[];
  strings: Strings;
  title: string;
  description: string;
  pageName: string;
  supportUrl: string | null;
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
    supportUrl,
    path,
    body,
    footer,
    noindex,
    refreshSeconds,
    look,
  } = frame;
  const first = locales[0] ?? locale;
  const others = locales.filter((other) => other !== locale);
  const ownFooter = look && lookFooter(look, locale);
  const home = inLocale('/', locale, first);
  return render(html`<!doctype html>
<html lang="${locale}" dir="${RTL.has(locale.split('-')[0]!) ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><meta name="description" content="${description}"><meta property="og:title" content="${title}"><meta property="og:description" content="${description}"><meta name="color-scheme" content="light dark">${
    (noindex || look?.noindex) && html`<meta name="robots" content="noindex">`
  }${refreshSeconds && html`<noscript><meta http-equiv="refresh" content="${refreshSeconds}"></noscript>`}<link rel="icon" href="${look?.faviconUrl ?? trusted(ICON)}">${look && fontLink(look)}<link rel="alternate" type="application/rss+xml" href="/feed.rss" title="RSS"><link rel="alternate" type="application/atom+xml" href="/feed.atom" title="Atom"><link rel="alternate" type="application/feed+json" href="/feed.json" title="JSON Feed">${others.map(
    (other) => html`<link rel="alternate" hreflang="${other}" href="${inLocale(path, other, first)}">`,
  )}<style>${trusted(PAGE_STYLE)}${look && trusted(lookStyle(look))}</style></head><body><a class="skip" href="#status">${strings.skip}</a>${BAR_PATTERNS}<div class="w"><header class="top"><a href="${home}">${look?.logoUrl ? html`<img class="logo" src="${look.logoUrl}" alt="${pageName}">` : pageName}</a><nav>${look?.headerLinks.map(({ label, url }) => html`<a href="${url}">${textIn(label, locale)}</a>`)}${others.map(
    (other) =>
      html`<a href="${inLocale(path, other, first)}" hreflang="${other}" lang="${other}">${nameOf(other)}</a>`,
  )}${supportUrl && html`<a href="${supportUrl}">${strings.support}</a>`}</nav></header>${body}${(footer || ownFooter) && html`<footer>${footer}${ownFooter}</footer>`}</div><script>${trusted(PAGE_SCRIPT)}</script></body></html>`);
}

/** A language's own name for itself. */
const nameOf = (locale: string): string => {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
};
