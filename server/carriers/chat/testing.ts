/** For the tests of chats and pagers: a world with carriers that run, updates as tell makes them, and hostile words. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import fc from 'fast-check';
import type { Service, ServiceFault } from '../../../mocks/services.ts';
import type { Parts } from '../carrier.ts';
import type { MessageDraft, Recipient } from '../index.ts';
import { createWorld, plan, reader, stateOf } from '../testing.ts';

export const URL_OF_INCIDENT = 'https://status.example.org/incidents/inc_1';

export const parts = (more: Partial<Parts> = {}): Parts => ({
  title: 'Logins fail',
  phase: 'investigating',
  phaseLabel: 'Investigating',
  severity: 2,
  body: 'Some logins **fail**. See [the guide](https://example.org/guide).',
  components: ['API', 'Website'],
  url: URL_OF_INCIDENT,
  nextUpdateBy: '2026-03-01T10:30:00.000Z',
  nextWord: 'We write again by 10:30 UTC.',
  at: '2026-03-01T10:00:00.000Z',
  correction: false,
  image: null,
  ...more,
});

/** What nobody may be able to say through us: mentions, markup, links that run, letters that turn around. */
export const HOSTILE = [
  '<!channel> <!here> <@U123> @here @everyone @channel @all <users/all>',
  '<script>alert(1)</script> <img src=x onerror=alert(1)> </b></a>',
  '[click](javascript:alert(1)) ![pixel](https://evil.example/p.png)',
  '{{DATE(2017-02-14T06:08:39Z,LONG)}} `code` *bold* _it_ ~s~ | a || b',
  '\u202eurt\u202c שלום مرحبا e\u0301\u0327 👩‍👩‍👧‍👦 \ud800 \u0000 &amp; &lt;b&gt;',
].join('\n\n');

let n = 0;
const messageOf = (
  form: Parts | { subject: string; text: string },
  more: Partial<MessageDraft>,
): MessageDraft => {
  n += 1;
  const isUpdate = 'phase' in form;
  return {
    kind: isUpdate ? (form.correction ? 'correction' : 'update') : 'test',
    key: `message-${n}`,
    incidentId: isUpdate ? 'inc_1' : null,
    updateId: isUpdate ? `upd_${n}` : null,
    phaseRank: null,
    forms: { en: isUpdate ? { subject: form.title, text: form.body, parts: form } : form },
    ...more,
  };
};

export async function createChatWorld(t: TestContext, carrier: string) {
  const world = await createWorld(t);
  const process = await world.open();
  const { carriers, moveBy, settle } = process;
  await carriers.start();
  const deliveries = async (recipientId = 'room') =>
    (await carriers.ledger.list({ recipientId, limit: 500 })).items.reverse();

  return {
    ...world,
    ...process,
    deliveries,
    account: async (provider: string, settings: Record<string, unknown>, name = provider) => {
      const { id } = await carriers.accounts.create(carrier, { provider, name, settings });
      await settle();
      return id;
    },
    /** Plans a message and lets everything happen that happens at once; the newest delivery to this recipient. */
    async tell(
      form: Parts | { subject: string; text: string },
      address: string,
      { recipient = {}, ...more }: Partial<MessageDraft> & { recipient?: Partial<Recipient> } = {},
    ) {
      const id = recipient.id ?? 'room';
      await plan(world, carriers, messageOf(form, more), [reader(id, { carrier, address, ...recipient })]);
      await settle();
      return (await deliveries(id)).at(-1)!;
    },
    states: (recipientId = 'room') => stateOf(carriers, recipientId),
    moveBy,
  };
}

export type ChatWorld = Awaited<ReturnType<typeof createChatWorld>>;

/**
 * The ways to fail that all services share: what is busy is left alone for as long as it asks, what failed or broke off
 * is tried until it worked, and an answer that comes slowly or twice is one answer.
 */
export async function usualFaults(
  world: ChatWorld,
  service: Service,
  address: string,
  { waitMs = 8_000 }: { waitMs?: number } = {},
): Promise<void> {
  const recover = async (id: string, ms = 3_000) => {
    await world.moveBy(ms);
    assert.deepEqual(await world.states(id), ['accepted'], id);
  };
  const tell = (id: string, fault: ServiceFault) => {
    service.setFault({ ...fault, times: 1 });
    return world.tell({ subject: 'Test', text: `After ${id}` }, address, { recipient: { id } });
  };
  const busy = await tell('busy', { mode: 'status', status: 429, retryAfterSeconds: waitMs / 1_000 });
  assert.equal(busy.state, 'deferred');
  assert.equal(Date.parse(busy.nextAt!) - world.clock.nowMs(), waitMs);
  await recover('busy', waitMs + 1_000);
  for (const fault of [{ mode: 'status', status: 503 }, { mode: 'drop' }] as const) {
    const failed = await tell(fault.mode, fault);
    assert.equal(failed.state, 'deferred', `${fault.mode}: ${failed.lastError}`);
    await recover(fault.mode);
  }
  for (const fault of [{ mode: 'drip', ms: 0 }, { mode: 'duplicate' }] as const) {
    await tell(fault.mode, fault);
    await recover(fault.mode);
  }
  for (const { lastError } of await world.deliveries('busy')) assert.doesNotMatch(lastError ?? '', /pretend/);
}

/** Whatever somebody writes, `check` holds for it. */
export function forAnyWords(check: (form: { subject: string; text: string; parts: Parts }) => void): void {
  const pieces = [
    '**',
    '_',
    '`',
    '[a](',
    ')',
    '&',
    '<',
    '@here',
    '\n\n',
    '- ',
    '> ',
    '👩‍👩‍👧',
    'e\u0301',
    'word ',
  ];
  const words = fc.oneof(
    // Any code points at all, halves of characters among them.
    fc.array(fc.nat(0x10ffff), { maxLength: 600 }).map((all) => String.fromCodePoint(...all)),
    fc.array(fc.constantFrom(...pieces), { maxLength: 600 }).map((each) => each.join('')),
    fc.constant('long **words** '.repeat(1_700)),
  );
  fc.assert(
    fc.property(words, words, fc.boolean(), (body, title, correction) => {
      const form = { subject: title, text: body };
      check({ ...form, parts: parts({ body, title, correction, components: [title, body] }) });
    }),
    { numRuns: 5, examples: [['long **words** '.repeat(1_700), HOSTILE, true]] },
  );
}
