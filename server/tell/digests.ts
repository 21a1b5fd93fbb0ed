/**
 * Digests: what was held back comes together when it is due, exactly once, whichever process sends it. The waiting
 * rows are settled and the ledger's rows written in one transaction; the message leaves by the ledger like any other.
 * Never says of an incident what was overtaken since: it reads how things stand when it is written.
 */
import { type Audience, type DueDigest, LANES } from '#audience';
import type { Carriers, Forms, SegmentContent } from '#carriers';
import { canonical, sha256 } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import { segmentKey } from '#lib/segment-key.ts';
import type { Tx } from '#store';
import type { Timeline } from '#timeline';
import { type DigestItem, digestEvent, forSegment, renderDigest } from './digest-words.ts';
import type { Dialect } from './reach.ts';

const EVERYBODY = { locale: 'en', timeZone: 'UTC', segment: null };
const WAKE = 'tell.digests';
const SUBSCRIBERS = 2_000;
/** Somebody is just changing their wishes, or another process was quicker. */
const BUSY_MS = 1_000;

/** In the transaction that holds something back: whatever ends meanwhile, it is told then. */
export async function wakeForDigests(
  timeline: Timeline,
  tx: Tx,
  dueAt: readonly string[],
  because: string,
): Promise<void> {
  for (const at of dueAt)
    await timeline.wakes.set(tx, {
      key: `${WAKE}:${at}`,
      kind: WAKE,
      subject: 'digests',
      dueAt: at,
      because,
    });
}

export function addDigests({
  timeline,
  audience,
  carriers,
  clock,
  publicUrl,
}: {
  timeline: Timeline;
  audience: Audience;
  carriers: Carriers;
  clock: Clock;
  publicUrl: () => string;
}): void {
  /** Those with the same words get one message, in each of their languages and zones. */
  async function plan(tx: Tx, due: readonly DueDigest[]) {
    const known = new Map<string, DigestItem | null>();
    const itemOf = async (incidentId: string) => {
      const incident = await timeline.incident(incidentId, tx);
      const update = incident?.updates.at(-1);
      return incident && update ? { incident, update } : null;
    };
    const setOf = ({ words }: DueDigest) => words.map(({ incidentId }) => incidentId);
    for (const group of Map.groupBy(due, (one) => setOf(one).join()).values()) {
      const items: DigestItem[] = [];
      for (const id of setOf(group[0]!)) {
        if (!known.has(id)) known.set(id, await itemOf(id));
        const item = known.get(id);
        if (item) items.push(item);
      }
      if (items.length === 0) continue;
      const render = (told: readonly DigestItem[], dialect: Dialect) =>
        renderDigest(told, { ...dialect, now: clock.now(), publicUrl: publicUrl() });
      const forms: Forms = {};
      const segments: Record<string, SegmentContent> = {};
      for (const { locale, timeZone, segment } of [EVERYBODY, ...group]) {
        const dialect = `${locale}@${timeZone}`;
        forms[dialect] ??= render(items, { locale, timeZone });
        const key = segmentKey(segment);
        if (!items.some(({ update }) => update.segmentTexts?.[key])) continue;
        const own = items.map((item) => forSegment(item, key));
        segments[key] ??= { forms: {}, event: digestEvent(own, publicUrl()) };
        segments[key].forms[dialect] ??= render(own, { locale, timeZone });
      }
      await carriers.ledger.plan(tx, {
        message: {
          kind: 'digest',
          key: `digest:${sha256(canonical({ forms, segments } as never))}:${clock.now()}`,
          forms,
          segments,
          event: digestEvent(items, publicUrl()),
          // One reader's digests arrive in their order.
          incidentId: 'digest',
          phaseRank: 1,
          because: items[0]!.update.factId,
        },
        recipients: group.map(({ subscriberId, words, ...to }) => ({
          ...to,
          id: subscriberId,
          kind: 'subscriber' as const,
          lane: LANES.digest,
          why: { digest: words.map(({ incidentId }) => incidentId) },
        })),
      });
    }
  }

  timeline.onWake(WAKE, async ({ key, because }, tx) => {
    const due = await audience.digests.take(tx, SUBSCRIBERS);
    await plan(tx, due);
    const nextMs = await audience.digests.nextDueMs(tx);
    if (nextMs === null || nextMs > clock.nowMs()) return;
    const againMs = clock.nowMs() + (due.length === SUBSCRIBERS ? 0 : BUSY_MS);
    const dueAt = new Date(againMs).toISOString();
    await timeline.wakes.set(tx, { key, kind: WAKE, subject: 'digests', dueAt, because });
  });
}
