/** What the banner says: a pure choice from the status, the time and what the reader has dismissed. */
import type { StatusState } from './status.ts';
import { plainText, textIn, wordsFor } from './words.ts';

export type Headline = {
  /** What a dismissal is remembered by: the update, so that the next one is shown again. */
  key: string;
  /** `unknown` is not an all-clear; `ok` is shown by a banner that is always there. */
  tone: 'outage' | 'unknown' | 'ok';
  title: string;
  text: string;
  incidentId: string | null;
  next: { label: string; atMs: number } | null;
};

export function headlineOf(
  { view, known }: StatusState,
  {
    nowMs,
    locale,
    components,
    always,
  }: { nowMs: number; locale: string; components: readonly string[] | null; always: boolean },
): Headline | null {
  const words = wordsFor(locale);
  const ours = (view?.incidents ?? [])
    .filter(
      (incident) => !components || incident.components.some((hit) => components.includes(hit.componentId)),
    )
    .sort((a, b) => a.severity - b.severity);
  const [incident] = ours;
  const plain = (tone: Headline['tone'], title: string, key: string = title): Headline => ({
    key,
    tone,
    title,
    text: '',
    incidentId: null,
    next: null,
  });
  if (!view) return always ? plain('unknown', `${words.unknown}: –`) : null;
  if (!incident && known) {
    // No incident is not yet an all-clear: the components have to say so too, each of them.
    const said = view.components.filter(({ id }) => !components || components.includes(id));
    const some = (...statuses: string[]) => said.some(({ status }) => statuses.includes(status));
    if (some('major_outage', 'partial_outage', 'degraded_performance'))
      return plain('outage', words.trouble, `parts:${said.map(({ status }) => status)}`);
    if (!always) return null;
    if (said.length === 0 || some('unknown'))
      return plain('unknown', `${words.unknown}: ${clockTime(Date.parse(view.madeAt), locale)}`);
    return some('under_maintenance') ? plain('unknown', words.maintenance) : plain('ok', words.ok);
  }
  if (!known) {
    // Nothing was wrong when it was last heard: silence on a page that works is not a claim that all is well.
    if (!incident && !always) return null;
    return {
      key: `unknown:${view.version}`,
      tone: 'unknown',
      title: `${words.unknown}: ${clockTime(Date.parse(view.madeAt), locale)}`,
      text: incident ? textIn(incident.title, locale) : '',
      incidentId: incident?.id ?? null,
      next: null,
    };
  }
  const [update] = incident!.updates;
  const by = incident!.nextUpdateBy ? Date.parse(incident!.nextUpdateBy) : null;
  return {
    key: update?.id ?? incident!.id,
    tone: 'outage',
    title: textIn(incident!.title, locale) + (ours.length > 1 ? ` (+${ours.length - 1})` : ''),
    text: update ? plainText(textIn(update.text, locale)) : '',
    incidentId: incident!.id,
    next: by === null ? null : { label: by > nowMs ? words.next : words.due, atMs: by },
  };
}

export const clockTime = (ms: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(ms);

/** "in 12 min", "in 40 sec": how far away a time is. */
export function distance(ms: number, nowMs: number, locale: string): string {
  const seconds = Math.round((ms - nowMs) / 1000);
  const format = new Intl.RelativeTimeFormat(locale, { style: 'short' });
  if (Math.abs(seconds) < 90) return format.format(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  return Math.abs(minutes) < 90
    ? format.format(minutes, 'minute')
    : format.format(Math.round(minutes / 60), 'hour');
}
