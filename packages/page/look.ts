/**
 * A page's own brand in the frame: what its colour, font and CSS add to the style, and what it says above and below.
 * Everything here was checked when it was saved; what is text stays text.
 */
import type { PageLook } from '@candor/protocol/snapshot.ts';
import { type Html, html } from './html.ts';
import { markdown } from './markdown.ts';
import { textIn } from './strings.ts';

/** After the page's own style, so that it may override; the page's CSS comes last. */
export function lookStyle({ accent, font, fontUrl, logoUrl, css }: PageLook): string {
  return [
    fontUrl && `@font-face{font-family:"own";src:url("${fontUrl}") format("woff2");font-display:swap}`,
    font && `body{font-family:${font}}`,
    accent &&
      `:root{--link:${accent.light}}@media(prefers-color-scheme:dark){:root{--link:${accent.dark}}}button:not(.plain),.button{background:var(--link);color:var(--bg)}`,
    logoUrl &&
      '.logo{display:block;height:2.25rem;max-width:14rem;object-fit:contain;object-position:left}header.top{align-items:center}',
    // What could end the element was refused when it was saved; it is taken out here once more.
    css.replaceAll('</', ''),
  ]
    .filter(Boolean)
    .join('');
}

/** The font is asked for at once, though text never waits for it. */
export const fontLink = ({ fontUrl }: PageLook): Html | null =>
  fontUrl === null || fontUrl.startsWith('data:')
    ? null
    : html`<link rel="preload" href="${fontUrl}" as="font" type="font/woff2" crossorigin>`;

export const lookIntro = (look: PageLook | undefined, locale: string): Html | null =>
  look?.intro ? html`<div class="intro">${markdown(textIn(look.intro, locale))}</div>` : null;

export function lookFooter({ footer, footerLinks }: PageLook, locale: string): Html | null {
  if (!footer && footerLinks.length === 0) return null;
  return html`${footer && markdown(textIn(footer, locale))}${
    footerLinks.length > 0 &&
    html`<p>${footerLinks.map(({ label, url }, i) => html`${i > 0 && ' · '}<a href="${url}">${textIn(label, locale)}</a>`)}</p>`
  }`;
}
