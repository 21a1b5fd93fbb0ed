/**
 * Windows that recur: a rule becomes one maintenance after the other, some weeks ahead, so that readers and calendars
 * see them. The first is announced like any other; later ones stand on the page quietly, and whoever wants to know is
 * told ahead of each. A window that was left out or moved stays so.
 */
import {
  type ExceptionInput,
  type MaintenanceInput,
  SeriesInput,
  type SeriesView,
} from '@candor/protocol/maintenance.ts';
import { type Calendar, checkedRecurrence, type Occurrence, occurrencesOf, type Series } from '#calendar';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { type Incident, isOpen, type Timeline } from '#timeline';
import type { SettingsShelf } from '../settings.ts';
import type { Course } from './course.ts';
import type { Planning } from './planning.ts';
import type { Saying } from './say.ts';
import { refuseSpan } from './when.ts';

const DAY_MS = 86_400_000;
/** So far ahead, and so many, windows become maintenances; the next one always, and all whose reminders fall due. */
const AHEAD_MS = 56 * DAY_MS;
const MOST_AHEAD = 12;
const SHOWN = 12;
const BY = 'system:maintenance';

export type Recurring = {
  plan(given: SeriesInput, by: string): Promise<SeriesView>;
  /** What the rule comes to; nothing is written. */
  preview(given: SeriesInput): Occurrence[];
  get(id: string): Promise<SeriesView>;
  list(): Promise<SeriesView[]>;
  except(id: string, date: string, change: ExceptionInput, by: string): Promise<SeriesView>;
  /** No more of them: what is planned and has not begun is cancelled. */
  end(id: string, reason: string | null, by: string): Promise<SeriesView>;
};

export function createRecurring({
  store,
  timeline,
  calendar,
  clock,
  ids,
  planning,
  course,
  saying,
  settings,
}: {
  store: Store;
  timeline: Timeline;
  calendar: Calendar;
  clock: Clock;
  ids: Ids;
  planning: Planning;
  course: Course;
  saying: Saying;
  settings: SettingsShelf;
}): Recurring {
  const { series: shelf } = calendar;

  const workOf = ({ plan, timeZone }: Series) => ({
    ...(plan as Omit<MaintenanceInput, 'timeZone'>),
    timeZone,
  });

  /** Plans what is due to be planned; answers whether the rule has more. */
  async function advance(tx: Tx, series: Series): Promise<boolean> {
    const work = workOf(series);
    const longestMs = Math.max(0, ...(work.remindMinutesBefore ?? [0])) * 60_000 + 2 * DAY_MS;
    const nowMs = clock.nowMs();
    const first = series.plannedThrough === null;
    let through = series.plannedThrough;
    let ahead = 0;
    for (const { date, startsAt, endsAt } of occurrencesOf(series)) {
      const startMs = Date.parse(startsAt);
      if (startMs > nowMs) ahead++;
      const near = ahead <= 1 || startMs - nowMs <= longestMs;
      if (!near && (ahead > MOST_AHEAD || startMs - nowMs > AHEAD_MS)) break;
      if (through !== null && date <= through) continue;
      // A window that was over before anybody could plan it hides nothing and is announced to nobody.
      if (startMs > nowMs) {
        const announced = first && ahead === 1;
        const { id } = await planning.schedule(
          tx,
          {
            ...work,
            scheduledFor: startsAt,
            scheduledUntil: endsAt,
            acceptConflicts: !announced || work.acceptConflicts === true,
            // Nobody is written to, and nobody is there to mend what is refused.
            ...(announced ? {} : { notify: false, segmentNotes: undefined }),
          },
          announced ? series.by : BY,
          series.id,
        );
        await shelf.became(tx, series.id, date, id);
      }
      through = date;
    }
    if (through !== series.plannedThrough) await shelf.change(tx, series.id, { plannedThrough: through });
    return ahead > 0;
  }

  const sleepOn = (tx: Tx, id: string) =>
    timeline.wakes.set(tx, {
      key: `series:${id}`,
      kind: 'tell.maintenance-series',
      subject: `series:${id}`,
      dueAt: new Date(clock.nowMs() + DAY_MS).toISOString(),
    });

  timeline.onWake('tell.maintenance-series', async (wake, tx) => {
    const id = wake.subject.slice('series:'.length);
    const series = await shelf.lock(id, tx);
    if (series.endedAt) return;
    if (await advance(tx, series)) await sleepOn(tx, id);
    else await shelf.change(tx, id, { endedAt: clock.now() });
  });

  async function viewOf(series: Series, tx?: Tx): Promise<SeriesView> {
    const { id, rule, startsLocal, durationMinutes, timeZone, exceptions, by, endedAt, createdAt } = series;
    const planned = await shelf.planned(id, tx);
    const work = workOf(series);
    const next = endedAt
      ? []
      : occurrencesOf(series)
          .filter(({ endsAt }) => endsAt > clock.now())
          .take(SHOWN)
          .map((each) => ({ ...each, maintenanceId: planned.get(each.date) ?? null }));
    return {
      id,
      rule,
      startsLocal,
      durationMinutes,
      timeZone,
      title: work.title,
      componentIds: [
        ...new Set([
          ...(work.componentIds ?? []),
          ...(work.components ?? []).map(({ componentId }) => componentId),
        ]),
      ],
      exceptions,
      next: [...next],
      by,
      endedAt,
      createdAt,
    };
  }

  /** The day has to be one of the rule, and has to lie ahead. */
  function occurrenceOn(series: Series, date: string): Occurrence {
    for (const each of occurrencesOf({ ...series, exceptions: [] })) {
      if (each.date > date) break;
      if (each.date !== date) continue;
      if (each.startsAt <= clock.now())
        throw new Problem(
          'state.conflict',
          `The window of ${date} has begun; change the maintenance itself.`,
        );
      return each;
    }
    throw new Problem('not-found', `By its rule the series has no window on ${date}.`);
  }

  async function plannedOn(tx: Tx, series: Series, date: string): Promise<Incident | null> {
    const maintenanceId = (await shelf.planned(series.id, tx)).get(date);
    return maintenanceId ? saying.get(maintenanceId, tx) : null;
  }

  const recurrenceOf = ({ rule, startsLocal, durationMinutes, timeZone }: SeriesInput) => ({
    rule,
    startsLocal: startsLocal.slice(0, 16),
    durationMinutes,
    timeZone,
    exceptions: [],
  });

  return {
    preview(given) {
      const input = SeriesInput.parse(given);
      return checkedRecurrence(recurrenceOf(input), SHOWN);
    },

    plan: (given, by) =>
      store.transaction(async (tx) => {
        const input = SeriesInput.parse(given);
        const { rule: _, startsLocal: __, durationMinutes: ___, timeZone: ____, ...plan } = input;
        const recurrence = recurrenceOf(input);
        checkedRecurrence(recurrence);
        const id = ids.next('ser');
        await shelf.add(tx, { id, ...recurrence, plan, by });
        const series = await shelf.lock(id, tx);
        if (!(await advance(tx, series)))
          throw new Problem('request.invalid', 'By this rule every window lies in the past.', {
            errors: [{ path: 'rule', message: 'has to reach into the future' }],
          });
        await sleepOn(tx, id);
        return viewOf(await shelf.get(id, tx), tx);
      }),

    get: async (id) => viewOf(await shelf.get(id)),
    list: async () => Promise.all((await shelf.list()).map((series) => viewOf(series))),

    except: (id, date, change, by) =>
      store.transaction(async (tx) => {
        const series = await shelf.lock(id, tx);
        if (series.endedAt) throw new Problem('state.conflict', 'The series has ended.');
        occurrenceOn(series, date);
        const others = series.exceptions.filter((each) => each.date !== date);
        const maintenance = await plannedOn(tx, series, date);
        if (maintenance && !isOpen(maintenance))
          throw new Problem('state.conflict', `The window of ${date} was cancelled already.`);
        if ('leaveOut' in change) {
          if (maintenance) await course.cancel(tx, maintenance, change.reason, by);
          await shelf.change(tx, id, { exceptions: [...others, { date }] });
        } else {
          const { scheduledFor, scheduledUntil } = change;
          if (maintenance) await planning.move(tx, maintenance, change, by);
          else refuseSpan(change, clock.nowMs(), (await settings.get(tx)).maintenanceMostHours);
          await shelf.change(tx, id, {
            exceptions: [...others, { date, startsAt: scheduledFor, endsAt: scheduledUntil }],
          });
        }
        return viewOf(await shelf.get(id, tx), tx);
      }),

    end: (id, reason, by) =>
      store.transaction(async (tx) => {
        const series = await shelf.lock(id, tx);
        if (series.endedAt) return viewOf(series, tx);
        await shelf.change(tx, id, { endedAt: clock.now() });
        await timeline.wakes.cancel(tx, { subject: `series:${id}` });
        for (const maintenanceId of (await shelf.planned(id, tx)).values()) {
          const maintenance = await saying.get(maintenanceId, tx);
          if (maintenance.phase === 'scheduled') await course.cancel(tx, maintenance, reason, by);
        }
        return viewOf(await shelf.get(id, tx), tx);
      }),
  };
}
