/**
 * What a digest says: of each incident the newest word alone, and of what is over one line, in the reader's language
 * and zone, and for a segment in the words that were made for it. Pure.
 */
import { html, markdown, render, textIn } from '@candor/page';
import type { MachineEvent, Rendered } from '#carriers';
import { type Incident, isOpen, type Update } from '#timeline';
import { withoutMarks } from '#words';
import { frameIn } from './frame.ts';
import type { Dialect } from './reach.ts';

export type DigestItem = { incident: Incident; update: Update };

const SUBJECT_CHARS = 200;

/** Planned work that lies ahead goes on too. */
const goesOn = ({ incident }: DigestItem) => isOpen(incident);

/** What goes on first, the most severe first; then what is over. */
export const inOrder = (items: readonly DigestItem[]): DigestItem[] =>
  items.toSorted(
    (a, b) =>
      Number(goesOn(b)) - Number(goesOn(a)) ||
      a.incident.severity - b.incident.severity ||
      a.incident.startedAt.localeCompare(b.incident.startedAt),
  );

/** With the words that readers of a segment got in place of the shared ones. */
export const forSegment = ({ incident, update }: DigestItem, segment: string): DigestItem => ({
  incident,
  update: { ...update, text: { ...update.text, ...update.segmentTexts?.[segment] } },
});

export function renderDigest(
  items: readonly DigestItem[],
  { locale, timeZone, now, publicUrl }: Dialect & { now: string; publicUrl: string },
): Rendered {
  const frame = frameIn({ locale, timeZone, now });
  const told = inOrder(items).map((item) => {
    const { incident, update } = item;
    const title = textIn(incident.title, locale);
    const url = `${publicUrl}/incidents/${incident.id}`;
    if (!goesOn(item)) {
      const lasted =
        incident.kind === 'incident' && incident.resolvedAt
          ? ` (${frame.lasted(incident.startedAt, incident.resolvedAt)})`
          : '';
      const line = `${frame.phase[incident.phase]}: ${title}`;
      const review = incident.postmortem && { name: frame.review, url: `${url}/postmortem` };
      return {
        line,
        text: `${line}${lasted}\n${url}${review ? `\n${review.name}: ${review.url}` : ''}`,
        html: html`<p dir="auto"><strong>${frame.phase[incident.phase]}</strong>: <a href="${url}">${title}</a>${lasted}${review && html`<br><a href="${review.url}">${review.name}</a>`}</p>`,
      };
    }
    const body = textIn(update.text, locale);
    const line = `${frame.phase[update.phase]}: ${title}`;
    return {
      line,
      text: [`${line} (${frame.clock(update.at)})`, withoutMarks(body), url].join('\n\n'),
      html: html`<h3 dir="auto"><a href="${url}">${title}</a></h3>
<p dir="auto"><strong>${frame.phase[update.phase]}</strong>, ${frame.clock(update.at)}</p>
<div dir="auto">${markdown(body)}</div>`,
    };
  });
  const more = told.length > 1 ? ` (+${told.length - 1})` : '';
  const first = told[0]!.line.replaceAll(/\s+/g, ' ').slice(0, SUBJECT_CHARS - more.length);
  return {
    subject: `${first}${more}`,
    text: `${told.map(({ text }) => text).join('\n\n* * *\n\n')}${frame.end.text}`,
    html: `${told.map((each) => render(each.html)).join('\n')}${frame.end.html}`,
    short: `${first}${more} ${told.length === 1 ? `${publicUrl}/incidents/${items[0]!.incident.id}` : `${publicUrl}/`}`,
  };
}

/** For machines: where each of them stands. */
export const digestEvent = (items: readonly DigestItem[], publicUrl: string): MachineEvent => ({
  type: 'incident.digest',
  data: {
    incidents: inOrder(items).map(({ incident, update }) => ({
      id: incident.id,
      title: incident.title,
      phase: incident.phase,
      severity: incident.severity,
      startedAt: incident.startedAt,
      resolvedAt: incident.resolvedAt,
      components: incident.components,
      url: `${publicUrl}/incidents/${incident.id}`,
      update: { id: update.id, phase: update.phase, text: update.text, at: update.at },
    })),
  },
});
