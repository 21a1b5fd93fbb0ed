/**
 * Receivers that fail in every way on command: a mail server and an endpoint for webhooks, small and quick, so that
 * thousands of messages are theirs in a second. They write down what they took, in the order in which they took it.
 */
import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** `drop`: it is taken, and the connection cut before the answer. `refuse`: no connection is served at all. */
export type Mode = 'accept' | 'later' | 'throttle' | 'hang' | 'drop' | 'slow' | 'refuse';
export const MODES: readonly Mode[] = ['accept', 'later', 'throttle', 'hang', 'drop', 'slow', 'refuse'];
export type Taken = { to: string; id: string; rank: number; incident: string; at: number };

const SLOW_MS = 30;
const RETRY_AFTER_SECONDS = 1;

export type Receivers = Awaited<ReturnType<typeof startReceivers>>;

export async function startReceivers(rankOf: (phase: string) => number) {
  const taken: { mail: Taken[]; hooks: Taken[] } = { mail: [], hooks: [] };
  const modes: { mail: Mode; hooks: Mode } = { mail: 'accept', hooks: 'accept' };
  /** Taken, but its sender was never told. */
  let dropped = 0;
  const sockets = new Set<Socket>();
  const hung: { mail: Socket[]; hooks: ServerResponse[] } = { mail: [], hooks: [] };

  function takeMail(to: string, text: string) {
    const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(text)?.[1]?.trim() ?? '';
    const [, phase = '', incident = ''] = /^\[([^\]]+)\] (.*)$/.exec(header('Subject')) ?? [];
    const id = /<([^@>]+)@/.exec(header('Message-ID'))?.[1] ?? '';
    taken.mail.push({ to, id, rank: rankOf(phase.toLowerCase()), incident, at: performance.now() });
  }

  const mail = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    if (modes.mail === 'refuse') return void socket.destroy();
    let rest = '';
    let to = '';
    let inData = false;
    socket.write('220 chaos ESMTP\r\n');
    /** Null: the rest of this connection is silence. */
    const answer = (line: string): string | null => {
      const mode = modes.mail;
      const word = line.slice(0, 4).toUpperCase();
      if (mode === 'hang') {
        hung.mail.push(socket);
        return null;
      }
      if (word === 'EHLO') return '250-chaos\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n';
      if (word === 'MAIL' && mode === 'throttle') {
        socket.end('421 4.7.0 too fast, come back later\r\n');
        return null;
      }
      if (word === 'RCPT') {
        if (mode === 'later') return '451 4.3.0 not now\r\n';
        to = /<([^>]*)>/.exec(line)?.[1] ?? '';
      }
      if (word === 'DATA') {
        if (to === '') return '503 5.5.1 no recipient\r\n';
        inData = true;
        return '354 go on\r\n';
      }
      if (word === 'RSET' || word === 'MAIL') to = '';
      return word === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n';
    };
    const body = (text: string): string | null => {
      takeMail(to, text);
      to = '';
      if (modes.mail !== 'drop') return '250 2.0.0 queued\r\n';
      dropped += 1;
      socket.destroy();
      return null;
    };
    const read = async () => {
      for (;;) {
        const end = rest.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0 || socket.destroyed) return;
        if (modes.mail === 'slow') await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
        const line = rest.slice(0, end);
        rest = rest.slice(end + (inData ? 5 : 2));
        const wasData = inData;
        inData = false;
        const said = wasData ? body(line) : answer(line);
        if (said === null) return;
        socket.write(said);
      }
    };
    let reading = Promise.resolve();
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1');
      reading = reading.then(read);
    });
  });

  const hooks = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const mode = modes.hooks;
      if (mode === 'refuse') return void request.socket.destroy();
      if (mode === 'hang') return void hung.hooks.push(response);
      if (mode === 'later') return void response.writeHead(500).end();
      if (mode === 'throttle')
        return void response.writeHead(429, { 'retry-after': String(RETRY_AFTER_SECONDS) }).end();
      const { data } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
        data: { incident: { title: Record<string, string> }; update: { phase: string } };
      };
      taken.hooks.push({
        to: request.url!,
        id: String(request.headers['webhook-id']),
        rank: rankOf(data.update.phase),
        incident: data.incident.title['en']!,
        at: performance.now(),
      });
      if (mode === 'drop') {
        dropped += 1;
        return void request.socket.destroy();
      }
      if (mode === 'slow') return void setTimeout(() => response.end('ok'), SLOW_MS);
      response.end('ok');
    });
  });

  const listen = (server: typeof mail | typeof hooks) =>
    new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', 4_096, () => resolve((server.address() as AddressInfo).port)),
    );
  const ports = { mail: await listen(mail), hooks: await listen(hooks) };

  return {
    smtpUrl: `smtp://127.0.0.1:${ports.mail}`,
    hookUrl: `http://127.0.0.1:${ports.hooks}`,
    taken,
    dropped: () => dropped,
    set(which: 'mail' | 'hooks', mode: Mode) {
      modes[which] = mode;
      // Whoever hung comes to life by losing its connections, as a service that is restarted does.
      if (which === 'mail') for (const socket of hung.mail.splice(0)) socket.destroy();
      else for (const response of hung.hooks.splice(0)) response.destroy();
    },
    forget() {
      taken.mail.length = 0;
      taken.hooks.length = 0;
      dropped = 0;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      mail.close();
      hooks.closeAllConnections();
      hooks.close();
    },
  };
}
