/**
 * Connections to one relay, reused message after message. A connection carries one message at a time and is given
 * back only after the relay's answer, so that at most one message per connection can be in doubt when a process dies.
 * A signal that fires cuts the connection: nothing goes on in the background that nobody counts any more.
 */
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Mail } from './compose.ts';
import type { Relay } from './settings.ts';

export type Smtp = {
  /** Resolves with the relay's answer line once it took the message; rejects with nodemailer's error. */
  send(mail: Mail, signal: AbortSignal): Promise<string>;
  close(): void;
};

const MESSAGES_PER_CONNECTION = 100;
/** A relay closes what is idle; a connection at rest for longer than this is not trusted again. */
const IDLE_MS = 20_000;

type Line = { connection: SMTPConnection; sent: number; usable: boolean; idle?: NodeJS.Timeout };

export function createSmtp({ relay, name }: { relay: Relay; name: string }): Smtp {
  const free: Line[] = [];
  const all = new Set<Line>();
  const isHere = /^(localhost|127\.|::1$)/.test(relay.host);

  const drop = (line: Line) => {
    line.usable = false;
    clearTimeout(line.idle);
    all.delete(line);
    const at = free.indexOf(line);
    if (at >= 0) free.splice(at, 1);
    line.connection.close();
  };

  async function open(signal: AbortSignal): Promise<Line> {
    const connection = new SMTPConnection({
      host: relay.host,
      port: relay.port,
      secure: relay.secure,
      name,
      // What protects a password on its way must not be optional; a relay on this machine has no certificate to show.
      requireTLS: relay.auth !== null && !relay.secure && !isHere,
      ...(isHere ? { tls: { rejectUnauthorized: false } } : {}),
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 60_000,
      socketCloseTimeout: 0,
    });
    const line: Line = { connection, sent: 0, usable: true };
    all.add(line);
    // A connection may die at any time, also at rest; an error without a listener would end the process.
    connection.on('error', () => drop(line));
    connection.once('end', () => drop(line));
    await guarded(line, signal, (done) => connection.connect((error) => done(error ?? null)));
    const { auth } = relay;
    if (auth && connection.allowsAuth)
      await guarded(line, signal, (done) =>
        connection.login({ credentials: { user: auth.user, pass: auth.pass } }, (error) => done(error)),
      );
    return line;
  }

  /** Runs one dialogue; whatever ends it early (the signal, the socket) drops the line and rejects. */
  function guarded<T>(
    line: Line,
    signal: AbortSignal,
    run: (done: (error: Error | null, value?: T) => void) => void,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const { connection } = line;
      const lost = () =>
        end(Object.assign(new Error('The relay closed the connection.'), { code: 'ECONNECTION' }));
      const cut = () =>
        end(Object.assign(new Error('The relay did not answer in time.'), { code: 'ETIMEDOUT' }));
      const end = (error: Error | null, value?: T) => {
        connection.off('error', end);
        connection.off('end', lost);
        signal.removeEventListener('abort', cut);
        if (!error) return resolve(value as T);
        reject(error);
        drop(line);
      };
      connection.once('error', end);
      connection.once('end', lost);
      if (signal.aborted) return cut();
      signal.addEventListener('abort', cut, { once: true });
      run(end);
    });
  }

  /** After a refusal the dialogue goes on; after anything else its state is unknown. */
  const refusal = (error: unknown) => {
    const code = (error as { responseCode?: number }).responseCode ?? 0;
    return code >= 400 && code !== 421;
  };

  return {
    async send(mail, signal) {
      const line = free.pop() ?? (await open(signal));
      clearTimeout(line.idle);
      line.sent += 1;
      let refused: unknown;
      const answer = await guarded<string | null>(line, signal, (done) =>
        line.connection.send(
          { from: mail.from, to: [mail.to], size: mail.bytes.length },
          mail.bytes,
          (error, info) => {
            if (error && refusal(error)) {
              refused = error;
              return done(null, null);
            }
            done(error ?? null, info?.response ?? '');
          },
        ),
      );
      if (refused && line.usable)
        await guarded(line, signal, (done) => line.connection.reset((error) => done(error))).catch(() => {});
      if (line.usable && line.sent < MESSAGES_PER_CONNECTION) {
        free.push(line);
        line.idle = setTimeout(() => drop(line), IDLE_MS).unref();
      } else if (line.usable) {
        line.connection.quit();
        all.delete(line);
      }
      if (refused) throw refused;
      return answer!;
    },
    close() {
      for (const line of [...all]) drop(line);
    },
  };
}
