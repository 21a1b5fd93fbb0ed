/** What every part of a document is made with: the snapshot, a reader's language, and where links lead. */
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { markedMarkdown } from './corrected.ts';
import { inLocale } from './document.ts';
import { type Html, html } from './html.ts';
import { markdown } from './markdown.ts';
import { baseOf, languageOf, localeOfText, type Strings, stringsFor, textIn } from './strings.ts';
import { type Times, timesIn } from './times.ts';

export type View = {
  snapshot: Snapshot;
  strings: Strings;
  locale: string;
  times: Times;
  /** Of the page: what every part's words depend on besides the part. */
  face: string;
  /** Where a document stands in this language. */
  link: (path: string) => string;
  /** Where a feed, a form's receiver or what a room hands in stands: in this language where it is there in each. */
  place: (path: string) => string;
  /** Whether components have pages in this language; where they are very many, they have them in the first alone. */
  componentPages: boolean;
  /** A person's text as plain text, for titles and lists. */
  text: (text: LocalizedText) => string;
  /** The same as part of a document, marked with its language when that is not the page's. */
  say: (text: LocalizedText) => Html;
  /** The same as paragraphs. */
  paragraphs: (text: LocalizedText) => Html;
  /** With marks on the words that the other text lacks. */
  marked: (text: LocalizedText, other: LocalizedText, name: 'ins' | 'del') => Html;
};

/** Documents of rooms that are there in every language of the page. */
const IN_EACH = /^\/(?:policy|trust|incidents)(?=\/|$)/;

const MOST_COMPONENT_PAGES = 1_200;

/** Every document is kept ready in memory, so the pages of components have a bound. */
export function localesOfComponents({ page, components }: Snapshot): string[] {
  const few = components.length * page.locales.length <= MOST_COMPONENT_PAGES;
  return few ? page.locales : page.locales.slice(0, 1);
}

export function viewOf(snapshot: Snapshot, locale: string): View {
  const { timeZone, locales } = snapshot.page;
  const first = locales[0] ?? locale;
  const own = baseOf(languageOf(locale));
  const text = (given: LocalizedText) => textIn(given, locale, first);
  /** The language to mark a text with, or null where it is the page's own. */
  const foreign = (given: LocalizedText) => {
    const found = localeOfText(given, locale, first);
    return baseOf(found) === own ? null : found;
  };
  const inItsLanguage = (given: LocalizedText, made: Html) => {
    const lang = foreign(given);
    return lang ? html`<div lang="${lang}" dir="auto">${made}</div>` : made;
  };
  return {
    snapshot,
    locale,
    strings: stringsFor(locale),
    times: timesIn(languageOf(locale), timeZone, snapshot.madeAt),
    face: `${locales.join()} ${timeZone} ${snapshot.page.url}`,
    link: (path) => inLocale(path, locale, first),
    place: (path) => (IN_EACH.test(path) ? inLocale(path, locale, first) : path),
    componentPages: localesOfComponents(snapshot).includes(locale),
    text,
    say(given) {
      const lang = foreign(given);
      return lang ? html`<span lang="${lang}" dir="auto">${text(given)}</span>` : html`${text(given)}`;
    },
    paragraphs: (given) => inItsLanguage(given, markdown(text(given))),
    marked(given, other, name) {
      // Two languages have no words in common to compare.
      const alike = localeOfText(given, locale, first) === localeOfText(other, locale, first);
      return inItsLanguage(
        given,
        alike ? markedMarkdown(text(given), text(other), name) : markdown(text(given)),
      );
    },
  };
}
