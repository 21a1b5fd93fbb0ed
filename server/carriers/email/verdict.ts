/**
 * What an SMTP failure means for a delivery. Pure. 4xx and lost connections are for later, 5xx for never; RFC 3463's
 * 5.1.x says that the mailbox does not exist, so nothing is sent there again. What happens before a recipient is named
 * (greeting, sign-in, our own address refused) is the relay's trouble and costs no recipient an attempt.
 */
import type { Outcome } from '../carrier.ts';
import type { SmtpFailure } from './smtp/failure.ts';

export type { SmtpFailure };

const ENHANCED = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/;
/** About the sender's address, although they begin with 5.1. */
const SENDERS_FAULT = new Set(['7', '8']);
/** Of the codes that ask for patience, those that say why. Greylisting asks for a wait, not for less. */
const THROTTLING = new Set([421, 450, 451, 452]);
const TOO_MUCH =
  /\b(?:rates?|throttl\w*|too (?:many|much|fast|often)|limits?|limited|quota|slow down|exceed\w*)\b/i;
const GREYLISTING = /gr[ea]y.?list/i;

export function verdictOf(failure: SmtpFailure): Outcome {
  const { responseCode = 0, command = '', code } = failure;
  const error = failure.response ?? failure.message;
  const [, , subject, detail] = ENHANCED.exec(failure.response ?? '') ?? [];
  // What no relay like this one can ever take.
  if (code === 'ETOOLARGE' || code === 'EUTF8') return { outcome: 'never', error };
  const aboutMessage = /^(RCPT TO|DATA)/.test(command);
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
  const scope = aboutMessage && responseCode !== 421 ? 'recipient' : 'provider';
  const throttled =
    THROTTLING.has(responseCode) && !GREYLISTING.test(error) && (subject === '7' || TOO_MUCH.test(error));
  return { outcome: 'later', error, scope, ...(throttled ? { throttled } : {}) };
}
