/** One opened account without a ledger around it: a real door, a hand-moved clock, a pretend service. For tests. */
import type { TestContext } from 'node:test';
import { handClock } from '#lib/clock.ts';
import { silentLog } from '#lib/log.ts';
import { createOutbound } from '#lib/outbound/index.ts';
import type { Carrier, Content, Outgoing, Parts, Tools, Way } from '../carrier.ts';

export const NOW = '2026-03-01T10:00:00.000Z';
export const CALLBACK = 'https://status.example.org/carriers/pretend-callback-token';

export async function openAccount(
  t: TestContext,
  {
    carrier,
    provider,
    settings,
    publicUrl = 'https://status.example.org',
  }: {
    carrier: Carrier;
    provider?: string;
    settings: Record<string, unknown>;
    publicUrl?: string;
  },
) {
  const clock = handClock(NOW);
  const outbound = createOutbound({ allow: '127.0.0.1', clock });
  t.after(() => outbound.close());
  const tools: Tools = {
    outbound,
    clock,
    log: silentLog(),
    dataFolder: '/nowhere',
    publicUrl: () => publicUrl,
    callbackUrl: CALLBACK,
  };
  const kind = carrier.providers.find(({ name }) => !provider || name === provider)!;
  const way: Way = await kind.open(kind.settings.parse(settings), tools);
  const signal = new AbortController().signal;
  return {
    clock,
    way,
    kind,
    send: (delivery: Partial<Outgoing>, content: Content) => way.send(outgoing(delivery), content, signal),
    check: () => way.check!(signal),
  };
}

export const outgoing = (more: Partial<Outgoing> = {}): Outgoing => ({
  id: 'dlv_1',
  key: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
  kind: 'update',
  incidentId: 'inc_1',
  updateId: 'upd_1',
  recipientId: 'sub_1',
  recipientKind: 'subscriber',
  address: '@acme',
  locale: 'en',
  timeZone: 'UTC',
  secret: null,
  unsubscribeUrl: null,
  ownUrl: null,
  createdAt: NOW,
  thread: null,
  ...more,
});

export const PARTS: Parts = {
  title: 'Sign-in fails',
  phase: 'investigating',
  phaseLabel: 'Investigating',
  severity: 2,
  body: 'About one in five **cannot sign in** & some see “<nothing>”.',
  components: ['Sign-in'],
  url: 'https://status.example.org/incidents/inc_1',
  nextUpdateBy: '2026-03-01T10:30:00.000Z',
  nextWord: 'Next word by 10:30 UTC.',
  at: NOW,
  correction: false,
  image: null,
};

export const told = (subject: string, parts: Partial<Parts> = {}): Content => ({
  form: { subject, text: subject, parts: { ...PARTS, ...parts } },
  event: { type: 'incident.update.published', data: {} },
});
