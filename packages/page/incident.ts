/**
 * An incident or a maintenance as readers see it: what, who, since when, what to do meanwhile, when it may be over,
 * next word by when, and every update. Pure in the item and the view: nothing else is looked at.
 */
import { stepsOf } from '@candor/protocol/difference.ts';
import type {
  SnapshotEstimate,
  SnapshotIncident,
  SnapshotMaintenance,
  SnapshotUpdate,
} from '@candor/protocol/snapshot.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { listed, worseThan } from './headline.ts';
import { type Html, html } from './html.ts';
import { promiseLine } from './promises.ts';
import { remembering } from './remember.ts';
import { dayKey } from './times.ts';
import type { View } from './view.ts';

/** In full on its own page; elsewhere short, below a heading of this level. */
export type Shown = { short: false } | { short: true; heading: 'h2' | 'h3' };

const UPDATES_SHOWN = 3;

export const stateOf = (incident: SnapshotIncident | SnapshotMaintenance): ComponentStatus =>
  incident.components.reduce<ComponentStatus>(
    (worst, { status }) => (worseThan(status, worst) ? status : worst),
    'operational',
  );

/** What stands now; what its last correction put in is marked. */
const standing = ({ text, corrections }: SnapshotUpdate, { paragraphs, marked }: View): Html => {
  const last = corrections.at(-1);
  return last ? marked(text, last.was, 'ins') : paragraphs(text);
};

/** The last word of what is over needs no heading of its own: the card says the same. */
function updateList(updates: readonly SnapshotUpdate[], view: View, over = false, whole = false): Html {
  const { strings, times, marked } = view;
  if (updates.length === 0) return html``;
  return html`<ol class="u">${updates.map(
    (update) =>
      html`<li id="${update.id}"><p class="uh${over && update.corrections.length === 0 && ' vh'}"><span class="ph">${update.step ? strings.step[update.step] : strings.phase[update.phase]}</span> <span class="by">${times.time(update.at, 'ago')}${
        strings.origin[update.origin] && html` · ${strings.origin[update.origin]}`
      }</span>${update.corrections.length > 0 && html` <strong class="by">${strings.corrected} ${times.time(update.corrections.at(-1)!.at)}</strong>`}</p>${standing(update, view)}${stepsOf(
        update.corrections,
        update.text,
      )
        .toReversed()
        .map(
          ({ correction: { at, reason }, before, after }) =>
            html`<div class="was"><p dir="auto">${strings.corrected} ${times.time(at)}${reason && html`: ${reason}`}</p><p>${strings.correctedWas}</p>${marked(before, after, 'del')}</div>`,
        )}${whole && promiseLine(update, view)}</li>`,
  )}</ol>`;
}

export function affected({ components }: SnapshotIncident | SnapshotMaintenance, view: View): string {
  const names = components.flatMap(({ componentId }) => {
    const component = view.snapshot.components.find(({ id }) => id === componentId);
    return component ? [view.text(component.name)] : [];
  });
  return listed(names, view.locale);
}

const row = (name: string, value: Html | string | false | null) =>
  value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** What is expected, in the words that fit: a time, a time that is gone, or that nobody can tell. */
function estimate({ at, basis, passed }: SnapshotEstimate, view: View): Html {
  const { strings, times, say } = view;
  const because = basis && html` <span class="by">(${say(basis)})</span>`;
  if (at === null) return html`<p>${strings.noEstimate}${because}</p>`;
  return html`<dl class="f"><div><dt>${strings.expectedBack}</dt><dd>${times.time(at, 'ago')}${because}${
    passed && html` <strong>${strings.estimatePassed}</strong>`
  }</dd></div></dl>`;
}

function headingOf(item: SnapshotIncident | SnapshotMaintenance, view: View, shown: Shown): Html | string {
  if (!shown.short) return '';
  const link = html`<a href="${view.link(`/incidents/${item.id}`)}">${view.say(item.title)}</a>`;
  return shown.heading === 'h2' ? html`<h2>${link}</h2>` : html`<h3>${link}</h3>`;
}

export function incidentCard(incident: SnapshotIncident, view: View, shown: Shown): Html {
  const { strings, times, say, paragraphs } = view;
  const open = incident.phase !== 'resolved';
  const worst = stateOf(incident);
  const state = !open ? 'operational' : worst === 'operational' ? 'degraded_performance' : worst;
  const { promises, updates, nextUpdateBy } = incident;
  const newest = shown.short ? updates.slice(0, open ? UPDATES_SHOWN : 1) : updates;
  const names = affected(incident, view);
  const past = !open && shown.short;
  const facts = html`${!past && row(strings.affects, names)}${
    !past && incident.impact && row(strings.whatUsersSee, say(incident.impact))
  }${open && incident.workaround && row(strings.doNow, paragraphs(incident.workaround))}${
    open && incident.recoveredAt && row(strings.recovered, times.time(incident.recoveredAt, 'ago'))
  }`;
  return html`<article class="card ${state}${past && ' past'}" id="${incident.id}">${headingOf(incident, view, shown)}<p class="meta"><span class="pill">${strings.phase[incident.phase]}</span> ${strings.since} ${times.time(incident.startedAt, open ? 'ago' : undefined)}${
    incident.resolvedAt &&
    html` · ${strings.resolvedAfter(times.duration(incident.startedAt, incident.recoveredAt ?? incident.resolvedAt))}`
  }${past && names && html` · ${strings.affects}: ${names}`}</p><dl class="f">${facts}</dl>${open && incident.eta && estimate(incident.eta, view)}${
    open &&
    nextUpdateBy &&
    html`<p class="next"><b>${strings.nextWordBy} ${times.time(nextUpdateBy, 'due', strings.overdue)}</b>${incident.overdue && html` <strong class="late">${strings.overdue}</strong>`}</p>`
  }${updateList(newest, view, past, !shown.short)}${
    open &&
    newest.length < updates.length &&
    html`<p><a href="${view.link(`/incidents/${incident.id}`)}">${strings.readOn}</a></p>`
  }${
    !shown.short &&
    promises.kept + promises.keptByNote + promises.missed > 0 &&
    html`<p class="meta"><a href="${view.link('/promises')}">${strings.recordPromises(promises.kept, promises.keptByNote, promises.missed)}</a></p>`
  }${(open || !shown.short) && relatedTo(incident, view)}${incident.postmortem && html`<p><a href="${view.place(incident.postmortem.url)}">${strings.postmortem}</a></p>`}${incident.questionsUrl && html`<p><a href="${view.place(incident.questionsUrl)}">${strings.questions}</a></p>`}</article>`;
}

const rememberedCards = { h2: rememberedCard('h2'), h3: rememberedCard('h3') };

/** A resolved incident with its last word; one that is open changes too often to be remembered. */
function rememberedCard(heading: 'h2' | 'h3') {
  return remembering(
    (incident: SnapshotIncident, view: View) => incidentCard(incident, view, { short: true, heading }),
    (view, incident) => ({
      slot: view.locale,
      key: [
        view.face,
        affected(incident, view),
        dayKey(view.snapshot.page.timeZone, view.snapshot.madeAt, incident.updatedAt),
      ].join('\n'),
    }),
  );
}

/** As one of many, with its last word only. */
export const cardInList = (incident: SnapshotIncident, view: View, heading: 'h2' | 'h3'): Html =>
  incident.phase === 'resolved'
    ? rememberedCards[heading](incident, view)
    : incidentCard({ ...incident, updates: incident.updates.slice(0, 1) }, view, { short: true, heading });

/** What it came from or led to. */
function relatedTo({ related = [] }: SnapshotIncident | SnapshotMaintenance, view: View): Html | false {
  const { snapshot, strings, link, say } = view;
  const others = [...snapshot.incidents, ...snapshot.maintenances].filter(({ id }) => related.includes(id));
  return (
    others.length > 0 &&
    html`<p class="meta">${strings.seeAlso}: ${others.map(
      ({ id, title }, i) => html`${i > 0 && ', '}<a href="${link(`/incidents/${id}`)}">${say(title)}</a>`,
    )}</p>`
  );
}

/** What is touched, with the state that is expected of it where that is another than maintenance. */
function expected({ components }: SnapshotMaintenance, view: View): string {
  const names = components.flatMap(({ componentId, status }) => {
    const component = view.snapshot.components.find(({ id }) => id === componentId);
    if (!component) return [];
    const name = view.text(component.name);
    return [status === 'under_maintenance' ? name : `${name} (${view.strings.status[status]})`];
  });
  return listed(names, view.locale);
}

/** Filled by script with the window on the reader's own clock, where that is another than the page's. */
const ownClock = ({ scheduledFor, scheduledUntil }: SnapshotMaintenance, { snapshot }: View) =>
  html`<p class="meta own" data-from="${scheduledFor}" data-to="${scheduledUntil}" data-zone="${snapshot.page.timeZone}" hidden></p>`;

export function maintenanceCard(maintenance: SnapshotMaintenance, view: View, shown: Shown): Html {
  const { strings, times, say, paragraphs, text, link } = view;
  const { id, phase, scheduledFor, scheduledUntil, impact, whatToDo, updates } = maintenance;
  const over = phase === 'completed' || phase === 'cancelled';
  const begun = phase !== 'scheduled' && phase !== 'cancelled';
  const from = begun ? maintenance.startedAt : scheduledFor;
  const past = over && shown.short;
  const words = updates.map((update) => text(update.text)).join('\n');
  const apart = (said: typeof impact) => !over && said !== undefined && !words.includes(text(said));
  // Of what is still ahead the newest word says all; a reminder repeats the announcement.
  const newest = shown.short && phase === 'scheduled' ? updates.slice(0, 1) : updates;
  return html`<article class="card ${over ? 'operational' : 'under_maintenance'}${past && ' past'}" id="${id}">${headingOf(maintenance, view, shown)}<p class="meta"><span class="pill">${strings.phase[phase]}</span> ${strings.from} ${times.time(from, over ? undefined : 'ago')} ${strings.until} ${times.time(scheduledUntil)}${
    !over && html` · <a href="${link(`/incidents/${id}.ics`)}" type="text/calendar">iCal</a>`
  }</p>${!over && ownClock(maintenance, view)}<dl class="f">${row(
    strings.affects,
    expected(maintenance, view),
  )}${apart(impact) && row(strings.whatUsersSee, say(impact!))}${
    apart(whatToDo) && row(strings.doNow, paragraphs(whatToDo!))
  }</dl>${!past && relatedTo(maintenance, view)}${updateList(newest, view, past)}</article>`;
}

/** Further ahead: one line each. */
export const maintenanceLine = (
  { id, title, scheduledFor, scheduledUntil }: SnapshotMaintenance,
  view: View,
): Html =>
  html`<li><a href="${view.link(`/incidents/${id}`)}">${view.say(title)}</a>, <span class="by">${view.strings.from} ${view.times.time(scheduledFor)} ${view.strings.until} ${view.times.time(scheduledUntil)}</span></li>`;
