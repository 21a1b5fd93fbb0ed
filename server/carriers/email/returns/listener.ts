/**
 * The door for mail that comes back: a small SMTP server that takes what is addressed to one of our own return addresses
 * and nothing else. It relays nothing, offers no sign-in, keeps nothing, and is slow to those who come too often.
 */
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import { LARGEST_MAIL } from './incoming.ts';
import type { ReturnPath } from './return-path.ts';
import type { ReturnedMail } from './returned.ts';

export type Listener = { port: number; close(): Promise<void> };

const MOST_CLIENTS = 50;
/** Of one address within a minute. A provider returns many at once after a large mailing, from many addresses. */
const PER_MINUTE = 120;
const MOST_RECIPIENTS = 10;

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

export async function listenForReturns({
  host,
  port,
  returnPath,
  returned,
  clock,
  log,
}: {
  host: string;
  port: number;
  returnPath: ReturnPath;
  returned: ReturnedMail;
  clock: Clock;
  log: Log;
}): Promise<Listener> {
  const { SMTPServer } = await import('smtp-server');
  const limit = createLimit(clock);
  const server = new SMTPServer({
    name: returnPath.domain,
    banner: 'takes returned mail only',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: LARGEST_MAIL,
    maxClients: MOST_CLIENTS,
    socketTimeout: 30_000,
    closeTimeout: 500,
    onConnect: ({ remoteAddress }, done) =>
      limit(remoteAddress)
        ? done()
        : done(refusal(421, '4.7.0 Too many connections; come again in a minute')),
    onRcptTo({ address }, { envelope }, done) {
      if (!returnPath.read(address)) return done(refusal(550, '5.7.1 Only returned mail is taken here'));
      if (envelope.rcptTo.length >= MOST_RECIPIENTS) return done(refusal(452, '4.5.3 Too many recipients'));
      done();
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= LARGEST_MAIL) chunks.push(chunk);
      });
      stream.once('error', () => done(refusal(451, '4.3.0 The message broke off')));
      stream.once('end', () => {
        if (size > LARGEST_MAIL || stream.sizeExceeded) return done(refusal(552, '5.3.4 This is too large'));
        const to = envelope.rcptTo.map(({ address }) => address);
        returned.take(Buffer.concat(chunks), to).then(
          () => done(null, '2.0.0 Taken'),
          (error) => {
            log.warn({ err: error }, 'returned mail could not be noted; its sender tries again');
            done(refusal(451, '4.3.0 Not now; try again later'));
          },
        );
      });
    },
  });
  // A broken connection is its client's affair.
  server.on('error', (error) => log.debug({ err: error }, 'a connection for returned mail failed'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  const taken = server.server.address();
  return {
    port: typeof taken === 'object' && taken !== null ? taken.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Counts in whole minutes; forgets with each of them. */
function createLimit(clock: Clock): (address: string) => boolean {
  let minute = 0;
  let counts = new Map<string, number>();
  return (address) => {
    const now = Math.floor(clock.nowMs() / 60_000);
    if (now !== minute) {
      minute = now;
      counts = new Map();
    }
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    return count <= PER_MINUTE;
  };
}
