/** The judge has to find what is wrong, or the simulation proves nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Diary, judge, type Published } from './judge.ts';

const T0 = Date.parse('2026-03-01T12:00:00.000Z');
const at = (s: number) => new Date(T0 + s * 1_000).toISOString();
const word = (n: number, s: number, due: number | null, origin = 'note'): Published => ({
  kind: 'update',
  id: `upd_${n}`,
  at: at(s),
  trueMs: T0 + s * 1_000,
  nextUpdateBy: due === null ? null : at(due),
  text: `word ${n}`,
  origin,
});
const end = (kind: 'kept' | 'missed', n: number, due: number): Published => ({
  kind,
  updateId: `upd_${n}`,
  dueAt: at(due),
});
const diary = (more: Partial<Diary> = {}): Diary => ({
  silent: [],
  forward: [],
  endMs: T0 + 700_000,
  now: at(700),
  ...more,
});
const faults = (record: Published[], more: Partial<Diary> = {}) =>
  judge(record, diary(more)).faults.join('\n');

test('a kept record is in order', () => {
  const verdict = judge(
    [word(1, 0, 300), end('kept', 1, 300), word(2, 295, 600), end('kept', 2, 600), word(3, 595, null)],
    diary(),
  );
  assert.deepEqual(verdict, { promises: 2, kept: 2, missed: 0, worstOverMs: -5_000, faults: [] });
});

test('finds silence, hidden misses, wrong outcomes and repeated notes', () => {
  assert.match(faults([word(1, 0, 300), end('missed', 1, 300), word(2, 306, null)]), /6000 ms of silence/);
  assert.match(faults([word(1, 0, 300), end('kept', 1, 300), word(2, 301, null)]), /a miss is hidden/);
  assert.match(faults([word(1, 0, 300), word(2, 200, null)]), /no outcome/);
  assert.match(faults([word(1, 0, 300)]), /400000 ms of silence too much\n.*a miss is hidden/);
  assert.match(faults([word(1, 0, 300), end('kept', 1, 900), word(2, 200, null)]), /of another time/);
  assert.match(
    faults([word(1, 0, 300), end('kept', 1, 300), end('missed', 1, 300), word(2, 200, null)]),
    /2 outcomes/,
  );
  assert.match(faults([word(1, 0, 300), end('missed', 1, 300), word(2, 200, null)]), /missed for no reason/);
  const [one, two] = [word(1, 0, 300), word(2, 200, null)];
  assert.match(
    faults([
      { ...one, text: 'same' } as Published,
      end('kept', 1, 300),
      { ...two, text: 'same' } as Published,
    ]),
    /says the same/,
  );
});

test('a time in which nobody could speak excuses silence, and no more than that', () => {
  const record = [word(1, 0, 300), end('missed', 1, 300), word(2, 400, null)];
  assert.equal(faults(record, { silent: [{ fromMs: T0 + 290_000, untilMs: T0 + 396_000 }] }), '');
  assert.match(
    faults(record, { silent: [{ fromMs: T0 + 290_000, untilMs: T0 + 380_000 }] }),
    /silence too much/,
  );
});
