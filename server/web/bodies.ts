/**
 * Bodies as this house reads them: JSON and forms in UTF-8, of text that can be kept. What is wrongly encoded, or holds
 * characters that no database keeps (NUL, half a surrogate pair), is refused at the door and never bent.
 */
import type { FastifyRequest } from 'fastify';
import { Problem } from '#lib/problem.ts';
import type { Api } from './api.ts';

const strict = new TextDecoder('utf-8', { fatal: true });
/** The only spellings by which such a character can come in JSON. */
const SUSPICIOUS = /\\u(0000|d[89a-f])/i;

const LARGEST_FORM = 64 * 1024;

export function readJsonStrictly(api: Api): void {
  const parse = api.getDefaultJsonParser('error', 'error');
  api.removeContentTypeParser('application/json');
  api.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, body: Buffer, done) => {
      // Generated clients state the type of a body that they do not send, with every DELETE.
      if (body.length === 0) return done(null, undefined);
      const text = decode(body);
      if (text === null) return done(notText('is not encoded in UTF-8'));
      void parse(request, text, (error: Error | null, value?: unknown) => {
        if (!error && SUSPICIOUS.test(text) && !isKeepable(value))
          return done(notText('holds a character that no text can hold'));
        done(error, value);
      });
    },
  );
}

/** The fields become an object; a name that comes more than once, such as boxes that were ticked, becomes a list. */
export function readForms(api: Api): void {
  api.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: LARGEST_FORM },
    (_request: FastifyRequest, body: Buffer, done) => {
      const fields = new URLSearchParams(decode(body) ?? '%00');
      const form = Object.fromEntries(
        [...new Set(fields.keys())].map((name) => {
          const given = fields.getAll(name);
          return [name, given.length > 1 ? given : given[0]!];
        }),
      );
      if (!isKeepable(form)) return done(notText('holds a character that no text can hold'));
      done(null, form);
    },
  );
}

function decode(body: Buffer): string | null {
  try {
    return strict.decode(body);
  } catch {
    return null;
  }
}

function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => isKeepable(name) && isKeepable(inner));
}

const notText = (what: string) => new Problem('request.invalid', `The body ${what}.`);
