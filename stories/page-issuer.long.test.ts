/** How readers come into a private page by an account at a real issuer of OpenID Connect, on loopback. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import Provider from 'oidc-provider';
import { browser, privatePage } from './page-reader.ts';

/** A real issuer, whose accounts are those that the story names. */
async function startIssuer(t: { after(fn: () => Promise<void>): void }, accounts: Record<string, object>) {
  let handle: ReturnType<Provider['callback']> | undefined;
  const server = createServer((request, response) => void handle!(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const start = (redirectUri: string) => {
    const provider = new Provider(issuer, {
      clients: [
        { client_id: 'candor', client_secret: 'a secret of this story', redirect_uris: [redirectUri] },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['groups'] },
      scopes: ['openid', 'email', 'profile'],
      pkce: { required: () => true },
      cookies: { keys: ['of this story only'] },
      features: { devInteractions: { enabled: true } },
      findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, ...accounts[sub] }) }),
      renderError: (context, out) => {
        context.body = JSON.stringify(out);
      },
    });
    handle = provider.callback();
  };
  t.after(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return { issuer, start };
}

test('an account at an issuer opens the page when the issuer vouches for what the page wants', async (t) => {
  const { house, base, admit } = await privatePage(t);
  const { issuer, start } = await startIssuer(t, {
    anna: { email: 'anna@staff.example', email_verified: true, groups: ['readers'] },
    bert: { email: 'bert@staff.example', email_verified: false, groups: ['readers'] },
    carl: { email: 'carl@elsewhere.example', email_verified: true, groups: ['readers'] },
    dora: { email: 'dora@staff.example', email_verified: true, groups: ['others'] },
  });
  start(`${base}/p/acme/sign-in/account/callback`);
  await admit({
    oidc: {
      issuer,
      clientId: 'candor',
      clientSecret: 'a secret of this story',
      domains: ['staff.example'],
      groups: ['readers'],
    },
  });
  /** From the page to the issuer, through its forms, and back to the address that it names. */
  async function travel(who: string) {
    const reader = browser(base);
    const page = await reader('/p/acme/sign-in?to=%2Fhistory');
    const way = /href="(\/p\/acme\/sign-in\/account[^"]*)"/.exec(page.text)![1]!;
    let { location } = await reader(way.replaceAll('&amp;', '&'));
    const issued = browser(issuer);
    const sent = new URL(location!);
    for (let steps = 0; !location!.startsWith(base); steps++) {
      assert.ok(steps < 12, `the issuer leads nowhere: ${location}`);
      const seen = await issued(location!);
      location = seen.location;
      if (location) continue;
      const action = /action="([^"]+)"/.exec(seen.text)?.[1];
      const prompt = /name="prompt" value="(\w+)"/.exec(seen.text)?.[1] ?? '';
      const done = await issued(action!, {
        prompt,
        ...(prompt === 'login' ? { login: who, password: 'x' } : {}),
      });
      location = done.location;
    }
    return { reader, sent, back: location! };
  }

  const { reader, sent, back } = await travel('anna');
  assert.equal(sent.searchParams.get('code_challenge_method'), 'S256');
  assert.ok(sent.searchParams.get('state') && sent.searchParams.get('nonce'));
  const arrived = await reader(back);
  assert.equal(arrived.location, '/p/acme/history', arrived.text.slice(-600));
  assert.equal((await reader('/p/acme/history')).status, 200);
  assert.equal((await browser(base)(back)).status, 403, 'what comes back belongs to the browser that asked');
  assert.equal((await reader(back)).status, 403, 'and is used once');

  for (const who of ['bert', 'carl', 'dora']) {
    const { reader: other, back: returned } = await travel(who);
    assert.equal((await other(returned)).status, 403, who);
    assert.equal((await other('/p/acme/')).status, 303, who);
  }
  const forged = await travel('anna');
  const bent = new URL(forged.back);
  bent.searchParams.set('state', 'another');
  assert.equal((await forged.reader(bent.href)).status, 403);

  // The secret is never shown, and never follows to another issuer.
  const { id } = (await house.app.catalog.pages.list()).find(({ slug }) => slug === 'acme')!;
  const shown = await house.app.catalog.pages.access(id);
  assert.ok(shown.oidc?.clientSecretSet && !JSON.stringify(shown).includes('a secret of this story'));
  await admit({ oidc: { issuer: `${issuer}/other`, clientId: 'candor' } });
  assert.equal((await house.app.catalog.pages.access(id)).oidc?.clientSecretSet, false);
  assert.equal(
    (await browser(base)('/p/acme/sign-in/account')).status,
    409,
    'an issuer that does not answer is said',
  );
});
