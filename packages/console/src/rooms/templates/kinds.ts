/** What messages there are, in the order in which an outage needs them, and the phases that have words of their own. */
import type { MessageKind, MessagePhase, TemplateMatrix, Tone } from '@candor/protocol/words.ts';

export type Slot = { kind: MessageKind; phase: MessagePhase | null; label: string; when: string };

/** One row of the table: a message that Candor may send, with its own template per tone and language. */
export const SLOTS: readonly Slot[] = [
  { kind: 'update', phase: 'investigating', label: 'Investigating', when: 'the first word' },
  { kind: 'update', phase: 'identified', label: 'Identified', when: 'the cause is known' },
  { kind: 'update', phase: 'monitoring', label: 'Monitoring', when: 'it works again and is being watched' },
  { kind: 'update', phase: 'resolved', label: 'Resolved', when: 'the end' },
  { kind: 'no_change', phase: null, label: 'No change', when: 'a promise is due and nothing is new' },
  { kind: 'relapse', phase: null, label: 'Relapse', when: 'it fails again after a recovery' },
  { kind: 'correction', phase: null, label: 'Correction', when: 'an earlier message was wrong' },
  { kind: 'apology', phase: null, label: 'Apology', when: 'after the end' },
  { kind: 'postmortem_ready', phase: null, label: 'Postmortem ready', when: 'the review is public' },
  { kind: 'credit', phase: null, label: 'Credit', when: 'a credit was approved' },
  { kind: 'survey', phase: null, label: 'Survey', when: 'those affected are asked' },
  { kind: 'questions', phase: null, label: 'Questions', when: 'those affected may ask, and are answered' },
  {
    kind: 'support_script',
    phase: null,
    label: 'Support script',
    when: 'what those who answer customers may say',
  },
  { kind: 'internal', phase: null, label: 'Internal summary', when: 'for the own staff' },
  { kind: 'maintenance', phase: 'scheduled', label: 'Maintenance planned', when: 'announced ahead' },
  { kind: 'maintenance', phase: 'reminded', label: 'Maintenance reminder', when: 'shortly before it starts' },
  { kind: 'maintenance', phase: 'in_progress', label: 'Maintenance begun', when: 'it starts' },
  { kind: 'maintenance', phase: 'extended', label: 'Maintenance extended', when: 'it takes longer' },
  { kind: 'maintenance', phase: 'verifying', label: 'Maintenance verifying', when: 'it is being checked' },
  { kind: 'maintenance', phase: 'completed', label: 'Maintenance completed', when: 'it is done' },
  { kind: 'maintenance', phase: 'cancelled', label: 'Maintenance cancelled', when: 'it will not happen' },
];

export const TONES: readonly Tone[] = ['plain', 'formal', 'warm', 'technical'];

/** The address of a slot: `update-investigating`, `no_change`. */
export const slotKey = ({ kind, phase }: Pick<Slot, 'kind' | 'phase'>): string =>
  phase ? `${kind}-${phase}` : kind;

export const slotOf = (key: string): Slot | null => SLOTS.find((slot) => slotKey(slot) === key) ?? null;

const WHILE_IT_LASTS: ReadonlySet<MessageKind> = new Set([
  'no_change',
  'relapse',
  'support_script',
  'internal',
]);

/** Kinds without phases of their own are rendered in the phase in which they are sent. */
export const phaseFor = ({ kind, phase }: Pick<Slot, 'kind' | 'phase'>): MessagePhase =>
  phase ?? (WHILE_IT_LASTS.has(kind) ? 'investigating' : 'resolved');

/** A cell's address; the segment stands last, and is left out for the words that everybody gets. */
export const cellPath = (
  slot: Pick<Slot, 'kind' | 'phase'>,
  { tone, locale, segment }: { tone: string; locale: string; segment: string | null },
): string =>
  `/templates/${slotKey(slot)}/${tone}/${locale}${segment ? `/${encodeURIComponent(segment)}` : ''}`;

export type Cell = TemplateMatrix['items'][number];

/** own: made for this cell by this site; shipped: made for it by us; fallback: words of another cell stand in. */
export function stateOf(
  { templateId, from, answered, tone }: Cell,
  { locale, segment }: { locale: string; segment: string | null },
): 'own' | 'shipped' | 'fallback' {
  if (templateId) return 'own';
  // The shipped bodies are the same for every segment; where one hears more, a note is added to them.
  const exact =
    answered.tone === tone && (answered.locale === locale || locale.startsWith(`${answered.locale}-`));
  return from === 'shipped' &&
    exact &&
    (segment === null || answered.segment === segment || answered.segment === null)
    ? 'shipped'
    : 'fallback';
}
