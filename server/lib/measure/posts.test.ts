import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLUESKY, mastodonLength, mastodonRule, X, xWeight } from './posts.ts';

test('X: what the conformance suite of twitter-text 3 says of weights', () => {
  // Text and weighted length, as published.
  const published: [string, number][] = [
    ['This is a test.', 15],
    ['Normal Text', 11],
    ['http://test.com', 23],
    ['https://test.com', 23],
    ['test.com', 23],
    ['Test https://test.com test https://test.com test.com test', 86],
    ['Hi http://test.co', 26],
    ['http://test.co', 23],
    [`285 chars-${'xxxxxxxxxx-'.repeat(25)}`, 285],
    [`285 chars- http://www.twitter.com/jack ${'xxxxxxxxxx-'.repeat(24)}`, 299],
    [`${'xxxxxxxxxx-'.repeat(24)} http://www.twitter.com/jack `, 289],
    ['https://www.twitter.com/aloha '.repeat(10), 240],
    ['故人西辞黄鹤楼，烟花三月下扬州。'.repeat(10), 320],
    ['😷'.repeat(160), 320],
    ['A\u0301B', 2],
    ['😷👾😡🔥💩', 10],
    ['randomurlrandomurlrandomurlrandomurlrandomurlrandomurlrandomurls.com', 68],
    [
      "We're expanding the character limit! We want it to be easier and faster for everyone to express themselves.\n\nMore characters. More expression. More of what's happening.\nhttps://cards.twitter.com/cards/gsby/4ztbu",
      192,
    ],
  ];
  for (const [text, weight] of published) assert.equal(xWeight(text), weight, text);
});

test('X: one picture of several signs counts two, also with a colour of skin', () => {
  for (const emoji of ['👨‍👩‍👧‍👦', '🙋🏽', '👨‍🎤', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '🇩🇪', '❤️', '©'])
    assert.equal(xWeight(emoji), 2, emoji);
});

test('X: where nobody can tell whether it is a link, the larger count is taken', () => {
  const inside = 'https://status.acme.internal/incidents/inc_0123456789abcdef0123456789';
  assert.equal(xWeight(inside), inside.length);
  assert.equal(xWeight('It fails.Next word'), 'It '.length + 23 + ' word'.length);
  assert.equal(xWeight('http://localhost:8080/incidents/1'), 'http://localhost:8080/incidents/1'.length);
  // What stands after the address is text.
  assert.equal(xWeight('(see https://example.com/a?b=c).'), '(see '.length + 23 + ').'.length);
});

test('Mastodon: graphemes, and 23 for a link that is written out', () => {
  assert.equal(mastodonLength(`See https://mastodon.social/@a/${'1'.repeat(80)}`), 27);
  assert.equal(mastodonLength('test.com'), 8);
  assert.equal(mastodonLength('👨‍👩‍👧‍👦é'), 2);
  assert.ok(mastodonRule(1_000).fits('a'.repeat(1_000)));
  assert.ok(!mastodonRule().fits('a'.repeat(501)));
});

test('Bluesky: 300 graphemes, and never more than 3,000 bytes', () => {
  assert.ok(BLUESKY.fits('👍'.repeat(300)));
  assert.ok(!BLUESKY.fits('a'.repeat(301)));
  assert.ok(!BLUESKY.fits('👨‍👩‍👧‍👦'.repeat(200)), '25 bytes each');
  assert.ok(X.fits('a'.repeat(280)) && !X.fits('a'.repeat(281)));
});
