/** The staff against a real database: how people come in, what they may do to one another, and what stays behind. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Role } from '@candor/protocol/people.ts';
import { handClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { silentLog } from '#lib/log.ts';
import { Problem } from '#lib/problem.ts';
import { createTestStore } from '../store/testing.ts';
import type { Actor } from './actor.ts';
import { tables } from './parts.ts';
import { createPeople } from './people.ts';
import { scopesOf } from './roles.ts';

const PASSWORD = 'a password for tests';
const DAY_MS = 86_400_000;

async function world(test: TestContext) {
  const clock = handClock('2026-03-01T12:00:00.000Z');
  const store = await createTestStore();
  test.after(() => store.close());
  const people = createPeople({
    store,
    clock,
    ids: createIds(clock),
    log: silentLog(),
    scryptCost: { N: 16, r: 8, p: 1 },
  });
  const add = async (role: Role, email = `${role}@example.org`) => {
    const person = await people.persons.add(
      { email, name: `The ${role}`, role, password: PASSWORD },
      'system:test',
    );
    const actor: Actor = {
      by: `person:${person.id}`,
      kind: 'person',
      id: person.id,
      name: person.name,
      role,
      managesAs: role,
      scopes: scopesOf(role),
      locale: 'en',
      timeZone: 'UTC',
      sessionId: null,
    };
    return actor;
  };
  const audited = async () => (await people.auditTrail({ limit: 200 })).items.map(({ what }) => what);
  return { clock, store, people, add, audited, later: (ms: number) => clock.jumpTo(clock.nowMs() + ms) };
}

const problem = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;
const tokenOf = (link: string) => new URL(link, 'http://x').searchParams.get('token')!;

describe('the first owner', () => {
  it('comes in by a link that works once', async (test) => {
    const { people, audited } = await world(test);
    const link = (await people.firstOwnerLink())!;
    assert.match(link, /^\/console\/welcome\?token=[\w-]{43}$/);
    const welcome = { token: tokenOf(link), name: 'Ada', email: 'ada@example.org', password: PASSWORD };
    assert.deepEqual(await people.invites.offer(welcome.token), {
      role: 'owner',
      email: null,
      expiresAt: null,
    });
    const { person, secret } = await people.invites.welcome(welcome, 'browser');
    assert.equal(person.role, 'owner');
    assert.equal((await people.authenticate({ session: secret }))?.id, person.id);
    await assert.rejects(
      people.invites.welcome({ ...welcome, email: 'eve@example.org' }, null),
      problem('auth.failed'),
    );
    assert.equal(await people.firstOwnerLink(), null);
    assert.deepEqual((await audited()).sort(), ['person.added', 'person.invited', 'session.opened']);
  });

  it('has only the newest link, however long it waits', async (test) => {
    const { people, later } = await world(test);
    const old = tokenOf((await people.firstOwnerLink())!);
    const fresh = tokenOf((await people.firstOwnerLink())!);
    await assert.rejects(people.invites.offer(old), problem('auth.failed'));
    later(365 * DAY_MS);
    assert.equal((await people.invites.offer(fresh)).role, 'owner');
  });

  it('is one person when two use the link at once', async (test) => {
    const { people } = await world(test);
    const token = tokenOf((await people.firstOwnerLink())!);
    const tries = ['a', 'b', 'c'].map((name) =>
      people.invites.welcome({ token, name, email: `${name}@example.org`, password: PASSWORD }, null),
    );
    const outcomes = await Promise.allSettled(tries);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal((await people.persons.list()).length, 1);
  });
});

describe('signing in', () => {
  it('takes the right password in any spelling of the address', async (test) => {
    const { people, add } = await world(test);
    const { id } = await add('responder', 'Grace@Example.org');
    const { secret, person } = await people.sessions.signIn(
      ' GRACE@example.ORG ',
      PASSWORD,
      'x'.repeat(1_000),
    );
    assert.equal(person.id, id);
    assert.ok(!('passwordHash' in person));
    const actor = (await people.authenticate({ session: secret }))!;
    assert.equal(actor.by, `person:${id}`);
    assert.deepEqual(actor.scopes, scopesOf('responder'));
  });

  it('says the same to a wrong password, a stranger and somebody disabled', async (test) => {
    const { people, add } = await world(test);
    const owner = await add('owner');
    const gone = await add('viewer');
    await people.persons.manage(owner, gone.id, { disabled: true });
    const messages = new Set<string>();
    for (const [email, password] of [
      ['owner@example.org', 'not the password'],
      ['nobody@example.org', PASSWORD],
      ['viewer@example.org', PASSWORD],
      ["' or 1=1 --", PASSWORD],
    ] as const)
      await people.sessions.signIn(email, password, null).catch((error) => {
        assert.ok(problem('auth.failed')(error));
        messages.add(error.message);
      });
    assert.equal(messages.size, 1);
  });

  it('slows guessing per address, also for addresses that do not exist, and recovers', async (test) => {
    const { people, add, later } = await world(test);
    await add('owner');
    for (const email of ['owner@example.org', 'nobody@example.org']) {
      for (let n = 0; n < 10; n++)
        await assert.rejects(people.sessions.signIn(email, 'guess', null), problem('auth.failed'));
      await assert.rejects(people.sessions.signIn(email, PASSWORD, null), problem('request.rate-limited'));
    }
    later(30_000);
    assert.ok(await people.sessions.signIn('owner@example.org', PASSWORD, null));
  });

  it('renews a digest when the cost has risen', async (test) => {
    const { people, add, store, clock } = await world(test);
    const { id } = await add('owner');
    const dearer = createPeople({
      store,
      clock,
      ids: createIds(clock),
      log: silentLog(),
      scryptCost: { N: 64, r: 8, p: 1 },
    });
    await dearer.sessions.signIn('owner@example.org', PASSWORD, null);
    const { passwordHash } = await tables(store.db)
      .selectFrom('peoplePerson')
      .select('passwordHash')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    assert.match(passwordHash, /^scrypt\$64\$/);
    assert.ok(await people.sessions.signIn('owner@example.org', PASSWORD, null));
  });
});

describe('a session', () => {
  it('ends by signing out, by time, by being disabled and by a new password elsewhere', async (test) => {
    const { people, add, later } = await world(test);
    const owner = await add('owner');
    const viewer = await add('viewer');
    const open = async () => (await people.sessions.signIn('viewer@example.org', PASSWORD, null)).secret;
    const alive = async (secret: string) => (await people.authenticate({ session: secret })) !== null;

    const [first, second] = [await open(), await open()];
    const actor = (await people.authenticate({ session: first }))!;
    assert.equal(
      (await people.sessions.list(viewer.id, actor.sessionId)).filter(({ current }) => current).length,
      1,
    );
    await people.sessions.end(viewer.id, actor.sessionId!);
    assert.deepEqual([await alive(first), await alive(second)], [false, true]);

    const third = (await people.authenticate({ session: second }))!;
    const fourth = await open();
    await people.sessions.changePassword(third, PASSWORD, 'another long password');
    assert.deepEqual([await alive(second), await alive(fourth)], [true, false]);
    await assert.rejects(open(), problem('auth.failed'));

    later(15 * DAY_MS);
    assert.equal(await alive(second), false);

    const fifth = (await people.sessions.signIn('viewer@example.org', 'another long password', null)).secret;
    await people.persons.manage(owner, viewer.id, { disabled: true });
    assert.equal(await alive(fifth), false);
    await people.persons.manage(owner, viewer.id, { disabled: false });
    assert.equal(await alive(fifth), false);
  });

  it('is nobody else’s to end', async (test) => {
    const { people, add } = await world(test);
    const owner = await add('owner');
    await add('viewer');
    const { secret, sessionId } = await people.sessions.signIn('viewer@example.org', PASSWORD, null);
    await people.sessions.end(owner.id, sessionId);
    assert.ok(await people.authenticate({ session: secret }));
  });

  it('takes on a new role at once', async (test) => {
    const { people, add } = await world(test);
    const owner = await add('owner');
    const viewer = await add('viewer');
    const { secret } = await people.sessions.signIn('viewer@example.org', PASSWORD, null);
    await people.persons.manage(owner, viewer.id, { role: 'admin' });
    assert.ok((await people.authenticate({ session: secret }))!.scopes.has('people:write'));
  });

  it('keeps nothing that could be used again', async (test) => {
    const { people, add, store } = await world(test);
    const owner = await add('owner');
    const { secret } = await people.sessions.signIn('owner@example.org', PASSWORD, null);
    const token = await people.tokens.make(owner, { name: 'ci', scopes: ['watch:read'] });
    const invite = await people.invites.invite(owner, { role: 'viewer' });
    const dump: string[] = [];
    for (const table of [
      'peoplePerson',
      'peopleSession',
      'peopleToken',
      'peopleInvite',
      'peopleAudit',
    ] as const)
      dump.push(JSON.stringify(await tables(store.db).selectFrom(table).selectAll().execute()));
    for (const hidden of [PASSWORD, secret, token.secret, tokenOf(invite.link)])
      assert.ok(!dump.join('').includes(hidden));
  });
});

describe('managing the staff', () => {
  it('lets administrators manage everybody but owners', async (test) => {
    const { people, add } = await world(test);
    const owner = await add('owner');
    const admin = await add('admin');
    const viewer = await add('viewer');
    const refused = problem('auth.forbidden');
    assert.equal((await people.persons.manage(admin, viewer.id, { role: 'responder' })).role, 'responder');
    await assert.rejects(people.persons.manage(admin, viewer.id, { role: 'owner' }), refused);
    await assert.rejects(people.persons.manage(admin, owner.id, { role: 'viewer' }), refused);
    await assert.rejects(people.persons.manage(admin, owner.id, { disabled: true }), refused);
    await assert.rejects(people.invites.invite(admin, { role: 'owner' }), refused);
    await assert.rejects(people.invites.passwordLink(admin, owner.id), refused);
  });

  it('lets a token invite and change as far as the person who made it may now', async (test) => {
    const { people, add, audited } = await world(test);
    const refused = problem('auth.forbidden');
    const owner = await add('owner');
    const admin = await add('admin');
    const viewer = await add('viewer');
    const tokenBy = async (maker: Actor) => {
      const { secret } = await people.tokens.make(maker, { name: 'apply', scopes: ['people:write'] });
      return async () => (await people.authenticate({ authorization: `Bearer ${secret}` }))!;
    };
    const byAdmin = await tokenBy(admin);
    const byOwner = await tokenBy(owner);
    assert.equal((await byAdmin()).role, null);
    const { createdBy } = await people.invites.invite(await byAdmin(), {
      role: 'admin',
      email: 'lin@example.org',
    });
    assert.equal(createdBy, (await byAdmin()).by);
    await assert.rejects(people.invites.invite(await byAdmin(), { role: 'owner' }), refused);
    await assert.rejects(people.persons.manage(await byAdmin(), owner.id, { role: 'viewer' }), refused);
    assert.equal((await people.invites.invite(await byOwner(), { role: 'owner' })).role, 'owner');
    assert.equal(
      (await people.persons.manage(await byAdmin(), viewer.id, { role: 'responder' })).role,
      'responder',
    );
    assert.ok((await audited()).includes('person.invited'));
    // A link to a new password is a way to become somebody; a token that a token made has nobody behind it.
    await assert.rejects(people.invites.passwordLink(await byOwner(), viewer.id), refused);
    const byToken = await tokenBy(await byOwner());
    await assert.rejects(people.invites.invite(await byToken(), { role: 'viewer' }), refused);

    await people.persons.manage(owner, admin.id, { role: 'viewer' });
    await assert.rejects(people.invites.invite(await byAdmin(), { role: 'viewer' }), refused);
    await people.persons.manage(owner, admin.id, { role: 'admin', disabled: true });
    await assert.rejects(people.invites.invite(await byAdmin(), { role: 'viewer' }), refused);
  });

  it('has one open invitation for an address: the newest', async (test) => {
    const { people, add, audited } = await world(test);
    const owner = await add('owner');
    const old = await people.invites.invite(owner, { role: 'viewer', email: 'lin@example.org' });
    const other = await people.invites.invite(owner, { role: 'viewer', email: 'ada@example.org' });
    const fresh = await people.invites.invite(owner, { role: 'admin', email: 'lin@example.org' });
    assert.deepEqual((await people.invites.list()).map(({ id }) => id).sort(), [other.id, fresh.id].sort());
    await assert.rejects(people.invites.offer(tokenOf(old.link)), problem('auth.failed'));
    assert.equal((await people.invites.offer(tokenOf(fresh.link))).role, 'admin');
    assert.ok((await audited()).includes('invitation.revoked'));
  });

  it('always keeps an owner who can sign in, also when two try at once', async (test) => {
    const { people, add } = await world(test);
    const one = await add('owner', 'one@example.org');
    const two = await add('owner', 'two@example.org');
    const outcomes = await Promise.allSettled([
      people.persons.manage(one, two.id, { role: 'viewer' }),
      people.persons.manage(two, one.id, { role: 'viewer' }),
    ]);
    assert.ok(outcomes.some(({ status }) => status === 'rejected'));
    const owners = (await people.persons.list()).filter(({ role }) => role === 'owner');
    assert.equal(owners.length, 1);
    const last = owners[0]!.id === one.id ? one : two;
    await assert.rejects(people.persons.manage(last, last.id, { role: 'admin' }), problem('state.conflict'));
    await assert.rejects(people.persons.manage(last, last.id, { disabled: true }), problem('state.conflict'));
  });

  it('invites by a link for one address, role and week', async (test) => {
    const { people, add, later } = await world(test);
    const owner = await add('owner');
    const { link, id } = await people.invites.invite(owner, { role: 'responder', email: 'lin@example.org' });
    assert.deepEqual(
      (await people.invites.list()).map((invite) => invite.id),
      [id],
    );
    assert.ok(!('link' in (await people.invites.list())[0]!));
    const welcome = { token: tokenOf(link), name: 'Lin', email: 'eve@example.org', password: PASSWORD };
    await assert.rejects(people.invites.welcome(welcome, null), problem('request.invalid'));
    const { person } = await people.invites.welcome({ ...welcome, email: 'lin@example.org' }, null);
    assert.equal(person.role, 'responder');
    await assert.rejects(
      people.invites.invite(owner, { role: 'viewer', email: 'lin@example.org' }),
      problem('state.conflict'),
    );

    const stale = await people.invites.invite(owner, { role: 'viewer' });
    later(7 * DAY_MS);
    await assert.rejects(people.invites.offer(tokenOf(stale.link)), problem('auth.failed'));
    const withdrawn = await people.invites.invite(owner, { role: 'viewer' });
    await people.invites.revoke(owner, withdrawn.id);
    await assert.rejects(people.invites.offer(tokenOf(withdrawn.link)), problem('auth.failed'));
    await assert.rejects(people.invites.revoke(owner, withdrawn.id), problem('not-found'));
  });

  it('does not use up an invitation whose address is taken meanwhile', async (test) => {
    const { people, add } = await world(test);
    const owner = await add('owner');
    const { link } = await people.invites.invite(owner, { role: 'viewer' });
    const welcome = { token: tokenOf(link), name: 'X', password: PASSWORD };
    await assert.rejects(
      people.invites.welcome({ ...welcome, email: 'owner@example.org' }, null),
      problem('state.conflict'),
    );
    assert.ok(await people.invites.welcome({ ...welcome, email: 'x@example.org' }, null));
  });

  it('gives a new password by a link, which ends every session', async (test) => {
    const { people, add } = await world(test);
    const owner = await add('owner');
    const viewer = await add('viewer');
    const { secret } = await people.sessions.signIn('viewer@example.org', PASSWORD, null);
    const { link } = await people.invites.passwordLink(owner, viewer.id);
    const next = 'quite another password';
    const opened = await people.invites.welcome(
      { token: tokenOf(link), name: 'ignored', email: 'viewer@example.org', password: next },
      null,
    );
    assert.equal(opened.person.id, viewer.id);
    assert.equal(opened.person.name, viewer.name);
    assert.equal(await people.authenticate({ session: secret }), null);
    assert.ok(await people.sessions.signIn('viewer@example.org', next, null));
  });
});

describe('tokens', () => {
  it('do what they were given until they are revoked or over', async (test) => {
    const { people, add, later, clock } = await world(test);
    const owner = await add('owner');
    const expiresAt = new Date(clock.nowMs() + DAY_MS).toISOString();
    const token = await people.tokens.make(owner, {
      name: 'ci',
      scopes: ['tell:write', 'tell:write'],
      expiresAt,
    });
    assert.match(token.secret, /^cnd_[\w-]{43}$/);
    const actor = (await people.authenticate({ authorization: `bearer ${token.secret}` }))!;
    assert.equal(actor.by, `token:${token.id}`);
    assert.deepEqual([...actor.scopes], ['tell:write']);
    assert.equal(actor.role, null);
    assert.equal((await people.tokens.list())[0]!.lastUsedAt, clock.now());
    assert.ok(!('secret' in (await people.tokens.list())[0]!));
    later(DAY_MS);
    assert.equal(await people.authenticate({ authorization: `Bearer ${token.secret}` }), null);
    const second = await people.tokens.make(owner, { name: 'ci', scopes: ['watch:read'] });
    await people.tokens.revoke(owner, second.id);
    await people.tokens.revoke(owner, second.id);
    assert.equal(await people.authenticate({ authorization: `Bearer ${second.secret}` }), null);
    await assert.rejects(people.tokens.revoke(owner, 'tok_none'), problem('not-found'));
  });

  it('are never given more than their maker has, nor what does not exist', async (test) => {
    const { people, add } = await world(test);
    const owner = await add('owner');
    const viewer = await add('viewer');
    await assert.rejects(
      people.tokens.make(viewer, { name: 'x', scopes: ['tell:write'] }),
      problem('auth.forbidden'),
    );
    await assert.rejects(
      people.tokens.make(owner, { name: 'x', scopes: ['self:write'] }),
      problem('auth.forbidden'),
    );
    await assert.rejects(
      people.tokens.make(owner, { name: 'x', scopes: ['teel:write'] }),
      problem('request.invalid'),
    );
    const expiresAt = '2020-01-01T00:00:00.000Z';
    await assert.rejects(
      people.tokens.make(owner, { name: 'x', scopes: ['tell:read'], expiresAt }),
      problem('request.invalid'),
    );
  });
});

describe('the audit trail', () => {
  it('stands or falls with the change it tells of', async (test) => {
    const { people, store } = await world(test);
    await assert.rejects(
      store.transaction(async (tx) => {
        await people.audit(tx, { by: 'system:test', what: 'thing.changed', target: 'x' });
        throw new Error('no');
      }),
      /no/,
    );
    assert.deepEqual((await people.auditTrail()).items, []);
    await store.transaction((tx) =>
      people.audit(tx, {
        by: 'system:test',
        what: 'thing.changed',
        target: 'x',
        detail: { fields: ['name'] },
      }),
    );
    const { items } = await people.auditTrail();
    assert.deepEqual(items[0]!.detail, { fields: ['name'] });
    assert.equal(items[0]!.at, '2026-03-01T12:00:00.000Z');
  });

  it('refuses what looks like a secret', async (test) => {
    const { people, store } = await world(test);
    for (const detail of [
      { password: 'x' },
      { deep: { clientSecret: 'x' } },
      { note: `cnd_${'a'.repeat(43)}` },
    ])
      await assert.rejects(
        store.transaction((tx) => people.audit(tx, { by: 'system:test', what: 'x', detail })),
        /secret/,
      );
  });

  it('is read in pages, newest first, by target and by person', async (test) => {
    const { people, store } = await world(test);
    for (let n = 0; n < 7; n++)
      await store.transaction((tx) =>
        people.audit(tx, { by: n % 2 ? 'person:a' : 'person:b', what: `w${n}`, target: `t${n % 3}` }),
      );
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await people.auditTrail({ limit: 3, after });
      seen.push(...page.items.map(({ what }) => what));
      after = page.next ?? undefined;
    } while (after);
    assert.deepEqual(seen, ['w6', 'w5', 'w4', 'w3', 'w2', 'w1', 'w0']);
    const of = async (query: { target?: string; by?: string }) =>
      (await people.auditTrail(query)).items.map(({ what }) => what);
    assert.deepEqual(await of({ target: 't0' }), ['w6', 'w3', 'w0']);
    assert.deepEqual(await of({ by: 'person:a' }), ['w5', 'w3', 'w1']);
  });
});
