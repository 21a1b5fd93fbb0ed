/** A relay that does exactly what a test tells it, byte by byte if need be, and remembers every byte it got. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { createSmtp, type Letter, type Patience, type Smtp } from '../smtp.ts';

/** Where in a conversation something goes wrong; `body` is the end of a message. */
export const STEPS = ['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'body'] as const;
export type Step = (typeof STEPS)[number] | 'HELO' | 'RSET' | 'AUTH' | 'STARTTLS' | 'QUIT' | 'other';

/** A text is the whole answer; null lets the relay do what a good one does. */
export type Answer = string | 'hang' | 'drop' | null;
export type Heard = { connection: number; line: string; step: Step };

export async function startRelay(
  t: TestContext,
  {
    features = ['PIPELINING', '8BITMIME', 'ENHANCEDSTATUSCODES', 'SIZE 100000'],
    answer = () => null,
    write = (socket, text) => socket.write(text, 'latin1'),
  }: {
    features?: readonly string[];
    answer?: (step: Step, heard: Heard) => Answer | Promise<Answer>;
    write?: (socket: Socket, text: string) => unknown;
  } = {},
) {
  const sockets = new Set<Socket>();
  const messages: { to: string; body: string; connection: number }[] = [];
  const commands: string[] = [];
  /** What came in one piece, as a rule one write of the sender. */
  const chunks: string[] = [];
  let connections = 0;

  const usual = (step: Step): string =>
    ({
      connect: '220 relay.test ESMTP',
      EHLO: [
        '250-relay.test',
        ...features.slice(0, -1).map((word) => `250-${word}`),
        `250 ${features.at(-1) ?? 'HELP'}`,
      ].join('\r\n'),
      DATA: '354 go on',
      body: '250 2.0.0 queued',
      QUIT: '221 bye',
      AUTH: '235 2.7.0 welcome',
    })[step as string] ?? '250 2.1.0 ok';

  const server = createServer((socket) => {
    sockets.add(socket);
    connections += 1;
    const connection = connections;
    let rest = '';
    let inData = false;
    let mute = false;
    let to = '';
    let busy = Promise.resolve();
    socket.setNoDelay(true).on('error', () => {});
    socket.on('close', () => sockets.delete(socket));

    async function say(step: Step, line: string): Promise<string> {
      const told = await answer(step, { connection, line, step });
      if (told === 'hang') mute = true;
      if (told === 'drop') socket.destroy();
      if (mute || socket.destroyed) return '';
      const text = told ?? usual(step);
      if (step === 'body' && text.startsWith('250')) messages.push({ to, body: line, connection });
      await write(socket, `${text}\r\n`);
      return text;
    }
    async function read(): Promise<void> {
      for (;;) {
        const end = inData
          ? rest.startsWith('.\r\n')
            ? 0
            : rest.indexOf('\r\n.\r\n')
          : rest.indexOf('\r\n');
        if (end < 0 || mute || socket.destroyed) return;
        const line = rest.slice(0, end);
        rest = rest.slice(end + (inData ? (rest.startsWith('.\r\n') ? 3 : 5) : 2));
        if (inData) {
          inData = false;
          await say('body', line);
          continue;
        }
        commands.push(line);
        const word = line.slice(0, 4).toUpperCase();
        const step = (['EHLO', 'HELO', 'MAIL', 'RCPT', 'DATA', 'RSET', 'AUTH', 'QUIT'] as const).find(
          (s) => s === word,
        );
        if (step === 'RCPT') to = /<(.*)>/.exec(line)?.[1] ?? '';
        const text = await say(step ?? (line.toUpperCase() === 'STARTTLS' ? 'STARTTLS' : 'other'), line);
        inData = step === 'DATA' && text.startsWith('354');
        if (step === 'QUIT') socket.end();
      }
    }
    socket.on('data', (chunk) => {
      chunks.push(chunk.toString('latin1'));
      rest += chunk.toString('latin1');
      busy = busy.then(read);
    });
    void say('connect', '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  t.after(() => {
    hangUp();
    server.close();
  });
  return {
    port,
    messages,
    commands,
    chunks,
    hangUp,
    connections: () => connections,
    open: () => sockets.size,
  };
}

/** Long enough for a machine with much else to do; tests in which somebody hangs shorten what they wait for. */
const PATIENCE: Patience = {
  tickMs: 10,
  stepMs: 10_000,
  answerMs: 10_000,
  stuckMs: 10_000,
  idleMs: 10_000,
  coolMs: 50,
};

export function openSmtp(
  t: TestContext,
  port: number,
  {
    connections = 1,
    patience = {},
    relay = {},
    lookup,
    messagesPerConnection = 100,
  }: {
    messagesPerConnection?: number;
    connections?: number;
    patience?: Partial<Patience>;
    relay?: Partial<Parameters<typeof createSmtp>[0]['relay']>;
    lookup?: Parameters<typeof createSmtp>[0]['lookup'];
  } = {},
): Smtp {
  const smtp = createSmtp({
    relay: { host: '127.0.0.1', port, secure: false, auth: null, ...relay },
    name: 'shop.example',
    connections,
    messagesPerConnection,
    patience: { ...PATIENCE, ...patience },
    ...(lookup ? { lookup } : {}),
  });
  t.after(() => smtp.close());
  return smtp;
}

export const letter = (n: number | string, more: Partial<Letter> = {}): Letter => ({
  from: 'status@shop.example',
  to: `reader-${n}@example.com`,
  bytes: `Subject: ${n}\r\n\r\nHello ${n}\r\n`,
  ...more,
});

export const noSignal = () => new AbortController().signal;

/** Sends and releases at once, as a sender without a ledger does. */
export async function deliver(smtp: Smtp, n: number | string, more: Partial<Letter> = {}): Promise<string> {
  const { response, release } = await smtp.send(letter(n, more), noSignal());
  release();
  return response;
}

export async function until(look: () => boolean, withinMs = 10_000): Promise<void> {
  for (
    const untilMs = performance.now() + withinMs;
    !look();
    await new Promise((done) => setTimeout(done, 2))
  )
    if (performance.now() > untilMs) throw new Error('It did not come to that.');
}

/** A self-signed pair for localhost, made for these tests alone: it protects nothing. */
export const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgdo8RKuT6vW84p87t
MOdhQ+4Iaii2XnR5kpkpfaWD7t2hRANCAATmblPQGGfdMN2NKy0OdPLpwFP6OuQ9
rFzdFFDnGUzwdfPQH0rJBjjfdrgn6Lzj0OuzgvLqIGXQFT3B9i5fA7V0
-----END PRIVATE KEY-----`;
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUGlee/y0UGOlbEI9lHdkjuoYe2CAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjE3MTAxMFoYDzIxMjYxMTAy
MTcxMDEwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATmblPQGGfdMN2NKy0OdPLpwFP6OuQ9rFzdFFDnGUzwdfPQH0rJBjjf
drgn6Lzj0OuzgvLqIGXQFT3B9i5fA7V0o2kwZzAdBgNVHQ4EFgQUC/+7p6evYrKL
6DladGM2yPQyt0swHwYDVR0jBBgwFoAUC/+7p6evYrKL6DladGM2yPQyt0swDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIgAq3Tc1Ov+f2E8TzuLx9DSqdBgvGgGzfeSeuhnO9GILsCIQCEVU+0xG7N
OnxbLhJy6S/oJpijkluay3v+3UFnz+wPtQ==
-----END CERTIFICATE-----`;
