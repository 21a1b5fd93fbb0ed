/** What a reader wants: what to do, when it may be over, the past, and how fast it answered; honest when time is gone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  monthsApart,
  renderComponent,
  renderHistory,
  renderIncident,
  renderMonth,
  renderPage,
  renderReport,
} from './index.ts';
import { componentOf, idOf, incidentOf, resolvedOf, snapshotOf } from './testing.ts';

const text = (html: string) =>
  html.replace(/<style>.*?<\/style>|<script>.*?<\/script>|<[^>]+>/gs, ' ').replace(/\s+/g, ' ');

test('an open incident says what to do now and when it may be over, with the basis', () => {
  const made = text(renderPage(snapshotOf(), 'en'));
  assert.match(made, /What you can do now Pay by invoice \./);
  assert.match(made, /Expected back about 13:10 UTC \( ?the last restore took 40 minutes ?\)/);
  assert.match(made, /Next word by 12:20 UTC/);
  assert.doesNotMatch(made, /overdue|has passed/);
});

test('an estimate and a promise that are gone are called so without script', () => {
  const { eta } = incidentOf(1);
  const late = incidentOf(1, { overdue: true, eta: { ...eta!, passed: true } });
  const made = text(renderPage(snapshotOf({ incidents: [late] }), 'en'));
  assert.match(made, /This estimate has passed, and it is not over yet\./);
  assert.match(made, /Next word by 12:20 UTC overdue/);
  const silent = incidentOf(1, { eta: { ...eta!, at: null } });
  assert.match(
    text(renderPage(snapshotOf({ incidents: [silent] }), 'en')),
    /We cannot say yet when it will be over\./,
  );
});

test('what is over promises nothing any more', () => {
  const { eta, workaround } = incidentOf(1);
  const over = { ...resolvedOf(2, '2026-02-27T09:10:00.000Z'), eta, workaround };
  for (const made of [
    renderPage(snapshotOf({ incidents: [over] }), 'en'),
    renderIncident(snapshotOf({ incidents: [over] }), over.id, 'en')!,
  ])
    assert.doesNotMatch(text(made), /Expected back|What you can do now/);
});

test('a component has its own record, which says nothing about the present', () => {
  const made = renderComponent(snapshotOf(), idOf('cmp', 1), 'en')!;
  const said = text(made);
  assert.match(said, /February 2026 99\.981% 7\.5 min/);
  assert.match(said, /Half of the checks within 143 ms/);
  assert.match(said, /Service 1 does not take payments/);
  assert.ok(!/<main[^>]*data-until|Not working/.test(made));
  assert.equal((made.match(/class="half"/g) ?? []).length, 2, 'a gap parts the line');
  assert.equal(
    (made.match(/<tr><th scope="row">/g) ?? []).length,
    23 + 2,
    'the table has what the picture has',
  );
  assert.equal(renderComponent(snapshotOf(), 'cmp_none', 'en'), null);
});

test('a long past has its newest in full, every other as a line, and a document for each older month', () => {
  const many = Array.from({ length: 90 }, (_, i) =>
    resolvedOf(i, new Date(Date.parse('2026-02-27T09:10:00.000Z') - i * 2 * 86_400_000).toISOString()),
  );
  const snapshot = snapshotOf({ incidents: many });
  const made = renderHistory(snapshot, 'en');
  for (const { id } of many) assert.ok(made.includes(`/incidents/${id}`), id);
  assert.ok((made.match(/<article/g) ?? []).length <= 50);
  const apart = monthsApart(snapshot);
  assert.ok(apart.length > 0 && apart.every((month) => made.includes(`/history/${month}`)));
  const month = renderMonth(snapshot, apart[0]!, 'de')!;
  assert.match(month, /<article/);
  assert.equal(renderMonth(snapshot, '1999-01', 'de'), null);
  assert.deepEqual(monthsApart(snapshotOf()), []);
  // Whoever searches with the browser finds the titles; the words of the newest too.
  assert.match(text(made), /Old trouble 89/);
});

test('the form for reports needs no script, and a field that no person sees is a trap', () => {
  for (const made of [renderReport(snapshotOf(), 'en'), renderPage(snapshotOf(), 'en')]) {
    assert.match(made, /<form method="post" action="\/reports">/);
    assert.match(made, /<textarea [^>]*maxlength="1000"/);
    assert.match(
      made,
      /<p class="vh" aria-hidden="true"><label>Leave this empty: <input name="website" tabindex="-1"/,
    );
    assert.match(made, new RegExp(`<option value="${idOf('cmp', 3)}">Service 3`));
  }
});

test('days with something to say are in words beside their bars', () => {
  const day = {
    date: '2026-03-01',
    status: 'under_maintenance',
    downMinutes: 0.5,
    degradedMinutes: 61,
    maintenanceMinutes: 125,
  } as const;
  const component = componentOf(1, { days: [...componentOf(1).days.slice(0, 89), day] });
  const made = text(renderPage(snapshotOf({ components: [component] }), 'en'));
  assert.match(made, /Mar 1: 30 sec down, 61 min slow or unreliable, 2 hr 5 min of maintenance/);
});

test('fifty components of ninety days with real ids, an incident and both forms weigh at most 14 kB', () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed.toString(32).padStart(7, '0');
  };
  const components = Array.from({ length: 50 }, (_, i) =>
    componentOf(i, { id: `cmp_01k${random()}${random()}${random()}${random()}`.slice(0, 30), latency: [] }),
  );
  const bytes = gzipSync(renderPage(snapshotOf({ components, groups: [] }), 'en'), { level: 9 }).length;
  assert.ok(bytes <= 14 * 1_024, `${bytes} bytes`);
});
