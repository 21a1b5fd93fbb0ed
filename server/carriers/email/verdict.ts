/**
 * What an SMTP failure means for a delivery. Pure. 4xx and lost connections are for later, 5xx for never; RFC 3463's
 * 5.1.x says that the mailbox does not exist, so nothing is sent there again. What happens before a recipient is named
 * (greeting, sign-in, our own address refused) is the relay's trouble and costs no recipient an attempt.
 */
import type { Outcome } from '../carrier.ts';

export type SmtpFailure = {
  message: string;
  /** nodemailer's: ECONNECTION, ETIMEDOUT, EAUTH, EENVELOPE, EMESSAGE, … */
  code?: string | undefined;
  responseCode?: number | undefined;
  response?: string | undefined;
  command?: string | undefined;
};

const ENHANCED = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/;
/** About the sender's address, although they begin with 5.1. */
const SENDERS_FAULT = new Set(['7', '8']);

export function verdictOf(failure: SmtpFailure): Outcome {
  const { responseCode = 0, command = '' } = failure;
  const error = failure.response ?? failure.message;
  const [, , subject, detail] = ENHANCED.exec(failure.response ?? '') ?? [];
  const aboutMessage = /^(RCPT TO|DATA)/.test(command) || failure.code === 'EMESSAGE';
  // Size is a property of the message, though some relays judge it at MAIL FROM.
  const tooLarge = responseCode === 552 || (subject === '3' && detail === '4');

  if (responseCode >= 500) {
    if (aboutMessage || tooLarge)
      return {
        outcome: 'never',
        error,
        suppress: command.startsWith('RCPT TO') && subject === '1' && !SENDERS_FAULT.has(detail!),
      };
    return { outcome: 'later', error, scope: 'provider' };
  }
  if (responseCode === 421) return { outcome: 'later', error, scope: 'provider' };
  return { outcome: 'later', error, scope: aboutMessage ? 'recipient' : 'provider' };
}
