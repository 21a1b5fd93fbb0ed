/**
 * The past: every incident and maintenance by month. A long past shows its newest in full and the rest as one line
 * each, with a document of its own for each older month. Searching needs no server: script hides what does not fit,
 * and without script the browser's own search finds it, because everything is on this page.
 */
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { type Html, html } from './html.ts';
import { cardInList, maintenanceCard } from './incident.ts';
import type { View } from './view.ts';

const IN_FULL = 50;

type Entry = {
  at: string;
  id: string;
  title: Record<string, string>;
  card: (view: View, heading: 'h2' | 'h3') => Html;
};
export type Month = { month: string; entries: Entry[]; inFull: boolean };

/** By calendar month of the page's zone, newest first. */
export function monthsOf(snapshot: Snapshot, monthOf: (instant: string) => string): Month[] {
  const entries: Entry[] = [
    ...snapshot.incidents.map((incident) => ({
      at: incident.startedAt,
      id: incident.id,
      title: incident.title,
      card: (view: View, heading: 'h2' | 'h3') => cardInList(incident, view, heading),
    })),
    ...snapshot.maintenances.map((maintenance) => ({
      at: maintenance.startedAt,
      id: maintenance.id,
      title: maintenance.title,
      card: (view: View, heading: 'h2' | 'h3') =>
        maintenanceCard(maintenance, view, { short: true, heading }),
    })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  const months = new Map<string, Entry[]>();
  for (const entry of entries) {
    const month = monthOf(entry.at);
    months.set(month, [...(months.get(month) ?? []), entry]);
  }
  let before = 0;
  return [...months].map(([month, found]) => {
    // The newest month is in full whatever it holds, so that a bad month is not hidden behind a link.
    const inFull = before === 0 || before + found.length <= IN_FULL;
    before += found.length;
    return { month, entries: found, inFull };
  });
}

export function historyBody(view: View): Html {
  const { strings, times, link, say } = view;
  const months = monthsOf(view.snapshot, times.monthOf);
  if (months.length === 0) return html`<p>${strings.pastCalm}</p>`;
  const find = html`<form class="find" id="find" role="search" hidden><label for="q">${strings.search}</label><input id="q" type="search" autocomplete="off"><p class="hint" role="status" data-found="${strings.found}"></p></form>`;
  const nav =
    months.length > 1 &&
    html`<nav class="months" aria-label="${strings.months}">${months.map(
      ({ month, entries }) =>
        html`<a href="#m${month}">${times.month(month)} <span class="by">${entries.length}</span></a>`,
    )}</nav>`;
  return html`${find}${nav}${months.map(
    ({ month, entries, inFull }) =>
      html`<section class="m" id="m${month}"><h2>${inFull ? times.month(month) : html`<a href="${link(`/history/${month}`)}">${times.month(month)}</a>`}</h2>${
        inFull
          ? entries.map(({ card }) => card(view, 'h3'))
          : html`<ul>${entries.map(({ id, title, at }) => html`<li><a href="${link(`/incidents/${id}`)}">${say(title)}</a>, ${times.time(at)}</li>`)}</ul>`
      }</section>`,
  )}`;
}

export function monthBody(view: View, month: string): Html | null {
  const found = monthsOf(view.snapshot, view.times.monthOf).find((each) => each.month === month);
  return found ? html`${found.entries.map(({ card }) => card(view, 'h2'))}` : null;
}
