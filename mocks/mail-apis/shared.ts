/** What the pretend mail APIs share: keys, shapes, and how a letter is read out of a request. */
import type { IncomingMessage } from 'node:http';
import { simpleParser } from 'mailparser';

export type ApiName = 'ses' | 'postmark' | 'sendgrid' | 'mailgun' | 'resend';

/** One letter that was taken. `raw` is the request's body. */
export type TakenLetter = {
  at: string;
  service: ApiName;
  to: string;
  from: string;
  subject: string;
  text: string;
  /** In small letters. */
  headers: Record<string, string>;
  raw: string;
  accepted: true;
  id: string;
};

export const KEYS = {
  ses: {
    region: 'eu-central-1',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMIEXAMPLEKEY',
  },
  postmark: 'b3a1c2d4-0000-4000-8000-000000000001',
  sendgrid: 'SG.pretend.key',
  mailgun: 'key-pretend-mailgun',
  mailgunDomain: 'mg.acme.example',
  resend: 're_pretend_key',
};

export type Answered = { status: number; body: unknown; headers?: Record<string, string> };
export type Asked = { request: IncomingMessage; path: string; body: Buffer };
export type Keep = (letter: Omit<TakenLetter, 'at' | 'accepted' | 'raw'>) => void;

/** Names in an object that the API does not know. */
export function strangers(value: unknown, known: readonly string[]): string[] {
  return Object.keys(value as object).filter((name) => !known.includes(name));
}
export const jsonOf = (body: Buffer): Record<string, unknown> | null => {
  try {
    const found = JSON.parse(body.toString('utf8')) as unknown;
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};
export const small = (headers: Iterable<readonly [string, string]>) =>
  Object.fromEntries([...headers].map(([name, value]) => [name.toLowerCase(), value]));
export const fromMime = async (raw: Buffer) => {
  const mail = await simpleParser(raw);
  return {
    from: mail.from?.text ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    headers: small(
      mail.headerLines.map(({ key, line }) => [
        key,
        line
          .slice(line.indexOf(':') + 1)
          .replace(/\s+/g, ' ')
          .trim(),
      ]),
    ),
  };
};
