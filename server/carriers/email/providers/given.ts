/** What every provider of mail is made with, and the settings that they share. */
import { z } from 'zod';
import type { Letters } from '../letters.ts';
import { readSender, type Sender } from '../settings.ts';

export type MailGiven = {
  letters: Letters;
  /** MAIL_FROM. */
  sender: Sender | null;
  connections: number;
};

export const fromField = z.string().max(320).optional().meta({
  title: 'Sender',
  description: 'Who mail of this account comes from; MAIL_FROM when left out.',
  example: 'Acme Status <status@acme.example>',
});

export const secretField = (title: string, description: string) =>
  z.string().min(1).max(500).meta({ title, description, secret: true });

export const baseUrlField = (fallback: string, description: string) =>
  z
    .url({ protocol: /^https?$/ })
    .default(fallback)
    .meta({ title: 'Address of the API', description });

/** Throws the sentence that says what is missing. */
export function senderOf(from: string | undefined, { sender }: MailGiven): Sender {
  const found = from ? readSender(from) : sender;
  if (!found) throw new Error('Nobody is named as the sender: set MAIL_FROM, or the sender of this account.');
  return found;
}

/** An instant of somebody else's making, or now. */
export function instantOf(given: unknown, now: string): string {
  const ms =
    typeof given === 'number' ? given * 1_000 : typeof given === 'string' ? Date.parse(given) : Number.NaN;
  return Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Date(ms).toISOString() : now;
}

/** Seconds of the clock, as a signature states them, within this many of now. */
export const isFresh = (stated: unknown, nowMs: number, withinSeconds: number): boolean => {
  const seconds = Number(stated);
  return Number.isFinite(seconds) && Math.abs(nowMs / 1_000 - seconds) <= withinSeconds;
};
