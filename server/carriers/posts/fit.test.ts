import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cut } from '#lib/measure/cut.ts';
import { BLUESKY, mastodonRule, X } from '#lib/measure/posts.ts';
import { weight } from '../../../mocks/x.ts';
import { blocksOf } from './blocks.ts';
import { fit } from './fit.ts';
import { sentences } from './sentences.ts';

const url = 'https://status.acme.com/incidents/inc_01kj5w8m9v2n3p4q5r6s7t8v9w';
const promise = 'Next word by 14:30 UTC.';
const lead = '[Investigating] Sign-in fails for customers in Europe';

test('what fits is said whole: what is affected, what happens, the next word, the link', () => {
  assert.equal(
    fit({ lead, body: 'About one in five cannot sign in.', promise, url }, X.fits),
    `${lead}\n\nAbout one in five cannot sign in.\n\n${promise}\n${url}`,
  );
});

test('too long a text gives way by whole sentences; promise and link stay', () => {
  const body = `About one in five cannot sign in. ${'We are looking at the gateway in Frankfurt. '.repeat(9)}`;
  const post = fit({ lead, body, promise, url }, X.fits);
  assert.ok(X.fits(post));
  assert.match(
    post,
    /in five cannot sign in\.(?: We are looking at the gateway in Frankfurt\.){3}\n\nNext word/,
  );
  assert.ok(post.endsWith(`${promise}\n${url}`));
});

test('a first sentence that is too long ends at a word and says that more follows', () => {
  const body = `About one in five customers ${'and many others besides them '.repeat(30)}cannot sign in.`;
  const post = fit({ lead, body, promise, url }, X.fits);
  assert.match(post, /\p{L}…\n\nNext word by 14:30 UTC\.\nhttps:/u);
  assert.ok(X.used(post) > 250, 'the room is used');
});

test('too long a title gives way before the promise does', () => {
  const post = fit(
    { lead: `${lead} ${'and elsewhere '.repeat(40)}`, body: 'It fails.', promise, url },
    X.fits,
  );
  assert.ok(X.fits(post) && post.startsWith(lead) && post.endsWith(`${promise}\n${url}`));
});

test('a link within a text is kept whole or left out whole', () => {
  const link = `https://help.acme.com/${'a'.repeat(60)}?x=1`;
  const body = `Use the old sign-in page at ${link} until then, it takes the same password and ${'more '.repeat(90)}`;
  for (const rule of [X, mastodonRule(), BLUESKY]) {
    const post = fit({ lead, body, promise, url }, rule.fits);
    for (const [found] of post.matchAll(/https?:\/\/[^\s]+/g))
      assert.ok(found === link || found === url, found);
  }
  const before = 'Please use the old page for signing in:';
  assert.equal(
    cut(`${before} ${link} and so on`, (text) => text.length <= 90),
    `${before.slice(0, -1)}…`,
  );
  assert.equal(
    cut(`Look here: ${link} and there`, (text) => text.length <= 100),
    `Look here: ${link} …`,
  );
});

const words = fc.oneof(
  fc.lorem({ maxCount: 12, mode: 'sentences' }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.constantFrom(
    '👩‍👩‍👧‍👦👍🏽',
    '故人西辞黄鹤楼，烟花三月下扬州。',
    'השירות אינו זמין כרגע',
    'https://example.com/a/b?c=d#e.',
    'e\u0301',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '{{unsubscribeUrl}}',
  ),
);
const text = fc.array(words, { maxLength: 14 }).map((all) => all.join(' '));

const linksIn = (given: string) =>
  [...given.matchAll(/https?:\/\/\S+/g)].map(([link]) => link.replace(/[.,;:]+$/, ''));
const withLinksAs23 = (post: string) =>
  [...new Intl.Segmenter().segment(post.replace(/https?:\/\/\S+/g, '.'.repeat(23)))].length;

/** Counted otherwise than by the rules themselves. */
const counted = new Map([
  [X, (post: string) => weight(post) <= 280],
  [
    BLUESKY,
    (post: string) =>
      [...new Intl.Segmenter().segment(post)].length <= 300 && new TextEncoder().encode(post).length <= 3_000,
  ],
]);

test('no post is over its limit, cuts a character or breaks a link, whatever was written', () => {
  const blocks = fc.record({
    lead: text,
    body: text,
    promise: fc.option(fc.constant(promise)),
    url: fc.option(fc.constant(url)),
  });
  fc.assert(
    fc.property(blocks, fc.constantFrom(X, mastodonRule(), BLUESKY, mastodonRule(60)), (given, rule) => {
      const post = fit(given, rule.fits);
      assert.ok(rule.fits(post), `${rule.used(post)} of ${rule.limit}`);
      assert.ok(counted.get(rule)?.(post) ?? withLinksAs23(post) <= rule.limit, post);
      const whole = [
        ...new Intl.Segmenter().segment(
          `${given.lead.replace(/\s+/g, ' ')}\n${given.body}\n${promise}\n${url}…`,
        ),
      ];
      const known = new Set(whole.map(({ segment }) => segment));
      for (const { segment } of new Intl.Segmenter().segment(post))
        assert.ok(
          known.has(segment) || /^\s+$|^…/.test(segment) || segment === ' …',
          JSON.stringify(segment),
        );
      const links = linksIn(`${given.lead} ${given.body} ${url}`);
      for (const link of linksIn(post)) assert.ok(links.includes(link), link);
      if (given.url && rule.limit > 100) assert.ok(post.endsWith(url), post);
      if (given.promise && given.url && rule.limit > 200) assert.ok(post.includes(promise), post);
    }),
    { numRuns: 200 },
  );
});

test('a sentence ends at a full stop, not within an address, an abbreviation or a date', () => {
  const parts = (given: string) => {
    let from = 0;
    return sentences(given).map((end) => {
      const part = given.slice(from, end).trim();
      from = end;
      return part;
    });
  };
  assert.deepEqual(parts('It fails, e.g. sign-in. See https://a.example/b?c=d.e for more.'), [
    'It fails, e.g. sign-in.',
    'See https://a.example/b?c=d.e for more.',
  ]);
  assert.deepEqual(parts('Seit dem 3. März. Wir arbeiten daran.'), [
    'Seit dem 3. März.',
    'Wir arbeiten daran.',
  ]);
  assert.deepEqual(parts('故人西辞。烟花三月。'), ['故人西辞。', '烟花三月。']);
});

const parts = {
  title: 'Sign-in fails',
  phase: 'investigating',
  phaseLabel: 'Investigating',
  severity: 2,
  body: '**About one in five** cannot sign in. See [the old page](https://old.acme.com).\n\n**Next word by 14:30 UTC.**',
  components: ['Sign-in'],
  url,
  nextUpdateBy: '2026-03-01T14:30:00.000Z',
  nextWord: 'Next word by 14:30 UTC.',
  at: '2026-03-01T14:00:00.000Z',
  correction: false,
  image: null,
} as const;

test('an update is told from its parts, without marks, with the promise once and nobody’s own link', () => {
  const post = fit(
    blocksOf({ subject: '[Investigating] Sign-in fails', text: '', parts }),
    mastodonRule().fits,
  );
  assert.equal(
    post,
    `[Investigating] Sign-in fails\n\nAbout one in five cannot sign in. See the old page: https://old.acme.com.\n\nNext word by 14:30 UTC.\n${url}`,
  );
  const body = `${parts.body}\nLeave: {{unsubscribeUrl}}`;
  assert.doesNotMatch(
    blocksOf({ subject: '', text: '', parts: { ...parts, body } }).body,
    /unsubscribe|Leave/,
  );
});

test('a promise in the author’s words stands for the usual one, when it names the same time', () => {
  const told = (body: string) => {
    const { body: said, promise } = blocksOf({ subject: 's', text: '', parts: { ...parts, body } });
    return [said, promise];
  };
  const warm = 'You will hear from us by 14:30 UTC, also if nothing has changed.';
  assert.deepEqual(told(`It fails.\n\n**${warm}**`), ['It fails.', warm]);
  assert.deepEqual(told('It fails since 14:05. We are on it.'), [
    'It fails since 14:05. We are on it.',
    'Next word by 14:30 UTC.',
  ]);
  assert.deepEqual(told(warm), ['', warm]);
});

test('what is no update is told from its short form, or from subject and text', () => {
  assert.deepEqual(blocksOf({ subject: 's', text: 't', short: `It fails. ${url}` }), {
    lead: '',
    body: 'It fails.',
    promise: null,
    url,
  });
  assert.deepEqual(blocksOf({ subject: 's', text: 't' }), { lead: 's', body: 't', promise: null, url: null });
});
