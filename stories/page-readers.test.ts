/** How readers come into a private page: by a link in their mail, and by an account at an issuer. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import Provider from 'oidc-provider';
import { openHouse, seconds } from './house.ts';

const LINK = /http:\/\/[^\s"]+\/p\/acme\/sign-in\/link\/[\w-]+/;
const HTML = { accept: 'text/html' };

/** One browser: it keeps cookies and follows nothing by itself. */
function browser(base: string) {
  const jar = new Map<string, string>();
  return async (url: string, form?: Record<string, string>) => {
    const answer = await fetch(new URL(url, base), {
      redirect: 'manual',
      headers: { ...HTML, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=');
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
  };
}

async function world(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t, { monitors: false });
  const page = await house.app.catalog.pages.create(
    { slug: 'acme', name: 'Acme' },
    {
      kind: 'private',
      networks: ['203.0.113.0/24'],
    },
  );
  await house.settled();
  const base = house.app.web.url();
  const admit = async (access: object) => {
    await house.app.catalog.pages.setAccess(page.id, { kind: 'private', ...access });
    await house.settled();
  };
  return { house, page, base, admit };
}

test('a link by mail opens the page once, for those whom the page allows, and tells strangers nothing', async (t) => {
  const { house, base, admit } = await world(t);
  await house.app.audience.customers.importCsv(
    'external_id,name,email,segment\n1,One,one@first.example,gold\n2,Two,two@second.example,silver\n',
  );
  await admit({
    email: { domains: ['staff.example'], addresses: ['guest@mail.example'], segments: ['gold'] },
  });
  const ask = async (email: string) => {
    const before = house.mail.inbox().length;
    const answer = await browser(base)('/p/acme/sign-in/email', { email });
    await house.settled();
    return { answer, letters: house.mail.inbox().slice(before) };
  };
  const allowed = ['a@staff.example', 'Guest@Mail.example', 'one@first.example'];
  const strangers = [
    'two@second.example',
    'a@staff.example.evil.example',
    'a@xstaff.example',
    'guest@mail.example.org',
  ];
  const answers = new Set<string>();
  let link = '';
  for (const email of [...allowed, ...strangers]) {
    await house.forward(seconds(13));
    const { answer, letters } = await ask(email);
    assert.equal(answer.status, 202);
    answers.add(answer.text);
    assert.equal(letters.length, allowed.includes(email) ? 1 : 0, email);
    if (letters[0]) link = LINK.exec(letters[0].text)![0];
  }
  assert.equal(answers.size, 1, 'the answer is the same for everybody');
  await house.forward(seconds(61));
  const twice = [await ask('one@first.example'), await ask('one@first.example')];
  assert.deepEqual(
    twice.map(({ letters }) => letters.length),
    [1, 0],
    'one link a minute for one address',
  );
  link = LINK.exec(twice[0]!.letters[0]!.text)![0];

  const reader = browser(base);
  assert.equal((await reader('/p/acme/')).status, 303);
  assert.match((await reader(link)).text, /<form method="post">/, 'a scanner that looks uses nothing up');
  const opened = await reader(link, {});
  assert.equal(opened.location, '/p/acme/');
  assert.equal((await reader('/p/acme/')).status, 200);
  assert.equal((await browser(base)(link, {})).status, 403, 'once');
  await reader('/p/acme/sign-in/end', {});
  assert.equal((await reader('/p/acme/')).status, 303);

  // Over after a quarter of an hour; gone with the access that it was made under; nothing of it in the database.
  await house.forward(seconds(61));
  const [late] = (await ask('a@staff.example')).letters;
  await house.forward(15 * 60_000);
  assert.equal((await browser(base)(LINK.exec(late!.text)![0], {})).status, 403);
  const [revoked] = (await ask('a@staff.example')).letters;
  await admit({ email: { addresses: ['other@mail.example'] } });
  assert.equal((await browser(base)(LINK.exec(revoked!.text)![0], {})).status, 403);
  for (const guess of ['guess', 'x'.repeat(300)]) {
    const { status } = await browser(base)(`/p/acme/sign-in/link/${guess}`, {});
    assert.ok([403, 404, 414].includes(status), `${guess}: ${status}`);
  }
});

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
  const { house, base, admit } = await world(t);
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
