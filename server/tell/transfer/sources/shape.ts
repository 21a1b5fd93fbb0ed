/** What the readers of the sources share: instants in every spelling, texts without HTML, and the frame of a document. */
import type { TransferDraft, TransferSource } from '@candor/protocol/transfer.ts';
import type { ComponentState, ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';

const iso = (ms: number) => new Date(ms).toISOString();

/** ISO 8601 with an offset, as most sources write it. */
export const Moment = z.string().transform((text, context) => {
  const ms = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) {
    context.addIssue({ code: 'custom', message: `"${text.slice(0, 40)}" is not an instant` });
    return z.NEVER;
  }
  return iso(ms);
});

/** `2026-01-02 03:04:05` on the clocks of a zone; what it names twice is the first of the two. */
export function localMoment(text: string, timeZone: string): string | null {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/.exec(text.trim()) ?? [];
  if (!date || !time) return null;
  try {
    return iso(Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone).epochMilliseconds);
  } catch {
    return null;
  }
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  apos: "'",
  nbsp: ' ',
};

/** Markdown stays as it is; tags of HTML fall away, with their line breaks kept. */
export function plain(text: string): string {
  const tagged = /<\/?(?:p|br|div|ul|ol|li|a|b|i|em|strong|span|code|pre|h[1-6]|var|small)\b[^<>]*>/i.test(
    text,
  );
  const bare = tagged
    ? text
        .replace(/<br\s*\/?>|<\/(?:p|div|li|h[1-6])\s*>/gi, '\n')
        .replace(/<li\b[^<>]*>/gi, '- ')
        .replace(/<\/?[a-z][^<>]*>/gi, '')
        .replace(/&(amp|lt|gt|quot|#39|apos|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
    : text;
  return bare
    .replace(/\r\n?/g, '\n')
    .replace(/\0/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A text in the one language that the sources have, cut where the longest of ours ends. */
export const english = (text: string | null | undefined, otherwise = 'No text was given.') => ({
  // A cut may go through the middle of a character.
  en:
    plain(text ?? '')
      .slice(0, 25_000)
      .toWellFormed() || otherwise,
});
export const named = (text: string | null | undefined, otherwise: string) => ({
  en:
    plain(text ?? '')
      .replace(/\s+/g, ' ')
      .slice(0, 200)
      .toWellFormed() || otherwise,
});

type Lists = {
  groups: NonNullable<TransferDraft['groups']>;
  components: NonNullable<TransferDraft['components']>;
  monitors: NonNullable<TransferDraft['monitors']>;
  incidents: NonNullable<TransferDraft['incidents']>;
  maintenances: NonNullable<TransferDraft['maintenances']>;
  subscribers: NonNullable<TransferDraft['subscribers']>;
  leftOut: NonNullable<TransferDraft['leftOut']>;
};
export type Foreign = TransferDraft & Lists;

export function emptyDocument(kind: TransferSource, id: string, name: string, readAt: string): Foreign {
  return {
    schema: 'candor.export/1',
    source: { kind, id: id.slice(0, 200), name: name.slice(0, 300), readAt },
    page: null,
    groups: [],
    components: [],
    monitors: [],
    incidents: [],
    maintenances: [],
    subscribers: [],
    leftOut: [],
  };
}

export function leave(document: Foreign, section: string, what: string, why: string, count = 1): void {
  if (count > 0)
    document.leftOut.push({ section, what: plain(what).slice(0, 300), why: why.slice(0, 500), count });
}

/** A position of any source as one of ours. */
export const place = (position: number | null | undefined): number =>
  Math.min(10_000, Math.max(0, Math.round(position ?? 0)));

export const address = (url: string | null | undefined): string | null =>
  url && URL.canParse(url) && /^(https?|mailto):$/.test(new URL(url).protocol) ? url : null;

export const zone = (name: string | null | undefined): string | undefined => {
  try {
    return name ? new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone : undefined;
  } catch {
    return undefined;
  }
};

/** The state of each component after each update: what an update does not name stays as it was. */
export function carried() {
  const now = new Map<string, ComponentStatus>();
  return {
    set: (componentId: string, status: ComponentStatus) => void now.set(componentId, status),
    all: (): ComponentState[] => [...now].map(([componentId, status]) => ({ componentId, status })),
    over: (): ComponentState[] => [...now].map(([componentId]) => ({ componentId, status: 'operational' })),
  };
}
