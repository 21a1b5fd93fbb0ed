/**
 * A relay as a way out: letters go to it over SMTP. A receipt is the relay's answer; whether a mailbox took the letter is
 * known only when something comes back.
 */
import type { LookupFunction } from 'node:net';
import type { Clock } from '#lib/clock.ts';
import type { Finding, Send, Way } from '../carrier.ts';
import type { Letters } from './letters.ts';
import { probeRelay } from './readiness/relay-probe.ts';
import type { Relay, Sender } from './settings.ts';
import { createSmtp } from './smtp.ts';
import { type SmtpFailure, verdictOf } from './verdict.ts';

export function relayWay({
  relay,
  sender,
  signed,
  letters,
  clock,
  connections,
  lookup,
}: {
  relay: Relay;
  sender: Sender;
  signed: boolean;
  letters: Letters;
  clock: Clock;
  /** At once, at most. */
  connections: number;
  /** For relays that somebody names: refuses what nobody may reach. */
  lookup?: LookupFunction;
}): Way & { inFlight: number } {
  const smtp = createSmtp({ relay, name: sender.domain, connections, ...(lookup ? { lookup } : {}) });
  const send: Send = async (delivery, content, signal) => {
    const written = await letters.write(delivery, content, { sender, signed });
    if ('fault' in written) return { outcome: 'never', error: written.fault };
    try {
      const { response, release } = await smtp.send(written.mail, signal);
      const { messageId } = written.mail;
      return {
        outcome: 'accepted',
        receipt: { response, messageId, at: clock.now() },
        release,
      };
    } catch (error) {
      return verdictOf(error as SmtpFailure);
    }
  };
  return {
    inFlight: smtp.inFlight,
    send,
    async check(signal): Promise<Finding[]> {
      const what = `${relay.host}:${relay.port}`;
      const seen = await probeRelay({ relay, name: sender.domain, signal, ...(lookup ? { lookup } : {}) });
      if ('fault' in seen) return [{ what, ok: false, detail: seen.fault }];
      return [
        { what, ok: true, detail: seen.greeting },
        {
          what: 'Encryption',
          ok: seen.tls ? seen.tls.trusted : relay.auth ? false : null,
          detail: seen.tls
            ? seen.tls.trusted
              ? `${seen.tls.protocol}; the certificate is valid until ${seen.tls.validTo}.`
              : `The certificate is not trusted: ${seen.tls.why}.`
            : 'The relay offers none.',
        },
        ...(relay.auth
          ? [{ what: 'Sign-in', ok: seen.signIn === 'ok', detail: seen.signIn ?? 'Not tried.' }]
          : []),
      ];
    },
    close: async () => smtp.close(),
  };
}
