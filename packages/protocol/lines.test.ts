/** Names and titles stand in one line, in every language, and can be read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ComponentInput, PageInput } from './catalog.ts';
import { IncidentInput } from './respond.ts';

test('breaks, control characters and turned letters leave names and titles', () => {
  const bad = 'Checkout\r\nBcc: x@evil.example\u0000\u2028 \u202egnp';
  const good = 'Checkout Bcc: x@evil.example gnp';
  assert.equal(PageInput.parse({ slug: 'a', name: bad }).name, good);
  assert.equal(ComponentInput.parse({ slug: 'a', name: { en: bad } }).name['en'], good);
  assert.equal(IncidentInput.parse({ title: { en: 'x', de: bad } }).title['de'], good);
  for (const kept of ['قائمة', 'דף \u2067x\u2069', '👩‍👩‍👧‍👦', 'e\u0301'])
    assert.equal(IncidentInput.parse({ title: { en: kept } }).title['en'], kept);
  for (const empty of ['', '   ', '\u200b\u2066', '\u202e'])
    assert.ok(!IncidentInput.safeParse({ title: { en: empty } }).success, JSON.stringify(empty));
});
