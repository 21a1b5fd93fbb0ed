/** Edits that do not overwrite one another: a strong ETag per version of a thing, and If-Match on the edit. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { canonical, sha256 } from '#lib/canonical.ts';
import { Problem } from '#lib/problem.ts';

/** The tag of a value as the API shows it: equal values have equal tags. */
export const etagOf = (value: unknown): string => `"${sha256(canonical(value)).slice(0, 27)}"`;

/** Sets the ETag of the answer. */
export function tagged<T>(reply: FastifyReply, value: T): T {
  reply.header('etag', etagOf(value));
  return value;
}

/** Refuses the edit when If-Match names another version than `current`. Without the header the edit goes on. */
export function requireMatch(request: FastifyRequest, current: unknown): void {
  const wanted = request.headers['if-match'];
  if (wanted === undefined || wanted.trim() === '*') return;
  const tags = wanted.split(',').map((tag) => tag.trim());
  if (tags.includes(etagOf(current))) return;
  throw new Problem(
    'edit.conflict',
    'This was changed since you read it. Read it again and repeat your edit with its new ETag.',
  );
}
