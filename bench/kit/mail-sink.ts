/**
 * A mail server that takes everything as fast as it comes and keeps only who it was for: small and quick, so that
 * what is measured is the sender. Knows enough of SMTP for any sender, pipelining too.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type MailSink = Awaited<ReturnType<typeof startMailSink>>;

export async function startMailSink() {
  const received = new Map<string, number>();
  const sockets = new Set<Socket>();
  let messages = 0;
  let bytes = 0;
  let waiting: { count: number; done: () => void } | null = null;

  function take(to: readonly string[], size: number) {
    messages += 1;
    bytes += size;
    for (const address of to) received.set(address, (received.get(address) ?? 0) + 1);
    if (waiting && messages >= waiting.count) waiting.done();
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    let rest = '';
    let to: string[] = [];
    let inData = false;
    socket.write('220 sink ESMTP\r\n');
    const command = (line: string): string => {
      const word = line.slice(0, 4).toUpperCase();
      if (word === 'EHLO') return '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n';
      if (word === 'RCPT') to.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
      if (word === 'MAIL' || word === 'RSET') to = [];
      if (word === 'DATA') {
        inData = true;
        return '354 go on\r\n';
      }
      return word === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n';
    };
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1');
      let answer = '';
      for (;;) {
        const end = rest.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) break;
        if (inData) {
          take(to, end);
          inData = false;
          rest = rest.slice(end + 5);
          answer += '250 2.0.0 queued\r\n';
        } else {
          const line = rest.slice(0, end);
          rest = rest.slice(end + 2);
          answer += command(line);
        }
      }
      if (answer) socket.write(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 1_024, resolve));

  return {
    port: (server.address() as AddressInfo).port,
    messages: () => messages,
    bytesPerMessage: () => (messages === 0 ? 0 : Math.round(bytes / messages)),
    /** Addresses that got something, and how many of them got it more than once. */
    recipients: () => ({
      distinct: received.size,
      repeated: [...received.values()].filter((count) => count > 1).length,
    }),
    reset() {
      messages = 0;
      bytes = 0;
      received.clear();
    },
    /** Resolves when this many messages were taken since the last reset. */
    until: (count: number, withinMs: number) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`Only ${messages} of ${count} messages came within ${withinMs / 1_000} s.`)),
          withinMs,
        );
        const done = () => {
          clearTimeout(timer);
          waiting = null;
          resolve();
        };
        waiting = { count, done };
        if (messages >= count) done();
      }),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
