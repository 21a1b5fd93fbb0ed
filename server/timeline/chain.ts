/**
 * The hash chain over facts, pure. Each fact's hash covers its place, its content and the hash before it; free
 * text is covered by a salted commitment, so that deleting the text (redaction) leaves the proof whole while
 * changing it is found. An offline verifier needs only this file's rules.
 */
import { createHmac } from 'node:crypto';
import { canonical, sha256 } from '#lib/canonical.ts';
import { type Fact, type FactBody, FREE_TEXT } from './fact.ts';

export const GENESIS = '0'.repeat(64);

/** In place of a free text in a stored body: its salted commitment. */
type Commitment = { '~': string };
export type FreeText = { path: string; salt: string; content: string };
export type Committed = { body: Record<string, unknown>; texts: FreeText[] };

const commitment = (salt: string, path: string, content: string): Commitment => ({
  '~': createHmac('sha256', salt).update(`${path}\n${content}`).digest('hex'),
});

/** Splits a body into what is hashed and stored for ever, and the free texts that lie beside it. */
export function commit(body: FactBody, newSalt: () => string): Committed {
  const texts: FreeText[] = [];
  const walk = (value: unknown, path: string, free: boolean): unknown => {
    if (typeof value === 'string' && free) {
      const text = { path, salt: newSalt(), content: value };
      texts.push(text);
      return commitment(text.salt, path, value);
    }
    if (Array.isArray(value)) return value.map((item, i) => walk(item, `${path}/${i}`, free));
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          walk(item, `${path}/${name}`, free || FREE_TEXT.has(name)),
        ]),
      );
    return value;
  };
  return { body: walk(body, '', false) as Record<string, unknown>, texts };
}

export const REDACTED = '[removed]';

/** Puts the texts back into a stored body; a text that was redacted reads "[removed]". */
export function restore(body: unknown, texts: ReadonlyMap<string, string | null>, path = ''): unknown {
  if (Array.isArray(body)) return body.map((item, i) => restore(item, texts, `${path}/${i}`));
  if (body !== null && typeof body === 'object') {
    if ('~' in body) return texts.get(path) ?? REDACTED;
    return Object.fromEntries(
      Object.entries(body).map(([name, item]) => [name, restore(item, texts, `${path}/${name}`)]),
    );
  }
  return body;
}

export type Link = Omit<Fact, 'body'> & { body: Record<string, unknown>; previous: string };

export const linkHash = (link: Link): string => sha256(canonical(link));

export type Tampering = { position: number; what: string };

/** Checks stored links and texts against their hashes; answers the first place where history does not hold. */
export function findTampering(
  links: { link: Omit<Link, 'previous'>; hash: string }[],
  texts: { position: number; text: FreeText; committed: string | undefined }[],
  previous = GENESIS,
): Tampering | null {
  for (const { link, hash } of links) {
    if (linkHash({ ...link, previous }) !== hash)
      return { position: link.position, what: 'the fact does not match its hash' };
    previous = hash;
  }
  for (const { position, text, committed } of texts)
    if (committed !== commitment(text.salt, text.path, text.content)['~'])
      return { position, what: `the text at ${text.path} does not match its commitment` };
  return null;
}

/** The paths of every free text that a stored body commits to. */
export function committedPaths(body: unknown, path = ''): string[] {
  if (Array.isArray(body)) return body.flatMap((item, i) => committedPaths(item, `${path}/${i}`));
  if (body === null || typeof body !== 'object') return [];
  if ('~' in body) return [path];
  return Object.entries(body).flatMap(([name, item]) => committedPaths(item, `${path}/${name}`));
}

/** The commitment that a stored body holds at a path, if any. */
export function commitmentAt(body: unknown, path: string): string | undefined {
  const found = path
    .split('/')
    .slice(1)
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], body);
  return (found as Partial<Commitment> | undefined)?.['~'];
}
