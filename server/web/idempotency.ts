/**
 * A repeated POST is answered once: who sends an Idempotency-Key gets, for a day, the first answer again instead of a
 * second effect. The row is taken before the work begins, so that two at once do not both run; it is freed when the
 * work fails on our side. The one gap: a process killed between the work's commit and the keeping of its answer; the
 * key is then free again after a minute.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { canonical, sha256 } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';

export type WebTables = {
  webIdempotency: {
    actor: string;
    key: string;
    route: string;
    requestHash: string;
    status: number | null;
    contentType: string | null;
    body: string | null;
    takenAt: string;
    expiresAt: string;
  };
};

const KEPT_MS = 86_400_000;
const ABANDONED_MS = 60_000;
const LONGEST_KEPT_BODY = 256 * 1024;

export type Taken = { actor: string; key: string; takenAt: string };
export type Idempotency = ReturnType<typeof createIdempotency>;

export function createIdempotency({ store, clock }: { store: Store; clock: Clock }) {
  const rows = () => store.db.withTables<WebTables>();
  const iso = (ms: number) => new Date(ms).toISOString();

  /** Takes the key for this request, or answers it from what was kept, or refuses it. */
  async function begin(request: FastifyRequest, reply: FastifyReply): Promise<Taken | 'answered' | null> {
    const key = request.headers['idempotency-key'];
    if (key === undefined || !request.actor) return null;
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
      throw new Problem(
        'request.invalid',
        'An Idempotency-Key has 1 to 255 printable characters and no spaces.',
      );
    const actor = request.actor.by;
    const route = `${request.method} ${request.url}`;
    const requestHash = sha256(canonical({ route, body: request.body ?? null }));
    const takenAt = clock.now();
    const values = {
      actor,
      key,
      route: route.slice(0, 500),
      requestHash,
      status: null,
      contentType: null,
      body: null,
      takenAt,
      expiresAt: iso(clock.nowMs() + KEPT_MS),
    };
    const taken = await rows()
      .insertInto('webIdempotency')
      .values(values)
      .onConflict((conflict) =>
        conflict
          .columns(['actor', 'key'])
          .doUpdateSet(values)
          // Over, or left behind unanswered by a process that died.
          .where((is) =>
            is.or([
              is('webIdempotency.expiresAt', '<=', takenAt),
              is.and([
                is('webIdempotency.status', 'is', null),
                is('webIdempotency.requestHash', '=', requestHash),
                is('webIdempotency.takenAt', '<=', iso(clock.nowMs() - ABANDONED_MS)),
              ]),
            ]),
          ),
      )
      .returning('key')
      .executeTakeFirst();
    if (taken) return { actor, key, takenAt };
    const kept = await rows()
      .selectFrom('webIdempotency')
      .selectAll()
      .where('actor', '=', actor)
      .where('key', '=', key)
      .executeTakeFirst();
    if (!kept)
      throw new Problem('state.conflict', 'The first request with this key just failed; send it again.');
    if (kept.requestHash !== requestHash)
      throw new Problem('idempotency.reused', `The key was used for ${kept.route} with other content.`);
    if (kept.status === null)
      throw new Problem(
        'state.conflict',
        'The first request with this key is still at work; ask again shortly.',
        {
          extra: { retryAfterSeconds: 1 },
        },
      );
    reply.code(kept.status).header('idempotency-replayed', 'true');
    if (kept.contentType) reply.type(kept.contentType);
    reply.serializer((body: unknown) => body as string);
    await reply.send(kept.body ?? undefined);
    return 'answered';
  }

  /** Keeps the answer; an error of ours, or an answer too large to keep, frees the key instead. */
  async function finish(
    { actor, key, takenAt }: Taken,
    reply: FastifyReply,
    payload: unknown,
  ): Promise<void> {
    const status = reply.statusCode;
    const body = payload === undefined || payload === null ? null : payload;
    const kept = (body === null || typeof body === 'string') && (body?.length ?? 0) <= LONGEST_KEPT_BODY;
    // 429 and 401 tell of the moment, not of the request.
    if (!kept || status >= 500 || status === 429 || status === 401) return free({ actor, key, takenAt });
    const contentType = reply.getHeader('content-type');
    await rows()
      .updateTable('webIdempotency')
      .set({ status, body, contentType: typeof contentType === 'string' ? contentType : null })
      .where('actor', '=', actor)
      .where('key', '=', key)
      .where('takenAt', '=', takenAt)
      .execute();
  }

  async function free({ actor, key, takenAt }: Taken): Promise<void> {
    await rows()
      .deleteFrom('webIdempotency')
      .where('actor', '=', actor)
      .where('key', '=', key)
      .where('takenAt', '=', takenAt)
      .execute();
  }

  return {
    begin,
    finish,
    /** Removes what is over; a recurring job. */
    async sweep(): Promise<void> {
      await rows().deleteFrom('webIdempotency').where('expiresAt', '<=', clock.now()).execute();
    },
  };
}
