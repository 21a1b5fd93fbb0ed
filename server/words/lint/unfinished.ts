/**
 * P04, its other half: a place that a template or a suggestion left to fill in, and nobody did. Readers of every
 * language meet these as they stand, because nothing fills them any more.
 */
import { type Draft, finding, matches, type PlainRule } from './draft.ts';

const PLACES: readonly RegExp[] = [
  /\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}|\$\{\w[^{}\n]{0,60}\}/u,
  /\[(?:TBD|TBC|TO(?:DO)|FIX(?:ME)|X{2,}|(?:insert|fill in|add|your|einfügen|insérer|insertar|inserir)\b[^\]\n]{0,60}|time|date|name|component|service|Zeit|Uhrzeit|Datum|Dienst|heure|hora)\]/iu,
  /(?<![\p{L}\d])(?:TO(?:DO)|FIX(?:ME))(?![\p{L}\d])|(?<![\p{L}\d])(?:XX|xx|HH|hh):(?:XX|xx|MM|mm)(?![\p{L}\d])|\blorem ipsum\b/u,
  // As the linter's own suggestions leave it open.
  /…\s?(?:%|UTC\b|GMT\b)/u,
];

export const leavesNothingToFill: PlainRule = (draft) => {
  // A hole in a quotation or an address is one too.
  const whole: Draft = { ...draft, own: draft.text };
  return PLACES.flatMap((pattern) =>
    [...matches(whole, pattern)].map((place) =>
      finding(
        draft,
        'P04',
        'error',
        `"${place.text.trim()}" is a place that was left to fill in. Write what belongs there, or leave it out.`,
        { at: place, suggest: '' },
      ),
    ),
  );
};
