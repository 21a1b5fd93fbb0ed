import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Role, type Scope } from '@candor/protocol/people.ts';
import { isScope, mayGrant, mayManage, SCOPE_ROOMS, scopesOf } from './roles.ts';

/** The whole matrix, cell by cell: `r` reads, `w` reads and writes, `-` neither. owner admin responder communicator viewer. */
const MATRIX: Record<(typeof SCOPE_ROOMS)[number], string> = {
  self: 'w w w w w',
  people: 'w w r r r',
  audit: 'w w - - -',
  metrics: 'w w - - -',
  store: 'w w - - -',
  timeline: 'w w w w r',
  catalog: 'w w w r r',
  audience: 'w w r w -',
  carriers: 'w w r r -',
  words: 'w w r w r',
  calendar: 'w w w w r',
  library: 'w w r r r',
  prepare: 'w w r w r',
  watch: 'w w w r r',
  respond: 'w w w r r',
  tell: 'w w w w r',
  degrade: 'w w w r r',
  learn: 'w w w w r',
  amend: 'w w - r -',
  listen: 'w w r w r',
};

describe('what each role may do', () => {
  for (const room of SCOPE_ROOMS)
    for (const [column, role] of Role.options.entries()) {
      const cell = MATRIX[room].split(' ')[column];
      it(`${role} in ${room}: ${cell}`, () => {
        assert.equal(scopesOf(role).has(`${room}:read`), cell !== '-');
        assert.equal(scopesOf(role).has(`${room}:write`), cell === 'w');
      });
    }

  it('gives nobody a scope that does not exist', () => {
    for (const role of Role.options) for (const scope of scopesOf(role)) assert.ok(isScope(scope), scope);
  });
  it('never lets a scope be written without being read', () => {
    for (const role of Role.options)
      for (const scope of scopesOf(role))
        if (scope.endsWith(':write'))
          assert.ok(scopesOf(role).has(scope.replace(':write', ':read') as Scope));
  });
  it('knows scopes from texts that only look like them', () => {
    for (const text of ['watch:read', 'tell:write']) assert.ok(isScope(text));
    for (const text of ['', 'watch', 'watch:delete', 'WATCH:read', '__proto__:read', 'public'])
      assert.ok(!isScope(text), text);
  });
});

describe('who manages whom', () => {
  for (const manager of Role.options)
    for (const subject of Role.options) {
      const may = manager === 'owner' || (manager === 'admin' && subject !== 'owner');
      it(`${manager} ${may ? 'manages' : 'does not manage'} ${subject}`, () =>
        assert.equal(mayManage(manager, subject), may));
    }
});

describe('what a token may be given', () => {
  it('no more than its maker has, and nobody’s own profile', () => {
    assert.ok(mayGrant(scopesOf('admin'), 'watch:write'));
    assert.ok(!mayGrant(scopesOf('viewer'), 'watch:write'));
    assert.ok(!mayGrant(scopesOf('owner'), 'self:read'));
  });
});
