/** Three hundred random changes to a stored history: each one has to be found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { commit, commitmentAt, type FreeText, findTampering, GENESIS, type Link, linkHash } from './chain.ts';

const id = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`;
type Stored = { link: Omit<Link, 'previous'>; hash: string };
type Text = { position: number; text: FreeText };

function build(count: number) {
  const links: Stored[] = [];
  const texts: Text[] = [];
  let previous = GENESIS;
  for (let n = 1; n <= count; n++) {
    const committed = commit(
      n % 2
        ? { kind: 'note.entered', text: `note ${n}` }
        : { kind: 'severity.changed', from: 1, to: 2, reason: `because ${n}` },
      () => `salt-${n}`,
    );
    const at = new Date(Date.parse('2026-03-01T12:00:00.000Z') + n * 1_000).toISOString();
    const link = {
      id: id('fct', n),
      position: n,
      subject: `incident:${id('inc', n % 3)}`,
      seq: n,
      at,
      recordedAt: at,
      by: 'system:test',
      because: n > 1 ? id('fct', n - 1) : null,
      key: `k${n}`,
      body: committed.body,
    };
    previous = linkHash({ ...link, previous });
    links.push({ link, hash: previous });
    texts.push(...committed.texts.map((text) => ({ position: n, text })));
  }
  return { links, texts };
}

/** The verifier also holds the signed head: its last position and hash. */
function check({ links, texts }: ReturnType<typeof build>, head: { position: number; hash: string }) {
  const bodies = new Map(links.map(({ link }) => [link.position, link.body]));
  const found = findTampering(
    links,
    texts.map((each) => ({
      ...each,
      committed: commitmentAt(bodies.get(each.position), each.text.path),
    })),
  );
  const last = links.at(-1);
  return (
    found ?? (last?.hash === head.hash && last.link.position === head.position ? null : 'the head differs')
  );
}

const other = (text: string) => (text === 'x' ? 'y' : 'x');
const TAMPERINGS: ((history: ReturnType<typeof build>, at: number) => void)[] = [
  ({ links }, i) => void Object.assign(links[i]!.link, { at: '2020-01-01T00:00:00.000Z' }),
  ({ links }, i) => void Object.assign(links[i]!.link, { recordedAt: '2020-01-01T00:00:00.000Z' }),
  ({ links }, i) => void Object.assign(links[i]!.link, { by: 'system:somebody-else' }),
  ({ links }, i) => void Object.assign(links[i]!.link, { subject: `incident:${id('inc', 9)}` }),
  ({ links }, i) => void Object.assign(links[i]!.link, { key: null }),
  ({ links }, i) => void Object.assign(links[i]!.link, { because: id('fct', 99) }),
  ({ links }, i) => void Object.assign(links[i]!.link.body, { kind: 'task.done' }),
  ({ links }, i) => void Object.assign(links[i]!.link.body, { extra: 1 }),
  ({ links }, i) => void Object.assign(links[i]!, { hash: 'f'.repeat(64) }),
  ({ links }, i) => void links.splice(i, 1),
  ({ links }, i) => void links.splice(i, 0, structuredClone(links[i]!)),
  ({ links }, i) =>
    void links.splice(
      i % (links.length - 1),
      2,
      links[(i % (links.length - 1)) + 1]!,
      links[i % (links.length - 1)]!,
    ),
  ({ texts }, i) => void Object.assign(texts[i]!.text, { content: other(texts[i]!.text.content) }),
  ({ texts }, i) => void Object.assign(texts[i]!.text, { salt: other(texts[i]!.text.salt) }),
  ({ texts }, i) => void Object.assign(texts[i]!.text, { path: '/elsewhere' }),
  // Rewritten with a fresh hash of its own, as somebody who knows the rules would.
  ({ links }, i) => {
    const stored = links[i]!;
    stored.link.by = 'system:somebody-else';
    stored.hash = linkHash({ ...stored.link, previous: links[i - 1]?.hash ?? GENESIS });
  },
];

test('an untouched history holds, also with its texts redacted', () => {
  const history = build(12);
  const head = { position: 12, hash: history.links.at(-1)!.hash };
  assert.equal(check(history, head), null);
  assert.equal(check({ ...history, texts: [] }, head), null);
});

test('300 random tamperings are all found', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 14 }),
      fc.nat(),
      fc.integer({ min: 0, max: TAMPERINGS.length - 1 }),
      (count, where, which) => {
        const history = structuredClone(build(count));
        const head = { position: count, hash: history.links.at(-1)!.hash };
        TAMPERINGS[which]!(history, where % count);
        assert.notEqual(check(history, head), null, `tampering ${which} at ${where % count} was not found`);
      },
    ),
    { numRuns: 300 },
  );
});
