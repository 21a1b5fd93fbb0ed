/** An incident or a maintenance as readers see it: what, who, since when, next word by when, and every update. */
import type {
  Snapshot,
  SnapshotIncident,
  SnapshotMaintenance,
  SnapshotUpdate,
} from '@candor/protocol/snapshot.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { worseThan } from './headline.ts';
import { type Html, html } from './html.ts';
import { markdown } from './markdown.ts';
import { listFormat } from './remember.ts';
import { type Strings, textIn } from './strings.ts';
import type { Times } from './times.ts';

export type View = {
  snapshot: Snapshot;
  strings: Strings;
  locale: string;
  times: Times;
  link: (path: string) => string;
  /** Of the page: what every part's words depend on besides the part. */
  face: string;
};

export const stateOf = (incident: SnapshotIncident | SnapshotMaintenance): ComponentStatus =>
  incident.components.reduce<ComponentStatus>(
    (worst, { status }) => (worseThan(status, worst) ? status : worst),
    'operational',
  );

export function updateList(updates: readonly SnapshotUpdate[], { strings, locale, times }: View): Html {
  return html`<ol class="u">${updates.map(
    (update) =>
      html`<li id="${update.id}"><span class="ph">${strings.phase[update.phase]}</span> <span class="by">${times.time(update.at, 'ago')}${
        strings.origin[update.origin] && html`, ${strings.origin[update.origin]}`
      }</span>${update.corrections.length > 0 && html` <strong class="by">${strings.corrected}, ${times.time(update.corrections.at(-1)!.at)}</strong>`}${markdown(textIn(update.text, locale))}${update.corrections.map(
        ({ was, reason }) =>
          html`<div class="was"><p>${reason && html`${reason} `}${strings.correctedWas}</p>${markdown(textIn(was, locale))}</div>`,
      )}</li>`,
  )}</ol>`;
}

export function affected(
  { components }: SnapshotIncident | SnapshotMaintenance,
  { snapshot, locale }: View,
): string {
  const names = components.flatMap(({ componentId }) => {
    const component = snapshot.components.find(({ id }) => id === componentId);
    return component ? [textIn(component.name, locale)] : [];
  });
  return listFormat(locale, { type: 'conjunction' }).format(names);
}

export function incidentCard(incident: SnapshotIncident, view: View, { short }: { short: boolean }): Html {
  const { strings, times, link, locale } = view;
  const open = incident.phase !== 'resolved';
  const state = open
    ? stateOf(incident) === 'operational'
      ? 'degraded_performance'
      : stateOf(incident)
    : 'operational';
  const names = affected(incident, view);
  const { promises } = incident;
  const shown = short ? incident.updates.slice(0, 3) : incident.updates;
  const heading = html`<a href="${link(`/incidents/${incident.id}`)}">${textIn(incident.title, locale)}</a>`;
  return html`<article class="card ${state}" id="${incident.id}">${short ? html`<h3>${heading}</h3>` : ''}<p class="meta"><span class="ph">${strings.phase[incident.phase]}</span> ${strings.since} ${times.time(incident.startedAt, open ? 'ago' : undefined)}${
    incident.resolvedAt &&
    html`, ${strings.resolvedAfter(times.duration(incident.startedAt, incident.recoveredAt ?? incident.resolvedAt))}`
  }</p>${names && html`<p class="meta">${strings.affects}: ${names}</p>`}${incident.impact && html`<p>${strings.whatUsersSee}: ${textIn(incident.impact, locale)}</p>`}${
    open &&
    incident.recoveredAt &&
    html`<p class="meta">${strings.recovered} ${times.time(incident.recoveredAt, 'ago')}</p>`
  }${open && incident.nextUpdateBy && html`<p class="next"><b>${strings.nextWordBy} ${times.time(incident.nextUpdateBy, 'due', strings.overdue)}</b></p>`}${updateList(shown, view)}${
    shown.length < incident.updates.length &&
    html`<p><a href="${link(`/incidents/${incident.id}`)}">${strings.readOn}</a></p>`
  }${
    !short &&
    promises.kept + promises.keptByNote + promises.missed > 0 &&
    html`<p class="meta">${strings.recordPromises(promises.kept, promises.keptByNote, promises.missed)}</p>`
  }${incident.postmortem && html`<p><a href="${incident.postmortem.url}">${strings.postmortem}</a></p>`}</article>`;
}

export function maintenanceCard(
  maintenance: SnapshotMaintenance,
  view: View,
  { short }: { short: boolean },
): Html {
  const { strings, times, link, locale } = view;
  const names = affected(maintenance, view);
  const over = maintenance.phase === 'completed' || maintenance.phase === 'cancelled';
  return html`<article class="card ${over ? 'operational' : 'under_maintenance'}" id="${maintenance.id}">${
    short
      ? html`<h3><a href="${link(`/incidents/${maintenance.id}`)}">${textIn(maintenance.title, locale)}</a></h3>`
      : ''
  }<p class="meta"><span class="ph">${strings.phase[maintenance.phase]}</span> ${strings.from} ${times.time(maintenance.scheduledFor, over ? undefined : 'ago')} ${strings.until} ${times.time(maintenance.scheduledUntil)}</p>${
    names && html`<p class="meta">${strings.affects}: ${names}</p>`
  }${updateList(maintenance.updates, view)}</article>`;
}
