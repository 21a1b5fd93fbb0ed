/**
 * A badge: one label, one state in words, in the flat look that readmes know; and the same as shields.io's endpoint
 * document. Drawn when it is asked for and not before, because a picture cannot say how old it is: whoever draws it
 * looks at the time, and what nobody vouches for any more is drawn as "not known".
 */
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { headline } from './headline.ts';
import { html, render } from './html.ts';
import { stringsFor, textIn } from './strings.ts';
import { writableText } from './xml.ts';

export type Badge = { label: string; message: string; state: ComponentStatus };

/** Dark enough for white text (WCAG AA); the words carry the state, the colour only helps. */
const COLORS: Record<ComponentStatus, string> = {
  operational: '#2e7d5b',
  degraded_performance: '#8a5a00',
  partial_outage: '#9a4a00',
  major_outage: '#b3261e',
  under_maintenance: '#2a5ea8',
  unknown: '#5d5953',
};
const LABEL_COLOR = '#44403b';

/** What the badge of the page, or of one of its components, says at this time; null when there is no such component. */
export function badgeOf(
  snapshot: Snapshot,
  { now, componentId, locale }: { now: string; componentId?: string; locale: string },
): Badge | null {
  const strings = stringsFor(locale);
  const component =
    componentId === undefined ? null : snapshot.components.find(({ id }) => id === componentId);
  if (component === undefined) return null;
  const label = component ? textIn(component.name, locale) : snapshot.page.name;
  const known = component ? component.status : headline(snapshot, strings, locale).state;
  const state = now > snapshot.validUntil ? 'unknown' : known;
  return { label, message: strings.status[state], state };
}

/** Advance widths of Verdana in 2048ths, from the space to the tilde; what is not there counts as wide as a digit. */
const WIDTHS = [
  720, 806, 940, 1676, 1302, 2204, 1488, 550, 930, 930, 1302, 1676, 745, 930, 745, 930, 1302, 1302, 1302,
  1302, 1302, 1302, 1302, 1302, 1302, 1302, 930, 930, 1676, 1676, 1676, 1117, 2048, 1400, 1404, 1430, 1578,
  1295, 1177, 1588, 1539, 862, 931, 1419, 1140, 1726, 1532, 1612, 1235, 1612, 1424, 1400, 1262, 1499, 1400,
  2025, 1403, 1260, 1403, 930, 930, 930, 1676, 1302, 1302, 1230, 1276, 1067, 1276, 1220, 720, 1276, 1296, 562,
  705, 1212, 562, 1992, 1296, 1243, 1276, 1276, 874, 1067, 807, 1296, 1212, 1676, 1212, 1212, 1076, 1300, 930,
  1300, 1676,
];
/** Ideographs, kana, Hangul and full-width forms fill a square. */
const SQUARE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/u;
const FONT_PX = 11;
const PADDING_PX = 6;
const LONGEST = 60;

export function textWidthPx(text: string): number {
  const units = [...text].reduce((sum, character) => {
    if (SQUARE.test(character)) return sum + 2_048;
    return sum + (WIDTHS[character.codePointAt(0)! - 0x20] ?? 1_302);
  }, 0);
  return Math.round((units * FONT_PX) / 204.8) / 10;
}

const short = (text: string) => {
  const characters = [...writableText(text)];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : characters.join('');
};

export function renderBadge({ label: wholeLabel, message, state }: Badge): string {
  const label = short(wholeLabel);
  const [labelPx, messagePx] = [textWidthPx(label), textWidthPx(message)];
  const left = Math.ceil(labelPx) + 2 * PADDING_PX;
  const width = left + Math.ceil(messagePx) + 2 * PADDING_PX;
  // The stated length keeps the text within its field where another font stands in.
  const text = (content: string, x: number, length: number) =>
    html`<text x="${x}" y="14" textLength="${length}" lengthAdjust="spacingAndGlyphs">${content}</text>`;
  return render(
    html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${label}: ${message}"><title>${label}: ${message}</title><clipPath id="r"><rect width="${width}" height="20" rx="3"/></clipPath><g clip-path="url(#r)"><rect width="${left}" height="20" fill="${LABEL_COLOR}"/><rect x="${left}" width="${width - left}" height="20" fill="${COLORS[state]}"/></g><g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="${FONT_PX}">${text(label, PADDING_PX, labelPx)}${text(message, left + PADDING_PX, messagePx)}</g></svg>`,
  );
}

/** https://shields.io/badges/endpoint-badge; shields keeps it for at least five minutes, whatever is asked for. */
export const shieldsDocument = ({ label, message, state }: Badge): Record<string, unknown> => ({
  schemaVersion: 1,
  label,
  message,
  color: COLORS[state],
  labelColor: LABEL_COLOR,
  isError: state === 'unknown',
  cacheSeconds: 300,
});
