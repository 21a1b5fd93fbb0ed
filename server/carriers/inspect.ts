/**
 * The last look before a delivery leaves. Whoever asks at the same moment shares one question: was anything newer said
 * on these incidents, or was anybody to be told nothing more, since these rows were claimed? Only then, or when a lease
 * may have ended without our noticing (a process that was stopped for a while), each row is looked at. Whoever leaves
 * because others were just written down needs no question of its own: the answer came with that.
 */
import type { Clock } from '#lib/clock.ts';
import { coalesce } from './coalesce.ts';
import type { Check, Leased } from './leased.ts';
import type { Leases, News, Question } from './leases.ts';

/** A stop counts from the beginning of the transaction that makes it; none of ours takes longer. */
const LONGEST_TRANSACTION_MS = 120_000;
/** Stops are kept for a while only, so what was planned longer ago is always looked at. */
export const STOPS_KEPT_MS = 60 * 60_000;

export function createInspector({
  clock,
  leases,
  leaseMs,
}: {
  clock: Clock;
  leases: Leases;
  leaseMs: number;
}) {
  let renewedMs = 0;
  let known: News['newest'] = new Map();
  let question: Question = { incidentIds: [], sinceMs: 0 };
  /** An answer of this very moment. */
  let heard: { question: Question; news: News } | null = null;

  const isAnswered = ({ incidentIds, sinceMs }: Question) =>
    heard !== null &&
    heard.question.sinceMs <= sinceMs &&
    incidentIds.every((id) => heard!.question.incidentIds.includes(id));

  async function look(batch: Leased[]): Promise<Check[]> {
    const nowMs = clock.nowMs();
    const incidentIds = [...new Set(batch.flatMap(({ order }) => order?.incidentId ?? []))];
    // A stop that came after planning, also while the planning transaction was still open.
    const planned = batch.reduce(
      (first, { outgoing }) => (outgoing.createdAt < first ? outgoing.createdAt : first),
      batch[0]!.outgoing.createdAt,
    );
    const sinceMs = Date.parse(planned) - LONGEST_TRANSACTION_MS;
    question = { incidentIds, sinceMs };
    const { newest, stopped } = isAnswered(question) ? heard!.news : await leases.news(question);
    known = newest;
    const isDoubtful = stopped || nowMs - sinceMs > STOPS_KEPT_MS || nowMs > renewedMs + leaseMs / 2;
    const closer = batch.filter(
      ({ order }) => isDoubtful || (order !== null && newest.get(order.incidentId) !== order.seq),
    );
    if (closer.length === 0) return batch.map(() => 'send');
    const checks = await leases.check(closer);
    const found = new Map(closer.map(({ id }, i) => [id, checks[i]!]));
    return batch.map(({ id }) => found.get(id) ?? 'send');
  }

  return {
    /** A newer word of the incident waits, as far as was seen. */
    isOvertaken: ({ order }: Leased) => order !== null && known.get(order.incidentId) !== order.seq,
    inspect: coalesce<Leased, Check>(look),
    /** What was asked last, for whoever asks the database something else anyway. */
    question: () => question,
    /** The answer to `asked`. It holds for those who ask before anything else can have happened. */
    hear(asked: Question, news: News): void {
      const answer = { question: asked, news };
      heard = answer;
      // Two turns of the loop: askers gather for one (coalesce.ts).
      setImmediate(() =>
        setImmediate(() => {
          if (heard === answer) heard = null;
        }),
      );
    },
    /** Every lease that is held is good for its whole time from here on. */
    renewed(nowMs: number) {
      renewedMs = nowMs;
    },
  };
}
