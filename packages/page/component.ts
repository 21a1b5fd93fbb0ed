/**
 * A component's own page: its record, day by day and month by month, how fast it answered, and what happened to it.
 * It says nothing about the present, so that it can be kept without growing untrue; the way to the present is a link.
 */
import type { SnapshotComponent } from '@candor/protocol/snapshot.ts';
import { bars } from './bars.ts';
import { type Html, html } from './html.ts';
import { latencyChart } from './latency.ts';
import type { View } from './view.ts';

function monthTable({ months }: SnapshotComponent, { strings, times }: View): Html {
  return html`<table><thead><tr><th scope="col">${strings.month}</th><th scope="col">${strings.uptimeColumn}</th><th scope="col">${strings.downColumn}</th></tr></thead><tbody>${months.map(
    ({ month, uptime, downMinutes }) =>
      html`<tr><th scope="row">${times.month(month)}</th><td>${uptime === null ? strings.status.no_data : times.percent(uptime)}</td><td>${times.minutes(downMinutes)}</td></tr>`,
  )}</tbody></table>`;
}

function whatHappened({ id }: SnapshotComponent, { snapshot, strings, times, link, say }: View): Html {
  const mine = [...snapshot.incidents, ...snapshot.maintenances]
    .filter(({ components }) => components.some(({ componentId }) => componentId === id))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  if (mine.length === 0) return html`<p>${strings.pastCalm}</p>`;
  return html`<ul>${mine.map(
    ({ id: incidentId, title, startedAt, phase }) =>
      html`<li><a href="${link(`/incidents/${incidentId}`)}">${say(title)}</a>, ${times.time(startedAt)} <span class="by">${strings.phase[phase]}</span></li>`,
  )}</ul>`;
}

export function componentBody(component: SnapshotComponent, view: View): Html {
  const { strings, times, say } = view;
  const { description, days, months, latency } = component;
  return html`${description && html`<p>${say(description)}</p>`}<p><a href="${view.link('/')}">${strings.backToStatus}</a></p>${
    days.length > 0 &&
    html`<h2>${strings.lastSpan(times.days(days.length))}</h2>${bars(component, view, { open: true })}<p class="hint">${strings.scale}</p>`
  }${latency.length > 0 && html`<h2>${strings.answerTimes}</h2>${latency.map((series) => latencyChart(series, view))}`}${
    months.length > 0 && html`<h2>${strings.byMonth}</h2>${monthTable(component, view)}`
  }<h2>${strings.past}</h2>${whatHappened(component, view)}`;
}
