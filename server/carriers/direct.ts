/**
 * The direct path: a letter to staff straight through the mail relay, for the time without a database and so without
 * a ledger. It is tried a few times and kept nowhere; nothing that can wait for the ledger goes this way.
 */
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Loops } from '#lib/loop.ts';
import type { Send } from './carrier.ts';
import { idempotencyKey } from './keys.ts';

export type DirectNotice = {
  /** Equal for the same notice to the same person, so that a repeat can be recognised. */
  unit: string;
  person: { id: string; email: string; locale: string; timeZone: string };
  subject: string;
  text: string;
};

const PAUSES_MS = [0, 5_000, 30_000];

export function createDirect({
  carrier,
  clock,
  log,
  loops,
}: {
  carrier: { name: string; limits: { timeoutMs: number }; send: Send };
  clock: Clock;
  log: Log;
  loops: Loops;
}): (notice: DirectNotice) => void {
  async function attempt({ unit, person, subject, text }: DirectNotice): Promise<boolean> {
    const late = new AbortController();
    const cancel = clock.at(clock.nowMs() + carrier.limits.timeoutMs, () => late.abort());
    try {
      const result = await carrier.send(
        {
          id: unit,
          key: idempotencyKey({
            kind: 'direct',
            incidentId: null,
            unit,
            recipientId: person.id,
            carrier: carrier.name,
          }),
          kind: 'staff',
          incidentId: null,
          updateId: null,
          recipientId: person.id,
          recipientKind: 'person',
          address: person.email,
          locale: person.locale,
          timeZone: person.timeZone,
          secret: null,
          unsubscribeUrl: null,
          ownUrl: null,
          createdAt: clock.now(),
        },
        { form: { subject, text }, event: { type: 'direct', data: {} } },
        late.signal,
      );
      if (result.outcome === 'accepted') {
        result.release?.();
        return true;
      }
      log.warn({ error: result.error, personId: person.id }, 'a direct notice to staff was not taken');
      return result.outcome === 'never';
    } finally {
      cancel();
    }
  }

  const tryFrom = (notice: DirectNotice, attempts: number): void => {
    const pauseMs = PAUSES_MS[attempts];
    if (pauseMs === undefined) {
      log.error({ personId: notice.person.id }, 'a direct notice to staff is given up');
      return;
    }
    clock.at(clock.nowMs() + pauseMs, () =>
      loops.track(
        attempt(notice).then(
          (done) => (done ? undefined : tryFrom(notice, attempts + 1)),
          (error) => log.error({ err: error }, 'a direct notice to staff failed'),
        ),
      ),
    );
  };
  return (notice) => tryFrom(notice, 0);
}
