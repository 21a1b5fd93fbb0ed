/** Encryption and sign-in: what is checked, what is told to whom, and what never is. */
import assert from 'node:assert/strict';
import type { AddressInfo, LookupFunction } from 'node:net';
import { type TestContext, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { verdictOf } from '../verdict.ts';
import type { SmtpFailure } from './failure.ts';
import { CERTIFICATE, deliver, KEY, openSmtp, startRelay } from './testing.ts';

const PASS = 'hunter2 secret';

async function startServer(t: TestContext, options: SMTPServerOptions = {}) {
  const got: { to: string; secure: boolean; user: unknown }[] = [];
  const server = new SMTPServer({
    key: KEY,
    cert: CERTIFICATE,
    authOptional: true,
    disableReverseLookup: true,
    // Its connections may be closed after it by what opened them.
    closeTimeout: 1,
    onAuth: ({ username, password }, _session, done) =>
      username === 'candor' && password === PASS
        ? done(null, { user: username })
        : done(Object.assign(new Error(`5.7.8 ${password} is wrong`), { responseCode: 535 })),
    onData(stream, session, done) {
      stream.resume().on('end', () => {
        got.push({ to: session.envelope.rcptTo[0]!.address, secure: session.secure, user: session.user });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { got, port: (server.server.address() as AddressInfo).port };
}

/** As if the name were somebody else's machine. */
const lookup: LookupFunction = (_host, { all }, done) =>
  all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
const auth = { user: 'candor', pass: PASS };
const failureOf = (sending: Promise<unknown>) =>
  sending.then(
    () => assert.fail('It was taken.'),
    (error: Error & SmtpFailure) => error,
  );

for (const secure of [false, true])
  test(`${secure ? 'implicit TLS' : 'STARTTLS'}: a certificate that nobody vouches for is refused, nothing is sent`, async (t) => {
    const server = await startServer(t, { secure });
    const smtp = openSmtp(t, server.port, {
      relay: { host: 'relay.example', secure, auth },
      lookup,
    });
    const failure = await failureOf(deliver(smtp, 1));
    assert.equal(failure.code, 'ETLS', failure.message);
    assert.match(failure.message, /self-signed/);
    assert.equal(verdictOf(failure).outcome, 'later');
    assert.deepEqual(server.got, []);
  });

for (const secure of [false, true])
  test(`${secure ? 'implicit TLS' : 'STARTTLS'}: a trusted certificate is taken for its own name alone`, async (t) => {
    const before = getCACertificates('default');
    t.after(() => setDefaultCACertificates(before));
    setDefaultCACertificates([...before, CERTIFICATE]);
    const server = await startServer(t, { secure });
    // In capitals it is no name of this machine to the sender, while the certificate is its own.
    const right = openSmtp(t, server.port, { relay: { host: 'LOCALHOST', secure, auth }, lookup });
    await Promise.all([1, 2, 3].map((n) => deliver(right, n)));
    assert.deepEqual(
      server.got.map(({ secure, user }) => [secure, user]),
      Array(3).fill([true, 'candor']),
    );
    const wrong = openSmtp(t, server.port, {
      relay: { host: 'relay.example', secure, auth },
      lookup,
    });
    const failure = await failureOf(deliver(wrong, 4));
    assert.equal(failure.code, 'ETLS', failure.message);
    assert.equal(server.got.length, 3);
  });

test('AUTH PLAIN and AUTH LOGIN; a wrong password is in no error, also when the relay repeats it', async (t) => {
  for (const method of ['PLAIN', 'LOGIN']) {
    const server = await startServer(t, { authMethods: [method] });
    await deliver(openSmtp(t, server.port, { relay: { auth } }), 1);
    assert.equal(server.got[0]!.user, 'candor');
    const wrong = 'quite-wrong-7';
    const smtp = openSmtp(t, server.port, { relay: { auth: { user: 'candor', pass: wrong } } });
    const failure = await failureOf(deliver(smtp, 2));
    assert.equal(failure.responseCode, 535);
    assert.equal(failure.code, 'EAUTH');
    assert.match(failure.response!, /^535 5\.7\.8 … is wrong$/);
    const said = JSON.stringify([failure, failure.message, failure.stack, verdictOf(failure)]);
    for (const secret of [
      wrong,
      Buffer.from(wrong).toString('base64'),
      Buffer.from(`\0candor\0${wrong}`).toString('base64'),
    ])
      assert.ok(!said.includes(secret));
    assert.equal(verdictOf(failure).outcome, 'later');
  }
});

test('a relay elsewhere that offers no TLS is never told the password', async (t) => {
  const relay = await startRelay(t, { features: ['PIPELINING', 'AUTH PLAIN LOGIN'] });
  const smtp = openSmtp(t, relay.port, { relay: { host: 'relay.example', auth }, lookup });
  const failure = await failureOf(deliver(smtp, 1));
  assert.equal(failure.code, 'ETLS');
  assert.deepEqual(relay.commands, ['EHLO shop.example']);
  // On this machine nobody listens on the way.
  await deliver(openSmtp(t, relay.port, { relay: { auth } }), 1);
  assert.equal(relay.messages.length, 1);
});

test('a relay that offers no sign-in, while its address names one, is reported', async (t) => {
  const relay = await startRelay(t);
  const failure = await failureOf(deliver(openSmtp(t, relay.port, { relay: { auth } }), 1));
  assert.equal(failure.code, 'EAUTH');
  assert.match(failure.message, /offers no sign-in/);
  assert.equal(relay.messages.length, 0);
});

test('commands slipped in behind the answer to STARTTLS are refused', async (t) => {
  const relay = await startRelay(t, {
    features: ['STARTTLS'],
    answer: (step) => (step === 'STARTTLS' ? '220 go on\r\n250 relay.test\r\n250 ok' : null),
  });
  const failure = await failureOf(deliver(openSmtp(t, relay.port), 1));
  assert.equal(failure.code, 'EPROTOCOL');
  assert.equal(relay.messages.length, 0);
});

test('a relay that offers STARTTLS and will not do it is not sent anything in the clear', async (t) => {
  const relay = await startRelay(t, {
    features: ['STARTTLS'],
    answer: (step) => (step === 'STARTTLS' ? '454 4.7.0 TLS not available' : null),
  });
  const failure = await failureOf(deliver(openSmtp(t, relay.port), 1));
  assert.equal(failure.code, 'ETLS');
  assert.equal(relay.messages.length, 0);
});

test('an address where nobody listens, and a name that does not exist', async (t) => {
  const relay = await startRelay(t);
  const nobody = openSmtp(t, 1, {});
  assert.equal((await failureOf(deliver(nobody, 1))).code, 'ECONNECTION');
  const nowhere = openSmtp(t, relay.port, {
    relay: { host: 'relay.example' },
    lookup: (_host, _options, done) =>
      done(Object.assign(new Error('getaddrinfo ENOTFOUND relay.example'), { code: 'ENOTFOUND' }), '', 0),
  });
  assert.match((await failureOf(deliver(nowhere, 1))).message, /ENOTFOUND/);
});
