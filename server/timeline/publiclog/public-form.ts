/**
 * What of a fact the public log holds, pure. Only what the public page shows, field by field; people, monitors' names,
 * notes and escalations never. A rule here is for ever: the log is made of its bytes, so a field may be added for a new
 * kind only, and none may be taken away.
 */
import { canonical, sha256 } from '#lib/canonical.ts';
import { committedPaths, GENESIS } from '../chain.ts';

/** A fact as it is stored: its free texts are commitments. */
export type StoredFact = {
  id: string;
  position: number;
  subject: string;
  at: string;
  recordedAt: string;
  by: string;
  kind: string;
  body: Record<string, unknown>;
};

/** The fields that are published, and why; kinds that are not here are not. */
const PUBLISHED: Record<string, { fields: readonly string[]; why: string }> = {
  'incident.opened': {
    fields: ['title', 'severity', 'components', 'startedAt', 'impact'],
    why: 'the incident as the page shows it; since when is what credits are reckoned from',
  },
  'incident.retitled': {
    fields: ['title', 'impact'],
    why: 'the page shows the new title in place of the old',
  },
  'severity.changed': { fields: ['from', 'to'], why: 'the page shows the severity; the reason is for staff' },
  'symptom.joined': {
    fields: ['componentId', 'status', 'failedAt'],
    why: 'it moves what is affected and since when; which monitor saw it is not shown',
  },
  'symptom.cleared': { fields: ['recoveredAt'], why: 'the page shows when it was seen to recover' },
  'update.published': {
    fields: ['updateId', 'phase', 'text', 'origin', 'nextUpdateBy', 'components'],
    why: 'the word itself, and the promise of the next',
  },
  'update.corrected': { fields: ['updateId', 'text', 'reason'], why: 'the page marks corrections' },
  'estimate.given': { fields: ['recoveryAt', 'basis'], why: 'the page shows when it is expected to be over' },
  'workaround.given': { fields: ['text'], why: 'the page shows what to do meanwhile' },
  'promise.kept': { fields: ['updateId', 'dueAt', 'keptBy', 'withUpdateId'], why: 'the page counts it' },
  'promise.missed': { fields: ['updateId', 'dueAt'], why: 'the page counts it, above all' },
  'promise.snoozed': {
    fields: ['updateId', 'dueAt', 'until', 'reason'],
    why: 'the page says that the next word comes later, and why',
  },
  'maintenance.scheduled': {
    fields: ['title', 'components', 'scheduledFor', 'scheduledUntil'],
    why: 'the page announces it; the reason is for staff',
  },
  'maintenance.started': { fields: [], why: 'the page shows the phase' },
  'maintenance.extended': { fields: ['scheduledUntil'], why: 'the page shows the end' },
  'maintenance.moved': { fields: ['scheduledFor', 'scheduledUntil'], why: 'the page shows the times' },
  'maintenance.verifying': { fields: [], why: 'the page shows the phase' },
  'maintenance.overran': { fields: ['incidentId', 'since'], why: 'an overrun is public' },
  'incident.linked': { fields: ['to', 'relation'], why: 'the page shows what it came from' },
  'maintenance.completed': { fields: [], why: 'the page shows the phase' },
  'maintenance.cancelled': { fields: [], why: 'the page shows the phase; the reason is for staff' },
  'postmortem.published': { fields: ['postmortemId', 'version', 'digest'], why: 'it is on the page' },
  'postmortem.corrected': { fields: ['postmortemId', 'version', 'digest'], why: 'it is on the page' },
  'fact.redacted': { fields: ['factId'], why: 'that a text was removed must be seen; why may name a person' },
};

/** Kinds that stay in the house, and why. A kind that is in neither list fails a test. */
export const KEPT_PRIVATE: Record<string, string> = {
  'monitor.failed': 'evidence for staff; what it does to the public stands in the incident',
  'monitor.recovered': 'as the failure',
  'monitor.silenced': 'what did not happen is for staff',
  'component.status_changed': 'no room records it',
  'incident.acknowledged': 'who took it is about a person',
  'acknowledgement.missed': 'about a person',
  'escalation.stepped': 'names persons',
  'escalation.exhausted': 'how staff are reached',
  'role.assigned': 'names a person',
  'task.added': 'internal work',
  'task.done': 'internal work',
  'note.entered': 'internal notes',
  'promise.reminded': 'names a person',
  'maintenance.extension_asked': 'names a person',
  'promise.acknowledged': 'names a person',
  'promise.escalated': 'names persons',
  'gate.overridden': 'a decision among staff; the update it let through is published',
  'challenge.raised': 'asked of staff; what is said in answer is published',
  'challenge.answered': 'as its raising',
  'challenge.dismissed': 'a decision among staff',
  'statement.approved': 'names a person',
  'approval.asked': 'about a text that nobody outside has seen',
  'approval.given': 'names a person',
  'approval.refused': 'names a person; the text was never public',
  'approval.missed': 'how staff work together; what went out is published',
  'carrier.skipped': 'how messages go out',
  'duplicate.suppressed': 'how messages go out',
  'action.added': 'names a person; the postmortem publishes what it wants to',
  'action.done': 'as its adding',
  'credits.approved': 'between the provider and each customer',
  'holding.published': 'what stands outside says so itself',
  'holding.withdrawn': 'as its publishing',
  'workflow.ran': 'how the house works; what it published is published',
  'workflow.failed': 'how the house works',
  'followup.sent': 'addresses those who were affected',
  'afterword.sent': 'addresses those who were affected',
  'questions.opened': 'the page of questions says so itself',
  'questions.closed': 'as their opening',
  'survey.opened': 'addresses those who were told',
  'trust.measured': 'the trust report publishes it with its method',
};

export const PUBLIC_KINDS: readonly string[] = Object.keys(PUBLISHED);

/** Kinds with which something becomes public; what came before in its subject is published with it. */
export const FIRST_WORDS: ReadonlySet<string> = new Set(['update.published', 'maintenance.scheduled']);

/** A body as the public has it; `without` names fields that were replaced before anybody saw them. */
function publicBody({ kind, body }: StoredFact, without: readonly string[] = []): Record<string, unknown> {
  const { fields } = PUBLISHED[kind]!;
  const picked = Object.entries(body).filter(
    ([name]) => name === 'kind' || (fields.includes(name) && !without.includes(name)),
  );
  return Object.fromEntries(picked);
}

export type PublicFact = { fact: StoredFact; body: Record<string, unknown> };

const hasTexts = ({ body }: PublicFact) => committedPaths(body).length > 0;

/** What is published of a fact whose subject is public; a removal counts only where it removed something public. */
export function publicFact(fact: StoredFact, isLogged: (factId: string) => boolean): PublicFact[] {
  if (!PUBLISHED[fact.kind]) return [];
  if (fact.kind === 'fact.redacted' && !isLogged(String(fact.body['factId']))) return [];
  return [{ fact, body: publicBody(fact) }];
}

/**
 * What is published with a first word: the subject's facts until then, oldest first, without titles that were replaced
 * before anybody outside saw them.
 */
export function publicFactsUntil(facts: readonly StoredFact[]): PublicFact[] {
  const lastTitle = facts.findLast(({ kind }) => kind === 'incident.retitled');
  const made: PublicFact[] = [];
  for (const fact of facts) {
    if (fact.kind === 'incident.retitled' && fact !== lastTitle) continue;
    const known = publicFact(fact, (id) => made.some((each) => each.fact.id === id && hasTexts(each)));
    if (fact.kind === 'incident.opened' && lastTitle)
      made.push({ fact, body: publicBody(fact, ['title', 'impact']) });
    else made.push(...known);
  }
  return made;
}

/** Who said so, without saying which person, token or monitor; rules and systems are parts of the product. */
export const publicActor = (by: string): string => /^(person|token|monitor):/.exec(by)?.[1] ?? by;

/** An entry's length is written in two bytes. */
const LONGEST_ENTRY = 65_535;

/** The bytes of an entry, and the hash by which the next one is chained to it. */
export function entryOf({ fact, body }: PublicFact, index: number, previous = GENESIS) {
  const { id, subject, at, recordedAt, by } = fact;
  const withBody = (content: Record<string, unknown>) =>
    canonical({
      index,
      previous,
      factId: id,
      subject,
      at,
      recordedAt,
      by: publicActor(by),
      body: content,
    });
  let entry = withBody(body);
  // Hundreds of languages in one text do not fit; the log then proves the content by its digest alone.
  if (Buffer.byteLength(entry) > LONGEST_ENTRY)
    entry = withBody({ kind: body['kind'], digest: sha256(canonical(body)) });
  return { entry, hash: sha256(entry) };
}
