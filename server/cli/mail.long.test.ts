/** `candor bounce` and `candor mail check` against a whole Candor, and the addresses that they use. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Scope } from '@candor/protocol/people.ts';
import { type Actor, scopesOf } from '#people';
import { openHouse } from '../../stories/house.ts';
import { postfix } from '../carriers/email/returns/samples.ts';
import { candor } from './testing.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A process of its own, with a message on its standard input, as a mail server runs it. */
const piped = (message: Buffer, argv: string[], env: Record<string, string>) =>
  new Promise<{ status: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', MAIN, 'bounce', ...argv],
      {
        env: { PATH: process.env['PATH'] ?? '', ...env },
      },
    );
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      said.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said.err += chunk;
    });
    child.on('close', (status) => resolve({ status, ...said }));
    child.stdin.end(message);
  });

async function open(t: TestContext) {
  const house = await openHouse(t, { monitors: false });
  const { app } = house;
  const person = {
    email: 'owner@example.org',
    name: 'Owner',
    role: 'owner',
    password: 'a password for tests',
  } as const;
  const { id } = await app.people.persons.add(person, 'system:test');
  const maker = { by: `person:${id}`, scopes: scopesOf('owner') } as Actor;
  const tokenOf = async (...scopes: Scope[]) =>
    (await app.people.tokens.make(maker, { name: 'mail', scopes })).secret;
  return { ...house, url: app.web.url(), token: await tokenOf('carriers:read', 'carriers:write'), tokenOf };
}

test('a returned message goes from a pipe to its delivery, and the subscription ends with the reason', async (t) => {
  const { app, mail, url, token, tokenOf, settled } = await open(t);
  const ada = await app.audience.subscribers.add(
    {
      carrier: 'email',
      address: 'ada@example.org',
      confirmed: true,
      locale: 'en',
      timeZone: 'UTC',
      componentIds: null,
      everyNote: false,
    },
    'system:test',
  );
  await app.store.transaction((tx) =>
    app.carriers.ledger.plan(tx, {
      message: { kind: 'update', forms: { en: { subject: 'Something fails', text: 'We look.' } } },
      recipients: [
        {
          id: ada.id,
          kind: 'subscriber',
          carrier: 'email',
          address: ada.address,
          locale: 'en',
          timeZone: 'UTC',
        },
      ],
    }),
  );
  await settled();
  const [letter] = mail.inbox();
  const raw = postfix({ to: letter!.from, reader: 'ada@example.org', original: letter!.raw });

  const env = { CANDOR_TOKEN: token, CANDOR_URL: url };
  const bounce = async (message: Buffer, argv: string[], given: Record<string, string>) =>
    candor(['bounce', ...argv], given, message);
  const nobody = await piped(raw, [], { ...env, CANDOR_URL: 'http://127.0.0.1:9' });
  assert.equal(nobody.status, 75, 'a mail server keeps it and tries again');
  const stranger = await bounce(raw, [], { ...env, CANDOR_TOKEN: await tokenOf('carriers:read') });
  assert.equal(stranger.status, 1);
  const foreign = await bounce(Buffer.from('Subject: hello\r\n\r\nhi'), [], env);
  assert.deepEqual([foreign.status, foreign.out], [0, 'ignored: It is neither a report nor a bounce.\n']);

  const taken = await bounce(raw, ['--to', letter!.from], env);
  assert.equal(taken.status, 0, taken.err);
  assert.match(taken.out, /^applied bounced: 5\.1\.1/);
  const ended = await app.audience.subscribers.get(ada.id);
  assert.equal(ended.state, 'suppressed');
  assert.match(ended.endedWhy!, /It bounced for good: 5\.1\.1/);

  for (const [body, type, status] of [
    ['{}', 'application/json', 415],
    ['', 'message/rfc822', 400],
    ['x'.repeat(1_100_000), 'message/rfc822', 413],
  ] as const) {
    const answer = await fetch(`${url}/api/v1/returned-mail`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body,
    });
    assert.equal(answer.status, status, type);
  }
});

test('candor mail check says what is wrong and ends with 1', async (t) => {
  const { url, token } = await open(t);
  const found = await candor(['mail', 'check', '--url', url], { CANDOR_TOKEN: token });
  assert.equal(found.status, 1);
  assert.match(found.out, /^FAIL {5}One click to unsubscribe: /m);
  assert.match(found.out, /^Warm-up: Nobody subscribes by mail yet\.$/m);
  const { out } = await candor(['mail', 'check', '--json', '--url', url], { CANDOR_TOKEN: token });
  assert.ok(JSON.parse(out).findings.length > 3);
  assert.equal((await candor(['mail', 'check', '--url', url])).status, 2);
});

test('whoever reads a test letter says where it landed, by POST alone', async (t) => {
  const { url, token, mail, settled } = await open(t);
  const api = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${url}/api/v1/mail-readiness/seed-tests${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, json: await answer.json() };
  };
  const started = await api('POST', '', { addresses: ['seed@example.org'] });
  assert.equal(started.status, 201, JSON.stringify(started.json));
  await settled();
  const [, path] = /(\/mail-seeds\/[\w.-]+)/.exec(mail.inbox()[0]!.text)!;
  const page = await fetch(url + path);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /seed@example\.org/);
  const oneClick = await fetch(url + path, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  assert.equal(oneClick.status, 200);
  const landed = async () => (await api('GET', '')).json.items[0].mailboxes[0].landed;
  assert.equal(await landed(), null);
  await fetch(url + path, { method: 'POST', body: new URLSearchParams({ landed: 'spam' }) });
  assert.equal(await landed(), 'spam');
  assert.equal((await fetch(`${url}${path}x`)).status, 404);
  assert.equal((await api('POST', `/${started.json.id}/receipts`, {})).status, 400);
  assert.equal((await api('POST', '/sdt_none/receipts', { mailboxId: 'x', landed: 'inbox' })).status, 404);
});
