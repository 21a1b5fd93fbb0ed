/** Writes a prepared answer: conditional, in the reader's encoding, without a body for HEAD. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedEncodings } from './encoding.ts';
import type { Entry } from './entry.ts';

export function send(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  entry: Entry,
  status: number = entry.status,
): void {
  const known = headers['if-none-match'];
  const { answers, tag } = entry;
  let answer = answers.identity;
  for (const encoding of acceptedEncodings(headers['accept-encoding'] as string | undefined)) {
    const candidate = answers[encoding];
    if (!candidate) continue;
    answer = candidate;
    break;
  }
  if (known !== undefined && status === 200 && knows(known, tag)) {
    response.writeHead(304, answer.notModified);
    response.end();
    return;
  }
  response.writeHead(status, answer.full);
  if (method === 'HEAD') response.end();
  else response.end(answer.body);
}

/** Weak comparison (RFC 9110 §8.8.3.2): any encoding of the same content counts, `*` counts. */
function knows(header: string, tag: string): boolean {
  if (header.length > 4_096) return false;
  return header.includes(`"${tag}"`) || header.includes(`"${tag}-`) || header.trim() === '*';
}
