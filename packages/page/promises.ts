/**
 * The record of promises, for everybody: what is counted, how many were kept and missed, and every single miss with how
 * late the word came. As a document, and the same as data. Pure in the snapshot.
 */
import type { Snapshot, SnapshotIncident, SnapshotUpdate } from '@candor/protocol/snapshot.ts';
import type { Badge } from './badge.ts';
import { type Html, html } from './html.ts';
import { promiseStrings } from './strings/promises.ts';
import type { View } from './view.ts';

/** How one promise ended, in words; empty while it stands. */
export function promiseLine(
  { nextUpdateBy, promise }: Pick<SnapshotUpdate, 'nextUpdateBy' | 'promise'>,
  { locale, times }: View,
): Html | '' {
  if (!promise || !nextUpdateBy) return '';
  const say = promiseStrings(locale);
  const words = { kept: say.kept, 'kept-by-note': say.keptByNote, missed: say.missed }[promise.outcome];
  const missed = promise.outcome === 'missed';
  const after = !missed
    ? ''
    : promise.spokenAt
      ? say.late(times.duration(nextUpdateBy, promise.spokenAt))
      : say.noWordYet;
  return html`<p class="by">${say.promised} ${times.time(nextUpdateBy)}: ${missed ? html`<strong class="late">${words}</strong>` : words}${after && html`, ${after}`}</p>`;
}

/** Of incidents that the page does not list (any more): the times alone. */
function otherMisses(view: View): Html | '' {
  const { otherMisses } = view.snapshot.record;
  const lines = otherMisses.map(({ dueAt, spokenAt }) =>
    promiseLine({ nextUpdateBy: dueAt, promise: { outcome: 'missed', spokenAt, lateSeconds: null } }, view),
  );
  return lines.length === 0
    ? ''
    : html`<section><h3>${promiseStrings(view.locale).others}</h3><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}

const promised = ({ promises }: SnapshotIncident) => promises.kept + promises.keptByNote + promises.missed;

export function promisesBody(view: View): Html {
  const { snapshot, strings, locale, link, say: text } = view;
  const say = promiseStrings(locale);
  const {
    promisesKept: kept,
    promisesKeptByNote: byNote,
    promisesMissed: missed,
    promisesPostponed,
  } = snapshot.record;
  const told = snapshot.incidents.filter((incident) => promised(incident) > 0);
  return html`${say.meaning.map((each) => html`<p>${each}</p>`)}${
    kept + byNote + missed === 0
      ? html`<p>${say.none}</p>`
      : html`<p><strong>${strings.recordPromises(kept, byNote, missed)}</strong>${promisesPostponed > 0 && html` ${say.postponed(promisesPostponed)}`}</p>`
  }${told.map(({ id, title, promises, postponed, updates }) => {
    const lines = updates.filter(({ promise }) => promise?.outcome === 'missed');
    return html`<section><h3><a href="${link(`/incidents/${id}`)}">${text(title)}</a></h3><p class="meta">${strings.recordPromises(promises.kept, promises.keptByNote, promises.missed)}${postponed > 0 && html` ${say.postponed(postponed)}`}</p>${
      lines.length > 0 && html`<ul>${lines.map((update) => html`<li>${promiseLine(update, view)}</li>`)}</ul>`
    }</section>`;
  })}${otherMisses(view)}<p class="by"><a href="${view.place('/promises.json')}">promises.json</a> · <a href="${view.place('/badge/promises.svg')}">badge</a></p>`;
}

/** The same for programs. What a promise is, and when it counts as what, is said in it. */
export function promisesDocument({ page, record, incidents }: Snapshot): Record<string, unknown> {
  return {
    schema: 'candor.promises/1',
    page: { id: page.id, name: page.name, url: page.url },
    definitions: promiseStrings('en').meaning,
    kept: record.promisesKept,
    keptByNote: record.promisesKeptByNote,
    missed: record.promisesMissed,
    postponed: record.promisesPostponed,
    otherMisses: record.otherMisses,
    incidents: incidents.map(
      ({ id, title, startedAt, resolvedAt, promises, postponed, nextUpdateBy, updates }) => ({
        id,
        title,
        url: `${page.url}/incidents/${id}`,
        startedAt,
        resolvedAt,
        ...promises,
        postponed,
        nextUpdateBy,
        promises: updates
          .toReversed()
          .flatMap((update) =>
            update.nextUpdateBy && update.promise
              ? [{ updateId: update.id, madeAt: update.at, dueAt: update.nextUpdateBy, ...update.promise }]
              : [],
          ),
      }),
    ),
  };
}

/** A miss is no emergency, but it is never green. */
export function promisesBadge(snapshot: Snapshot, { now, locale }: { now: string; locale: string }): Badge {
  const say = promiseStrings(locale);
  const { promisesKept, promisesKeptByNote, promisesMissed: missed } = snapshot.record;
  const kept = promisesKept + promisesKeptByNote;
  const overdue = snapshot.incidents.filter(
    (one) => one.nextUpdateBy !== null && one.nextUpdateBy < now,
  ).length;
  const state = missed + overdue > 0 ? 'degraded_performance' : kept > 0 ? 'operational' : 'unknown';
  return { label: say.label, message: kept + missed > 0 ? say.ofAll(kept, kept + missed) : '–', state };
}
