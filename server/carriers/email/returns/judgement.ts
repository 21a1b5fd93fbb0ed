/**
 * What a message that came back means. Pure. Reports are read by their standard (RFC 3464, RFC 5965); what programs
 * without one write is recognised carefully, because to suppress somebody by mistake is worse than to miss a bounce.
 * Automatic replies (RFC 3834) and letters of people mean nothing.
 *
 * A mailbox is dead when the enhanced code says so (5.1.x but for what is about the sender, and 5.2.1), or when there
 * is no telling code and the words leave no doubt.
 */
import { type Fields, first, type Incoming } from './incoming.ts';

export type Judgement =
  | { kind: 'bounced'; permanent: boolean; detail: string }
  | { kind: 'delayed' | 'delivered'; detail: string }
  | { kind: 'complained' | 'unsubscribed'; detail: string }
  | { kind: 'nothing'; why: string };

const LONGEST_DETAIL = 500;
const CODE = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]\d)/;
/** The sender's fault, or anybody's guess, although it begins with 5.1. */
const NOT_OF_MAILBOX = new Set(['0', '7', '8', '9']);
const NO_MAILBOX =
  /\b(?:unknown|no such|invalid|non-?existent|nonexistent) (?:local[ -]?part|user|mailbox|recipient|address|account|person)\b|\b(?:user|mailbox|recipient|address|account|email)\b[^\n]{0,60}\b(?:unknown|not found|does ?n[o’']t exist|no longer (?:exists|available|in use)|is (?:disabled|inactive|closed)|not exist|isn[’']t (?:valid|known))|no mailbox here by that name|\buser does ?n[o’']t have an? \S+ account\b|\(null ?mx\)|\bwasn[’']t found at\b/i;
const OTHER_REASON =
  /spam|block(?:ed|list)|black ?list|reputation|policy|quota|mailbox (?:is )?full|over ?quota|too large|greylist|grey-list|rate limit|try again/i;

export function judge(mail: Incoming): Judgement {
  if (mail.feedback) return complaint(mail.feedback);
  if (mail.status.length > 0) return report(mail.status);
  if (isAutomatic(mail) && !isFromDaemon(mail)) return { kind: 'nothing', why: 'an automatic reply' };
  return guess(mail);
}

/** RFC 5965. "not-spam" takes a complaint back, and reports of failed checks are no complaints. */
function complaint(feedback: Fields): Judgement {
  const type = first(feedback, 'feedback-type').trim().toLowerCase();
  if (['abuse', 'fraud', 'other', 'virus'].includes(type))
    return {
      kind: 'complained',
      detail: clean(`${type} report of ${first(feedback, 'user-agent') || 'the mailbox provider'}`),
    };
  if (type.startsWith('opt-out')) return { kind: 'unsubscribed', detail: 'asked the mailbox provider' };
  return { kind: 'nothing', why: `a feedback report of the kind "${clean(type).slice(0, 40)}"` };
}

/** RFC 3464. Every letter of ours has one recipient; where a report names several, the worst counts. */
function report(groups: readonly Fields[]): Judgement {
  // The first group is about the message, but not everybody writes one.
  const recipients = groups.filter((fields) => fields.has('action') || fields.has('final-recipient'));
  const found = recipients.map((fields): Judgement => {
    const action = first(fields, 'action')
      .toLowerCase()
      .split(/[\s;(]/, 1)[0];
    const diagnostic = first(fields, 'diagnostic-code').replace(/^[\w-]+;\s*/, '');
    const status = CODE.exec(first(fields, 'status'))?.[0] ?? '';
    const detail = clean([status, diagnostic].filter(Boolean).join(' ')) || action || 'without a reason';
    if (action === 'failed') return { kind: 'bounced', permanent: isDead(status, diagnostic), detail };
    if (action === 'delayed') return { kind: 'delayed', detail };
    if (action === 'delivered') return { kind: 'delivered', detail };
    return { kind: 'nothing', why: `a report of the action "${clean(action ?? '').slice(0, 40)}"` };
  });
  const worst = ['bounced', 'delayed', 'delivered'].flatMap((kind) =>
    found.filter((one) => one.kind === kind),
  );
  return (
    worst.find((one) => one.kind === 'bounced' && one.permanent) ??
    worst[0] ??
    found[0] ?? { kind: 'nothing', why: 'a report that names no recipient' }
  );
}

function isDead(status: string, diagnostic: string): boolean {
  const codes = [status, CODE.exec(diagnostic)?.[0] ?? ''].map((code) => CODE.exec(code));
  // The code in the receiver's own words says more than "5.0.0", which many programs write in its place.
  const telling = codes.filter((code) => code && !(code[2] === '0' || code[3] === '0'));
  for (const code of telling) {
    const [, kind, subject, detail] = code!;
    if (kind !== '5') return false;
    if (subject === '1' && !NOT_OF_MAILBOX.has(detail!)) return true;
    if (subject === '2' && detail === '1') return true;
    // Exchange Online says "access denied" of mailboxes that do not exist.
    if (subject === '4' && detail === '1' && /recipient address rejected/i.test(diagnostic)) return true;
  }
  if (telling.length > 0) return false;
  return !/^[24]/.test(status) && saysNoMailbox(diagnostic);
}

const saysNoMailbox = (text: string) => NO_MAILBOX.test(text) && !OTHER_REASON.test(text);

const DAEMON =
  /(?:^|[\s<"])(?:mailer-daemon|mail-daemon|postmaster|mailerdaemon|microsoftexchange[0-9a-f]*)@/i;
const FAILED =
  /undeliver|delivery (?:status notification|failure|has failed|failed)|failure (?:notice|notification)|returned (?:mail|to sender)|mail delivery (?:failed|failure|system)|non ?delivery|could not be delivered|unzustellbar/i;
const LATE = /delay|warning|not yet|temporar|still trying|will retry/i;

const isFromDaemon = ({ fields }: Incoming) =>
  DAEMON.test(first(fields, 'from')) || /^\s*<>\s*$/.test(first(fields, 'return-path'));

/** RFC 3834 §2 and 5, and what older programs write instead. */
function isAutomatic({ fields }: Incoming): boolean {
  const submitted = first(fields, 'auto-submitted').toLowerCase();
  return (
    (submitted !== '' && !submitted.startsWith('no')) ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponse', 'x-auto-response-suppress'].some((name) =>
      fields.has(name),
    ) ||
    /auto_?reply|junk|bulk/i.test(first(fields, 'precedence')) ||
    /^(?:out of office|automatic reply|auto(?:matic)?[ -]?reply|abwesenheit|réponse automatique)/i.test(
      first(fields, 'subject'),
    )
  );
}

/** Bounces of programs that write no report: they say so in the subject, and come from the mail system itself. */
function guess(mail: Incoming): Judgement {
  const { fields, text } = mail;
  const subject = first(fields, 'subject');
  const named = fields.has('x-failed-recipients');
  const qmail = /^hi\. this is the [\w-]+ program at /i.test(text.trimStart());
  if (!(isFromDaemon(mail) && (FAILED.test(subject) || qmail)) && !named)
    return { kind: 'nothing', why: 'neither a report nor a bounce' };
  // What stands below is the original, whose words are ours.
  const said = text.split(/^-{2,}[^\n]*(?:copy|original|message)[^\n]*$/im, 1)[0]!.slice(0, 8_000);
  const code = CODE.exec(said)?.[0] ?? '';
  const reason = clean(lineAround(said) || subject);
  if (LATE.test(subject) && !/permanent|giving up/i.test(said)) return { kind: 'delayed', detail: reason };
  return { kind: 'bounced', permanent: isDead(code, said), detail: reason };
}

/** The line that gives the reason, as far as one can tell. */
const lineAround = (text: string): string =>
  text
    .split(/\r?\n/)
    .find((line) => CODE.test(line) || NO_MAILBOX.test(line) || /\b[45]\d\d[ -]/.test(line)) ?? '';

const clean = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL);
