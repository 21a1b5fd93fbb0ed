/**
 * A pretend mail relay for the demo, stories and drills: a real SMTP server that keeps what it took (in memory, or in
 * a folder so that the box outlives a restart) and can be told to misbehave. Never relays anything to anybody.
 */
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = {
  at: string;
  from: string;
  to: string[];
  subject: string;
  messageId: string;
  text: string;
  html: string | null;
  /** Lower-case names; the raw value, unfolded. */
  headers: Record<string, string>;
  raw: string;
};

/** `hang`: no answer after DATA. `drop`: the message is kept, but the connection breaks before the answer. */
export type MailFault =
  | { mode: 'accept' }
  | { mode: 'refuse'; at: 'connect' | 'mail' | 'rcpt' | 'data'; code: number; text?: string; only?: string }
  | { mode: 'hang' }
  | { mode: 'drop' }
  | { mode: 'slow'; ms: number };

export type MailServer = {
  url: string;
  port: number;
  inbox(): ReceivedMail[];
  setFault(fault: MailFault): void;
  /** Connections ever taken: shows reuse. */
  connections(): number;
  clear(): void;
  close(): Promise<void>;
};

export async function startMailServer({
  port = 0,
  folder,
  auth,
}: {
  port?: number;
  folder?: string;
  /** Asks for this sign-in, after STARTTLS only, as relays on the internet do. */
  auth?: { user: string; pass: string };
} = {}): Promise<MailServer> {
  let fault: MailFault = { mode: 'accept' };
  let connections = 0;
  let box: ReceivedMail[] = folder ? await load(folder) : [];

  const refusal = (at: string, address = '') => {
    if (fault.mode !== 'refuse' || fault.at !== at) return null;
    if (fault.only && !address.includes(fault.only)) return null;
    return Object.assign(new Error(fault.text ?? 'Refused by the test'), { responseCode: fault.code });
  };

  const server = new SMTPServer({
    disabledCommands: auth ? [] : ['AUTH', 'STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === auth?.user && password === auth?.pass
        ? done(null, { user: username })
        : done(Object.assign(new Error('5.7.8 Not accepted'), { responseCode: 535 })),
    disableReverseLookup: true,
    logger: false,
    size: 25 * 1024 * 1024,
    onConnect(_session, done) {
      connections += 1;
      done(refusal('connect'));
    },
    onMailFrom: (address, _session, done) => done(refusal('mail', address.address)),
    onRcptTo: (address, _session, done) => done(refusal('rcpt', address.address)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const given = fault;
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const refused = refusal('data', to.join(' '));
        if (refused) return done(refused);
        if (given.mode === 'hang') return;
        if (given.mode === 'slow') await new Promise((resolve) => setTimeout(resolve, given.ms));
        const raw = Buffer.concat(chunks);
        const mail = toReceived(raw, await simpleParser(raw), to, session.envelope.mailFrom);
        box.push(mail);
        if (folder) await keep(folder, box.length, mail);
        if (given.mode === 'drop') return cut(session.id);
        done(null, `2.0.0 Ok: queued as ${box.length}`);
      });
    },
  });

  /** smtp-server has no word for breaking a connection off. */
  const cut = (id: string) => {
    for (const connection of (
      server as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> }
    ).connections)
      if (connection.id === id) connection._socket.destroy();
  };

  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.server.address() as AddressInfo;

  return {
    url: `smtp://127.0.0.1:${taken}`,
    port: taken,
    inbox: () => [...box],
    setFault: (next) => {
      fault = next;
    },
    connections: () => connections,
    clear: () => {
      box = [];
    },
    close: () =>
      new Promise((resolve) => {
        for (const { _socket } of (
          server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }
        ).connections)
          _socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function toReceived(
  raw: Buffer,
  mail: ParsedMail,
  to: string[],
  from: { address: string } | false,
): ReceivedMail {
  return {
    at: new Date().toISOString(),
    from: from ? from.address : '',
    to,
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    text: mail.text ?? '',
    html: mail.html === false ? null : (mail.html ?? null),
    headers: Object.fromEntries(
      mail.headerLines.map(({ key, line }) => [
        key,
        line
          .slice(line.indexOf(':') + 1)
          .replace(/\r?\n\s+/g, ' ')
          .trim(),
      ]),
    ),
    raw: raw.toString('latin1'),
  };
}

/** Whole or not at all, so that a killed server leaves a box that can be read. */
async function keep(folder: string, n: number, mail: ReceivedMail): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${String(n).padStart(8, '0')}.json`);
  await writeFile(`${path}.part`, JSON.stringify(mail));
  await rename(`${path}.part`, path);
}

async function load(folder: string): Promise<ReceivedMail[]> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))));
}
