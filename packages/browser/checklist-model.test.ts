import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EmbeddedChecklist } from '@candor/protocol/embed.ts';
import { overlay, progressOf, safeUrl } from './checklist-model.ts';

const item = (id: string, done = false, kind = 'step') => ({ id, kind, title: { en: id }, done });
const list = EmbeddedChecklist.parse({
  id: 'chk_1',
  slug: 'ready',
  title: { en: 'Ready' },
  items: [item('a'), item('b c', true), item('q', false, 'question')],
});
const tick = (id: string, done: boolean) => ({
  url: `https://c/api/v1/embed/checklists/ready/items/${encodeURIComponent(id)}`,
  body: JSON.stringify({ done }),
});

test('a tick holds before it is sent, the last one of an item; an answer does not', () => {
  const seen = overlay(list, [tick('a', false), tick('a', true), tick('b c', false), tick('q', true)]);
  assert.deepEqual(
    seen.items.map(({ done }) => done),
    [true, false, false],
  );
  assert.deepEqual(progressOf(seen), { done: 1, of: 3 });
  assert.deepEqual(progressOf(overlay(list, [])), { done: 1, of: 3 });
});

test('a link is the web’s or Candor’s own', () => {
  assert.equal(safeUrl('/policy', 'https://c'), 'https://c/policy');
  assert.equal(safeUrl('https://elsewhere.example/a', 'https://c'), 'https://elsewhere.example/a');
  for (const url of ['javascript:alert(1)', '//elsewhere.example', 'data:text/html,x', 'policy', '', null])
    assert.equal(safeUrl(url, 'https://c'), null, String(url));
});
