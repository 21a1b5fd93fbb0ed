/** Which prepared answer a reader gets (conditional, in its encoding), and writing it, without a body for HEAD. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedEncodings } from './encoding.ts';
import type { Answer, Entry } from './entry.ts';

/** Every way to a reader chooses here, so that the same question has the same answer on each. */
export function choose(
  { answers, tag }: Entry,
  asked: { acceptEncoding: string | undefined; ifNoneMatch: string | undefined },
  status: number,
): { answer: Answer; unchanged: boolean } {
  let answer = answers.identity;
  for (const encoding of acceptedEncodings(asked.acceptEncoding)) {
    const candidate = answers[encoding];
    if (!candidate) continue;
    answer = candidate;
    break;
  }
  const { ifNoneMatch } = asked;
  return { answer, unchanged: ifNoneMatch !== undefined && status === 200 && knows(ifNoneMatch, tag) };
}

export function send(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  entry: Entry,
  status: number = entry.status,
): void {
  const asked = {
    acceptEncoding: headers['accept-encoding'] as string | undefined,
    ifNoneMatch: headers['if-none-match'],
  };
  const { answer, unchanged } = choose(entry, asked, status);
  if (unchanged) {
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
