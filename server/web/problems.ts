/**
 * Every error as an answer: RFC 9457 with a stable code. What was expected says what to do; what was not says only
 * that the log has it, under the request's id.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import { type FieldError, Problem } from '#lib/problem.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Fastify's own refusals, by its codes. */
const REFUSALS: Record<string, 'request.too-large' | 'request.unsupported-media-type'> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported-media-type',
};

/** PostgreSQL's code for text that it cannot hold. */
const NOT_TEXT = '22021';

export function toProblem(error: unknown, { storeDown }: { storeDown: boolean }): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext ?? 'request';
    return new Problem('request.invalid', `The ${WHERE[where] ?? where} is not what this address takes.`, {
      errors: error.validation.map(fieldError),
    });
  }
  const {
    code = '',
    statusCode = 500,
    message,
  } = error as { code?: string; statusCode?: number; message: string };
  // An address may hold a NUL too, and the database is the first to mind.
  if (code === NOT_TEXT)
    return new Problem('request.invalid', 'The request holds a character that no text can hold.');
  const refusal = REFUSALS[code];
  if (refusal) return new Problem(refusal, message);
  const ownFault = isResponseSerializationError(error) || statusCode >= 500;
  if (!ownFault && statusCode >= 400)
    return new Problem(
      'request.invalid',
      code.startsWith('FST_') || isSyntax(error) ? message : 'Bad request.',
    );
  if (storeDown)
    return new Problem(
      'store.unavailable',
      'The database cannot be reached at the moment. Try again shortly.',
      {
        cause: error,
      },
    );
  return new Problem('internal', 'Something went wrong here; the log has it under this request id.', {
    cause: error,
  });
}

const WHERE: Record<string, string> = {
  body: 'body',
  querystring: 'query string',
  params: 'address',
  headers: 'set of headers',
};

const isSyntax = (error: unknown) => error instanceof SyntaxError;

function fieldError({
  instancePath,
  message,
}: {
  instancePath: string;
  message?: string | undefined;
}): FieldError {
  const path = instancePath.split('/').slice(1).map(unescapePointer);
  return { path: path.join('.'), message: message ?? 'is not valid' };
}

/** JSON pointer escapes (RFC 6901). */
const unescapePointer = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~');

/** What a program looks at before it tries again. */
export function headersOf(problem: Problem, reply: FastifyReply): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="candor"');
  const retryAfter = problem.extra['retryAfterSeconds'];
  if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter));
  else if (problem.status === 503) reply.header('retry-after', '5');
  return reply;
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  return headersOf(problem, reply)
    .code(problem.status)
    .type(PROBLEM_TYPE)
    .serializer((body: unknown) => body as string)
    .send(JSON.stringify({ ...problem.toJSON(), requestId: request.id }));
}
