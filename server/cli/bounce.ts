/**
 * `candor bounce`: hands a message that came back, on standard input, to a running Candor. Made for the pipe of a mail
 * server, so it ends as those expect (sysexits.h): 75 means "keep it and try again".
 */
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { buildCommand, type CommandContext } from '@stricli/core';
import { Complaint } from './complaint.ts';

type Flags = { url?: string; to?: readonly string[] };

const ANSWER_MS = 30_000;
const TRY_AGAIN = 75;

export const bounce = buildCommand({
  docs: { brief: 'Take in a message that came back, from standard input, for the pipe of a mail server' },
  parameters: {
    flags: {
      url: {
        kind: 'parsed',
        parse: String,
        brief: 'Address of Candor; CANDOR_URL when left out',
        optional: true,
      },
      to: {
        kind: 'parsed',
        parse: String,
        brief: 'Recipient in the envelope; what the message says when left out',
        optional: true,
        variadic: true,
      },
    },
  },
  async func(this: CommandContext, { url, to = [] }: Flags) {
    const env = (this.process as { env?: Record<string, string | undefined> }).env ?? process.env;
    const token = env['CANDOR_TOKEN'];
    if (!token)
      throw new Complaint(
        'CANDOR_TOKEN is not set. Make a token in the console under Settings, Tokens, with carriers:write.',
        { exitCode: 2 },
      );
    const base = url ?? env['CANDOR_URL'] ?? 'http://127.0.0.1:3000';
    if (!URL.canParse(base)) throw new Complaint(`"${base}" is not an address.`, { exitCode: 2 });
    const address = new URL('/api/v1/returned-mail', base);
    for (const one of to) address.searchParams.append('to', one);
    const { stdout, stderr } = this.process;
    const later = (why: string) => {
      stderr.write(`${why} The mail server should keep the message and try again.\n`);
      (this.process as { exitCode?: number }).exitCode = TRY_AGAIN;
    };
    const answer = await fetch(address, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' },
      body: await buffer((this.process as { stdin?: Readable }).stdin ?? process.stdin),
    }).catch((error: Error) => error);
    if (answer instanceof Error) return later(`${base} does not answer (${answer.message}).`);
    const said = (await answer.json().catch(() => ({}))) as Record<string, string>;
    if (answer.status === 429 || answer.status >= 500)
      return later(said['detail'] ?? `Status ${answer.status}.`);
    if (!answer.ok)
      throw new Complaint(`The message was refused: ${said['detail'] ?? `status ${answer.status}`}`);
    stdout.write(`${said['outcome']}${said['event'] ? ` ${said['event']}` : ''}: ${said['detail']}\n`);
  },
});
