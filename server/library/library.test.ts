import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  type Cell,
  COLUMNS,
  type ComparisonRow,
  caseById,
  cases,
  compareWith,
  comparison,
  type OwnIncident,
} from '#library';
import { FIELDS, unplacedMemory } from './provenance.ts';

const rows = comparison().rows;
const row = (id: string) => rows.find((candidate) => candidate.id === id)!;
const cellsOf = (of: ComparisonRow) =>
  FIELDS.map((field) => [field, of[field] as Cell<string | number>] as const);

test('the file is kept byte for byte', () => {
  const digest = createHash('sha256')
    .update(readFileSync(new URL('./cases.json', import.meta.url)))
    .digest('hex');
  assert.equal(digest, '2b39f732a4034b86bb10c84a02285e3b98e1699188829e008d705b2f023d7725');
});

test('all cases are there, newest first, each once', () => {
  assert.equal(cases().length, 24);
  assert.equal(new Set(cases().map(({ id }) => id)).size, 24);
  assert.deepEqual(
    cases().map(({ start_utc }) => start_utc),
    cases()
      .map(({ start_utc }) => start_utc)
      .sort()
      .reverse(),
  );
  assert.equal(caseById('slack-2021-01-04')?.org, 'Slack');
  assert.equal(caseById('nobody'), null);
});

test('numbers agree with the times that they were computed from', () => {
  for (const study of cases()) {
    const minutes = (to: string | null) =>
      to ? (Date.parse(to) - Date.parse(study.start_utc)) / 60_000 : null;
    if (study.duration_min !== null) assert.equal(study.duration_min, minutes(study.end_utc), study.id);
    if (study.minutes_to_first_public !== null)
      assert.equal(study.minutes_to_first_public, minutes(study.first_public_utc), study.id);
  }
});

test('every shown fact has a source and says where it comes from', () => {
  for (const of of rows) {
    assert.ok(of.sources.length > 0, of.id);
    assert.ok(
      of.sources.some(({ url }) => url?.startsWith('http')),
      of.id,
    );
    for (const { name, url } of of.sources)
      assert.ok(url === name || (url === null && name.length > 3), name);
    for (const [field, cell] of cellsOf(of)) {
      if (cell.text === null) assert.equal(cell.value, null, `${of.id} ${field}`);
      else assert.ok(cell.basis.length > 0, `${of.id} ${field}`);
    }
  }
});

test('what was written from memory is shown as unverified', () => {
  for (const study of cases()) {
    assert.deepEqual(
      unplacedMemory(study),
      [],
      `${study.id}: say in provenance.ts which field this is about`,
    );
    for (const [field, cell] of cellsOf(row(study.id)))
      assert.equal(
        cell.unverified,
        cell.basis.some(({ kind }) => kind === 'memory'),
        `${study.id} ${field}`,
      );
  }
  const unverified = rows.flatMap((of) =>
    cellsOf(of).flatMap(([field, cell]) => (cell.unverified ? [`${of.id} ${field}`] : [])),
  );
  for (const expected of [
    'microsoft-aad-2021-03-15 duration',
    'github-2018-10-21 cadence',
    'facebook-2021-10-04 firstWord',
    'roblox-2021-10-28 date',
    'datadog-2023-03-08 firstWord',
    'aws-us-east-1-2021-12-07 firstWord',
    'aws-kinesis-2020-11-25 lesson',
    'crowdstrike-2024-07-19 makeGood',
    'crowdstrike-2024-07-19 firstWord',
    'google-cloud-2025-06-12 firstWord',
    'optus-2023-11-08 makeGood',
    'rogers-2022-07-08 date',
    'rogers-2022-07-08 cause',
    'aws-s3-2008-07-20 cause',
  ])
    assert.ok(unverified.includes(expected), expected);
  for (const of of rows)
    for (const [field, cell] of cellsOf(of))
      if (/\bmemory\b/.test(cell.text ?? ''))
        assert.ok(cell.unverified, `${of.id} ${field} says memory itself`);
});

test('what sources dispute is shown', () => {
  assert.match(row('microsoft-aad-2021-03-15').caveats[0]!.text, /Three different ends/);
  assert.match(
    row('crowdstrike-2024-07-19')
      .caveats.map(({ text }) => text)
      .join(' '),
    /Unresolved/,
  );
  assert.match(
    row('google-identity-2020-12-14').caveats.at(-1)!.text,
    /^Claimed elsewhere: .* What the sources say: WRONG/,
  );
  for (const study of cases())
    for (const note of [study.duration_note, study.first_public_note, study.source_doc_check?.verdict])
      if (note)
        assert.ok(
          row(study.id).caveats.some(({ text }) => text.includes(note)),
          study.id,
        );
});

test('what is not known stays empty and is never a zero', () => {
  const unknown = row('rogers-2022-07-08');
  assert.equal(unknown.duration.value, null);
  assert.match(unknown.duration.text!, /at least 15 hours/);
  assert.equal(row('gcp-network-2019-06-02').cadence.text, null);
  assert.equal(row('gcp-network-2019-06-02').firstWord.value, null);
});

test('the columns name fields that rows have', () => {
  for (const { key } of COLUMNS) for (const of of rows) assert.ok(key in of, key);
});

const own: OwnIncident = {
  id: 'inc_1',
  org: 'Example',
  title: 'Checkout did not work',
  causeClass: null,
  cause: null,
  startedAt: '2026-01-02T10:00:00.000Z',
  durationMinutes: 95,
  minutesToFirstWord: 1,
  updates: 4,
  medianGapMinutes: 25,
  promisesKept: 3,
  promisesMissed: 1,
  impact: null,
  makeGood: null,
  postmortemUrl: null,
  lesson: null,
  url: 'https://status.example.com/incidents/inc_1',
};

test("one's own incident stands in the same table, among the known ones", () => {
  const table = compareWith([own]);
  assert.equal(table.rows.length, 25);
  assert.equal(table.rows[0]!.id, 'inc_1', 'the newest first');
  const mine = table.rows[0]!;
  assert.equal(mine.origin, 'own');
  assert.equal(mine.duration.text, '1 h 35 min');
  assert.equal(mine.cadence.text, '4 updates, 25 minutes apart (median); 3 of 4 promises kept');
  assert.equal(mine.causeClass, 'not known yet');
  const [standing] = table.standings;
  assert.deepEqual(standing!.firstWord, { minutes: 1, better: 10, of: 10, median: 24 });
  assert.equal(standing!.duration!.of, 22);
});

test('an incident without a first word has no standing in it', () => {
  const [standing] = compareWith([{ ...own, minutesToFirstWord: null }]).standings;
  assert.equal(standing!.firstWord, null);
});
