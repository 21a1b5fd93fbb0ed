/**
 * Refusals in Statuspage's shape: `{"error":"…"}`, and a list of sentences with 422 for what the caller can mend. What
 * the linter or the monitors refuse is such a 422, with every sentence and the way to sign it all the same.
 */
import type { Finding } from '@candor/protocol/words.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#lib/problem.ts';
import { toProblem } from '#web';

/** What the caller sent, as opposed to who it is or how the house is. */
const MENDABLE = new Set([400, 409, 412, 422]);
const SIGN =
  'To publish it all the same, send metadata[candor][override][reason] with a reason of at least ten characters; it goes on record.';

function sentencesOf({ code, message, errors, extra }: Problem): string[] {
  const findings = (extra['findings'] as Finding[] | undefined) ?? [];
  const told = findings
    .filter(({ level }) => level === 'error')
    .map(({ rule, message: why }) => `${rule}: ${why}`);
  if (code === 'words.blocked') return [...(told.length > 0 ? told : [message]), SIGN];
  if (code === 'truth.contradiction') return [message, SIGN];
  return errors.length > 0 ? errors.map(({ path, message: why }) => `${path}: ${why}`) : [message];
}

export function refuse(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { storeDown }: { storeDown: boolean },
): FastifyReply {
  const problem = toProblem(error, { storeDown });
  if (problem.code === 'internal') request.log.error({ err: error }, 'a request failed');
  const { status, message } = problem;
  if (status === 401) {
    reply.header('www-authenticate', 'OAuth realm="candor"');
    return reply.code(401).send({ error: 'Could not authenticate', message });
  }
  const retryAfter = problem.extra['retryAfterSeconds'];
  if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter));
  if (MENDABLE.has(status)) return reply.code(422).send({ error: sentencesOf(problem), message });
  return reply.code(status).send({ error: status === 404 ? 'Not found' : message, message });
}
