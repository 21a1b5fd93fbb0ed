/**
 * What every chapter of the demo's story shares: the world it happens in, what it found out so far, and the only two
 * ways to go on: something was proven from outside, or the demo fails.
 */
import type { MailServer, ReceivedMail, WebhookReceiver } from '../../../../mocks/index.ts';
import type { Candor } from '../candor.ts';
import type { Reader, Sighting } from '../reader.ts';
import type { BreakMode, Shop } from '../shop.ts';
import type { Traffic } from '../traffic.ts';
import type { Elsewhere } from './everywhere.ts';

export type World = {
  candor: Candor;
  shop: Shop;
  mail: MailServer;
  webhooks: WebhookReceiver;
  elsewhere: Elsewhere;
  reader: Reader;
  traffic: Traffic;
  mode: BreakMode;
  say: (line: string) => void;
};

export type Results = {
  mode: BreakMode;
  minutes: { detect: number; firstWord: number; acknowledge: number; recover: number };
  promises: { kept: number; keptByNote: number; missed: number };
  accepted: Record<string, number>;
  reader: { phase: string; saw: Sighting }[];
  headlines: { at: string; headline: string }[];
  liveEvents: number;
  postmortem: { url: string; evidence: number };
  credit: { customers: number; totalMinor: number; currency: string; recomputes: boolean };
  survey: { invited: number; answered: number };
  trust: {
    metric: string;
    trueEffect: number;
    measured: number | null;
    low: number | null;
    high: number | null;
    verdict: string;
  };
  checklist: { done: number; of: number };
  verified: string[];
};

export type SeenIncident = {
  id: string;
  phase: string;
  startedAt: string;
  firstWordAt: string | null;
  recoveredAt: string | null;
  updates: { origin: string; at: string; text: Record<string, string> }[];
  promises: { outcome: string }[];
  measures: Record<string, number | null>;
};

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Waits until `look` answers something, or says what did not happen. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 30_000,
): Promise<T> {
  const untilMs = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > untilMs)
      throw new Error(`Not seen from outside within ${withinMs / 1_000} s: ${what}`);
    await pause(150);
  }
}

export const hhmm = (instant: string) => instant.slice(11, 16);
export const percent = (share: number | null) =>
  share === null ? 'not known' : `${Math.round(share * 100)} %`;
export const DEMO_WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the demo, not of anybody').toString('base64')}`;

/** What is known while the story is told; chapters add to it in their order. */
export type Telling = World & {
  verified: string[];
  saw: { phase: string; saw: Sighting }[];
  prove(what: string): void;
  mailTo(address: string, about: (letter: ReceivedMail) => boolean): ReceivedMail | undefined;
  /** The newest incident as the API shows it, or null. */
  incident(): Promise<SeenIncident | null>;
};

export function beginTelling(world: World): Telling {
  const { candor, mail, say } = world;
  const verified: string[] = [];
  return {
    ...world,
    verified,
    saw: [],
    prove(what) {
      verified.push(what);
      say(`  ✓ ${what}`);
    },
    mailTo: (address, about) => mail.inbox().find((letter) => letter.to.includes(address) && about(letter)),
    async incident() {
      const { items } = await candor.ok<{ items: { id: string }[] }>('GET', '/api/v1/incidents?limit=1');
      return items[0] ? candor.ok<SeenIncident>('GET', `/api/v1/incidents/${items[0].id}`) : null;
    },
  };
}
