/**
 * LISTEN: what an outage did to people's trust, and when it was back. Takes the browsers' beacons, keeps traffic in
 * buckets, reckons what fell and what it cost, asks those who were affected, and shows the trust report when staff
 * says so, and takes and answers questions. Writes trust.measured, survey.opened and questions.*; answers update.published (resolved) by measuring later. It never
 * keeps who somebody is, never reads a missing hour as an empty one, and never claims what the site's own history
 * cannot tell.
 */
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { Audience } from '#audience';
import type { Carriers } from '#carriers';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import type { Loops } from '#lib/loop.ts';
import type { Store } from '#store';
import type { Timeline } from '#timeline';
import type { ShelfItem } from '#web';
import type { Words } from '#words';
import { createAlive } from './beacon/alive.ts';
import { createIntake, type Intake } from './beacon/intake.ts';
import { startPruning } from './beacon/prune.ts';
import { questionDocuments, type ShownRound } from './questions/page.ts';
import { createQuestions, type Questions } from './questions/questions.ts';
import { trustDocuments } from './report/public.ts';
import { createReports, type Reports } from './report/reports.ts';
import { createSettings, type SettingsShelf } from './settings.ts';
import { createSurveys, type Surveys } from './survey/surveys.ts';
import { createTraffic, type Traffic } from './traffic.ts';

export type Listen = {
  settings: SettingsShelf;
  beacons: Intake;
  traffic: Traffic;
  reports: Omit<Reports, 'start'>;
  surveys: Surveys;
  questions: Questions;
  start(): void;
  /** Something that the public sees has changed. */
  onChange(listener: () => void): void;
  publicLinks(): Promise<Snapshot['links']>;
  /** Of incidents about which readers may ask, or could: where. */
  publicQuestions(): Promise<ReadonlyMap<string, string>>;
  publicDocuments(
    snapshot: Snapshot,
    shows?: (incidentId: string) => boolean,
  ): Promise<Map<string, ShelfItem>>;
};

const MOST_PUBLISHED = 500;
/** The page is made anew with every word of an outage; reports change seldom, and answers are counted by the minute. */
const FRESH_MS = 60_000;

export function createListen(deps: {
  store: Store;
  timeline: Timeline;
  audience: Audience;
  carriers: Carriers;
  words: Pick<Words, 'lint'>;
  clock: Clock;
  ids: Ids;
  log: Log;
  loops: Loops;
  publicUrl: () => string;
}): Listen {
  const listeners: (() => void)[] = [];
  let gathered: { atMs: number; shown: ReturnType<typeof gather> } | null = null;
  const changed = () => {
    gathered = null;
    for (const listener of listeners) listener();
  };
  const settings = createSettings(deps);
  const alive = createAlive({ ...deps, settings });
  const traffic = createTraffic({ ...deps, settings, alive });
  const reports = createReports({ ...deps, settings, traffic, changed });
  const surveys = createSurveys(deps);
  const questions = createQuestions({ ...deps, changed });

  async function gather() {
    const published = await reports.list({ published: true, limit: MOST_PUBLISHED });
    const reported = await Promise.all(
      published.map(async (report) => ({ report, surveys: await surveys.of(report.incidentId) })),
    );
    const asked: ShownRound[] = [];
    for (const round of await questions.rounds()) {
      const incident = await deps.timeline.incident(round.incidentId);
      const { items } = await questions.of(round.incidentId);
      if (incident) asked.push({ round, title: incident.title, items });
    }
    return { reported, asked };
  }
  /** What the public sees: the same promise for everybody who asks within a minute. */
  function shown() {
    const nowMs = deps.clock.nowMs();
    if (gathered && nowMs - gathered.atMs < FRESH_MS) return gathered.shown;
    const fresh = { atMs: nowMs, shown: gather() };
    gathered = fresh;
    fresh.shown.catch(() => {
      if (gathered === fresh) gathered = null;
    });
    return fresh.shown;
  }

  return {
    settings,
    beacons: createIntake({ ...deps, settings }),
    traffic,
    reports,
    surveys,
    questions,
    start() {
      alive.start();
      reports.start();
      startPruning({ ...deps, settings });
    },
    onChange: (listener) => listeners.push(listener),
    async publicLinks() {
      return (await shown()).reported.length > 0 ? [{ kind: 'trust', url: '/trust' }] : [];
    },
    publicQuestions: async () =>
      new Map(
        (await shown()).asked.map(({ round: { incidentId } }) => [
          incidentId,
          `/incidents/${incidentId}/questions`,
        ]),
      ),
    async publicDocuments({ page }, shows = () => true) {
      const { reported, asked } = await shown();
      const rounds = asked.filter(({ round }) => shows(round.incidentId));
      return new Map([
        ...trustDocuments(
          page,
          reported.filter(({ report }) => shows(report.incidentId)),
        ),
        ...rounds.flatMap((each) => [...questionDocuments(page, each, deps.clock.now())]),
      ]);
    },
  };
}
