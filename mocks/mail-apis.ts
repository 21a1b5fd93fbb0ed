/**
 * Pretend Amazon SES, Postmark, SendGrid, Mailgun and Resend: real HTTP on loopback, requests checked as the real ones
 * check them (authorization, known fields only, one of each that is needed), answers of the real shape, and faults on
 * demand. What they take lies in an inbox and goes nowhere.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mailgun } from './mail-apis/mailgun.ts';
import { postmark } from './mail-apis/postmark.ts';
import { resend } from './mail-apis/resend.ts';
import { sendgrid } from './mail-apis/sendgrid.ts';
import { ses } from './mail-apis/ses.ts';
import type { Answered, Asked, Keep, TakenLetter } from './mail-apis/shared.ts';

export { type ApiName, KEYS } from './mail-apis/shared.ts';

export type MailApiFault =
  | { mode: 'none' }
  | { mode: 'answer'; status: number; body?: unknown; headers?: Record<string, string>; times?: number }
  | { mode: 'hang' }
  /** The letter is taken and the connection breaks before the answer. */
  | { mode: 'drop' }
  | { mode: 'slow'; ms: number };

export type MailApis = {
  url: string;
  inbox(): TakenLetter[];
  setFault(fault: MailApiFault): void;
  close(): Promise<void>;
};

export async function startMailApis(): Promise<MailApis> {
  let fault: MailApiFault = { mode: 'none' };
  const inbox: TakenLetter[] = [];
  const idempotent = new Map<string, { digest: string; answer: Answered }>();

  const server = createServer((request, response) => {
    void handle(request, response).catch((error: Error) => {
      response.writeHead(500).end(error.message);
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const say = ({ status, body: answer, headers = {} }: Answered) => {
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(status === 202 ? undefined : text);
    };
    if (fault.mode === 'hang') return;
    if (fault.mode === 'slow')
      await new Promise((resolve) => setTimeout(resolve, (fault as { ms: number }).ms));
    if (fault.mode === 'answer') {
      const { status, body: given = {}, headers = {}, times } = fault;
      if (times !== undefined) fault = times > 1 ? { ...fault, times: times - 1 } : { mode: 'none' };
      return say({ status, body: given, headers });
    }
    const path = new URL(request.url ?? '/', 'http://pretend.invalid').pathname;
    const keep: Keep = (letter) =>
      inbox.push({ at: new Date().toISOString(), accepted: true, raw: body.toString('latin1'), ...letter });
    const answer = await answerOf({ request, path, body }, keep, idempotent);
    if (fault.mode === 'drop') return request.socket.destroy();
    say(answer);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    inbox: () => [...inbox],
    setFault(next) {
      fault = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function answerOf(
  asked: Asked,
  keep: Keep,
  idempotent: Map<string, { digest: string; answer: Answered }>,
): Promise<Answered> {
  const { path } = asked;
  if (path.startsWith('/v2/email/')) return ses(asked, keep);
  if (path === '/email' || path === '/server') return postmark(asked, keep);
  if (path === '/v3/mail/send' || path === '/v3/scopes') return sendgrid(asked, keep);
  if (/^\/v[34]\/(domains\/)?[\w.-]+(\/messages\.mime)?$/.test(path)) return mailgun(asked, keep);
  if (path === '/emails' || path === '/domains') return resend(asked, keep, idempotent);
  return { status: 404, body: { message: 'Not found' } };
}
