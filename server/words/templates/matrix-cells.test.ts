/** Which cells are the site's own, which shipped, and what stands in for the others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Template } from '@candor/protocol/words.ts';
import { matrixOf } from './matrix.ts';

const template = (key: Partial<Template>): Template => ({
  id: 'tpl_1',
  kind: 'update',
  phase: 'investigating',
  tone: 'plain',
  locale: 'en',
  segment: null,
  subject: 's',
  body: 'b',
  short: 's',
  banner: 'b',
  version: 3,
  updatedAt: '2026-03-01T12:00:00.000Z',
  updatedBy: 'system:test',
  ...key,
});

const stateIn = (matrix: ReturnType<typeof matrixOf>, phase: string, locale: string) => {
  const { state, version, because } = matrix.cells.find(
    ({ asked }) => asked.kind === 'update' && asked.phase === phase && asked.locale === locale,
  )!;
  return { state, version, because };
};

test('every message has a cell in every language, and each says which words speak', () => {
  const matrix = matrixOf([], { tone: 'plain', segment: null, locales: ['fi'] });
  assert.equal(new Set(matrix.cells.map(({ asked }) => JSON.stringify(asked))).size, matrix.cells.length);
  assert.equal(matrix.cells.length % matrix.locales.length, 0);
  assert.equal(stateIn(matrix, 'investigating', 'de').state, 'shipped');
  const finnish = stateIn(matrix, 'investigating', 'fi');
  assert.equal(finnish.state, 'fallback');
  assert.match(finnish.because, /in en, because there is nothing in fi/);
});

test('a template of the site speaks in its cell, and stands in for nearby ones', () => {
  const own = [template({}), template({ id: 'tpl_2', phase: 'resolved', segment: 'gold', version: 1 })];
  const plain = matrixOf(own, { tone: 'plain', segment: null });
  assert.deepEqual(stateIn(plain, 'investigating', 'en').state, 'own');
  assert.equal(stateIn(plain, 'investigating', 'en').version, 3);
  assert.equal(stateIn(plain, 'resolved', 'en').state, 'shipped', 'what is for gold is for gold alone');
  const warm = stateIn(matrixOf(own, { tone: 'warm', segment: null }), 'investigating', 'en');
  assert.deepEqual([warm.state, warm.version], ['fallback', 3]);
  const gold = matrixOf(own, { tone: 'plain', segment: 'gold' });
  assert.ok(gold.segments.includes('gold') && gold.segments.includes('developer'));
  assert.equal(stateIn(gold, 'resolved', 'en').state, 'own');
  assert.equal(stateIn(gold, 'investigating', 'en').state, 'fallback');
});
