/** A history in a database of its own, with its public log as files: what tests of the log begin with. */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { handClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import type { Store } from '#store';
import { createTestStore } from '../../store/testing.ts';
import type { FactBody, FactDraft } from '../fact.ts';
import { createTimeline, type SigningKey, temporarySigningKey } from '../index.ts';
import { createDocuments } from './documents.ts';

const START = '2026-03-01T12:00:00.000Z';
export const COMPONENT = `cmp_${'0'.repeat(26)}`;

/** The files as a reader finds them; null for what is not there. */
export async function filesOf(store: Store, key: SigningKey): Promise<Map<string, Buffer>> {
  const made = await createDocuments(store, () => key.publicKey)();
  return new Map(
    [...(made?.files ?? [])].map(([path, { body }]) => [path.slice(1), Buffer.from(body as string)]),
  );
}

export const reading = (files: ReadonlyMap<string, Buffer>) => async (path: string) =>
  files.get(path) ?? null;

export type HistoryWorld = Awaited<ReturnType<typeof historyWorld>>;

export async function historyWorld(
  t: { after(fn: () => Promise<void>): void },
  key: SigningKey = temporarySigningKey(),
) {
  const store = await createTestStore();
  const clock = handClock(START);
  const log = silentLog();
  const loops = createLoops({ clock, log });
  const ids = createIds(clock);
  const timeline = createTimeline({ store, clock, ids, log, loops, key });
  t.after(async () => {
    await loops.stop();
    await store.close();
  });
  const person = `person:${ids.next('usr')}`;
  const say = (subject: string, body: FactBody): FactDraft => ({ subject, by: person, body });
  const record = async (...drafts: FactDraft[]) => {
    await clock.moveTo(clock.nowMs() + 1_000, async () => {});
    return store.transaction((tx) => timeline.record(tx, drafts));
  };
  const update = (subject: string, text: string, phase: 'investigating' | 'resolved' = 'investigating') => {
    const updateId = ids.next('upd');
    return {
      updateId,
      draft: say(subject, {
        kind: 'update.published',
        updateId,
        phase,
        text: { en: text },
        origin: 'person',
        nextUpdateBy: phase === 'resolved' ? null : '2026-03-01T13:00:00.000Z',
        components: [{ componentId: COMPONENT, status: 'major_outage' }],
      }),
    };
  };
  const opened = (subject: string, title: LocalizedText) =>
    say(subject, {
      kind: 'incident.opened',
      title,
      severity: 2,
      components: [{ componentId: COMPONENT, status: 'major_outage' }],
      startedAt: START,
      detectedAt: START,
      detectedBy: 'monitor',
      impact: null,
      automaticFirstWord: true,
    });
  /** A whole incident with everything that the page can show of it, and what it must not. */
  async function incident(n: number) {
    const subject = `incident:${ids.next('inc')}`;
    const first = update(subject, `We see failing payments, case ${n}`);
    const last = update(subject, `Payments work again, case ${n}`, 'resolved');
    const { draft, updateId } = first;
    await record(
      opened(subject, { en: `NPE in PaymentGateway ${n}` }),
      say(subject, { kind: 'note.entered', text: `internal: Ada restarts node ${n}` }),
      say(subject, { kind: 'incident.retitled', title: { en: `Payments fail ${n}` }, impact: null }),
      draft,
      say(subject, { kind: 'severity.changed', from: 2, to: 1, reason: 'internal: the big customer called' }),
      say(subject, {
        kind: 'update.corrected',
        updateId,
        text: { en: `We see failing card payments, case ${n}` },
        reason: 'cards only',
      }),
      say(subject, {
        kind: 'promise.kept',
        updateId,
        dueAt: '2026-03-01T13:00:00.000Z',
        keptBy: 'person',
        withUpdateId: last.updateId,
      }),
      last.draft,
    );
    return { subject, updateId };
  }
  return { store, clock, loops, ids, key, timeline, person, record, say, opened, update, incident };
}
