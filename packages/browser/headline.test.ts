import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distance, headlineOf } from './headline.ts';
import { incidentWith, viewWith } from './testing.ts';
import { plainText } from './words.ts';

const NOW = Date.parse('2026-01-02T03:00:00.000Z');
const calm = { nowMs: NOW, locale: 'en', components: null, always: false };
const bad = {
  view: viewWith({ incidents: [incidentWith('**We** see [it](https://x).')] }),
  known: true,
  verified: false,
};

test('says the incident, its newest word and when the next one comes', () => {
  const said = headlineOf(bad, calm)!;
  assert.equal(said.title, 'Orders fail');
  assert.equal(said.text, 'We see it.');
  assert.equal(said.key, 'upd_1');
  assert.equal(said.next!.label, 'Next word by');
  assert.equal(
    headlineOf(bad, { ...calm, nowMs: NOW + 11 * 60_000 })!.next!.label,
    'The next word was due by',
  );
  assert.equal(headlineOf(bad, { ...calm, locale: 'de-AT' })!.title, 'Bestellungen schlagen fehl');
});

test('is silent about what does not concern this app, and when all is well', () => {
  assert.equal(headlineOf(bad, { ...calm, components: ['cmp_other'] }), null);
  assert.equal(headlineOf({ ...bad, view: viewWith() }, calm), null);
  assert.equal(headlineOf({ ...bad, view: viewWith() }, { ...calm, always: true })!.tone, 'ok');
});

test('an expired word is unknown, never an all-clear', () => {
  assert.equal(headlineOf({ ...bad, known: false }, calm)!.tone, 'unknown');
  assert.equal(headlineOf({ view: viewWith(), known: false, verified: false }, calm), null);
  assert.equal(
    headlineOf({ view: viewWith(), known: false, verified: false }, { ...calm, always: true })!.tone,
    'unknown',
  );
  assert.equal(
    headlineOf({ view: null, known: false, verified: false }, { ...calm, always: true })!.tone,
    'unknown',
  );
});

test('distances and cuts', () => {
  assert.equal(distance(NOW + 40_000, NOW, 'en'), 'in 40 sec.');
  assert.equal(distance(NOW + 12 * 60_000, NOW, 'en'), 'in 12 min.');
  assert.equal(plainText('one two three', 8), 'one two …');
});
