/**
 * The public page and its sisters, from a snapshot alone: no server, no database, no clock but the snapshot's own.
 * Everything is in the first HTML; script only adds.
 */
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { acts, ownFeeds, reportForm } from './acts.ts';
import { componentBody } from './component.ts';
import { documentOf, inLocale } from './document.ts';
import { localesOfComponentFeeds, outagesWithFeeds } from './feeds.ts';
import { activeMaintenances, headline, openIncidents } from './headline.ts';
import { historyBody, monthBody, monthsOf } from './history.ts';
import { type Html, html } from './html.ts';
import { cardInList, incidentCard, maintenanceCard, maintenanceLine } from './incident.ts';
import { lookIntro } from './look.ts';
import { promisesBody } from './promises.ts';
import { record } from './record.ts';
import { componentList } from './rows.ts';
import { promiseStrings } from './strings/promises.ts';
import { stringsFor } from './strings.ts';
import { timesIn } from './times.ts';
import { type View, viewOf } from './view.ts';

const PAST_ON_PAGE = 5;
/** Planned work in full; what is further ahead is a line. */
const AHEAD_IN_FULL = 3;
const FIRST = { short: true, heading: 'h2' } as const;
const BELOW = { short: true, heading: 'h3' } as const;

function age({ snapshot, strings, times }: View): Html {
  return html`<p class="age">${strings.asOf(times.clock(snapshot.madeAt))} ${strings.treatAsUnknown(times.clock(snapshot.validUntil))}</p>`;
}

/** Its words come in by style alone, so that a browser without style never says what is not so. */
const stale = ({ strings }: View) => html`<p class="stale keep" data-say="${strings.expired}"></p>`;

/** What changes by itself, what a day without trouble is called, and until when it may be believed. */
const main = (view: View, live: boolean, body: Html) => {
  const { snapshot, strings } = view;
  return html`<main id="status"${live && html` data-until="${snapshot.validUntil}"`} data-ok="${strings.status.operational}" data-no="${strings.status.no_data}">${body}</main>`;
};

const back = ({ link, strings }: View) => html`<p><a href="${link('/')}">${strings.backToStatus}</a></p>`;

export function renderPage(snapshot: Snapshot, locale: string): string {
  const view = viewOf(snapshot, locale);
  const { strings, link } = view;
  const head = headline(snapshot, strings, locale);
  const open = openIncidents(snapshot);
  const active = activeMaintenances(snapshot);
  const planned = snapshot.maintenances.filter(({ phase }) => phase === 'scheduled').toReversed();
  const past = snapshot.incidents.filter(({ phase }) => phase === 'resolved').slice(0, PAST_ON_PAGE);
  const calm = open.length === 0 && active.length === 0;
  const body = html`${stale(view)}<h1 class="${head.state}">${head.sentence}</h1>${age(view)}${lookIntro(snapshot.page.look, locale)}${open.map(
    (incident) => incidentCard(incident, view, FIRST),
  )}${active.map((maintenance) => maintenanceCard(maintenance, view, FIRST))}${!calm && acts(view)}${
    planned.length > 0 &&
    html`<h2>${strings.maintenance}</h2>${planned.slice(0, AHEAD_IN_FULL).map((maintenance) => maintenanceCard(maintenance, view, BELOW))}${
      planned.length > AHEAD_IN_FULL &&
      html`<ul>${planned.slice(AHEAD_IN_FULL).map((maintenance) => maintenanceLine(maintenance, view))}</ul>`
    }`
  }<h2>${strings.components}</h2>${componentList(view)}${calm && acts(view)}<h2>${strings.past}</h2>${
    past.length === 0
      ? html`<p class="hint">${strings.pastCalm}</p>`
      : past.map((incident) => cardInList(incident, view, 'h3'))
  }<p><a href="${link('/history')}">${strings.allHistory}</a></p>`;
  return documentOf({
    ...frameOf(view, '/'),
    title: `${snapshot.page.name}: ${head.sentence}`,
    description: head.sentence,
    body: main(view, true, body),
    footer: record(view),
    refreshSeconds: 60,
  });
}

export function renderIncident(snapshot: Snapshot, id: string, locale: string): string | null {
  const view = viewOf(snapshot, locale);
  const incident = snapshot.incidents.find((each) => each.id === id);
  const maintenance = snapshot.maintenances.find((each) => each.id === id);
  const found = incident ?? maintenance;
  if (!found) return null;
  const title = view.text(found.title);
  const open = incident !== undefined && incident.phase !== 'resolved';
  const path = `/incidents/${id}`;
  const followed = outagesWithFeeds(snapshot).has(found);
  const going =
    open || (maintenance && maintenance.phase !== 'completed' && maintenance.phase !== 'cancelled');
  const card = incident
    ? incidentCard(incident, view, { short: false })
    : maintenanceCard(maintenance!, view, { short: false });
  const body = html`${stale(view)}<h1 class="plain">${view.say(found.title)}</h1>${open && age(view)}${card}${acts(view, followed ? path : null, going ? id : null)}${back(view)}`;
  return documentOf({
    ...frameOf(view, path),
    ownFeeds: followed,
    title: `${title} · ${snapshot.page.name}`,
    description: title,
    body: main(view, open, body),
    refreshSeconds: 120,
  });
}

/** A document that says nothing about the present. */
function recordDocument(
  view: View,
  path: string,
  title: string,
  body: Html,
  more: { footer?: Html; ownFeeds?: boolean } = {},
): string {
  return documentOf({
    ...frameOf(view, path),
    title: `${title} · ${view.snapshot.page.name}`,
    description: title,
    body: main(view, false, html`<h1 class="plain" dir="auto">${title}</h1>${body}${back(view)}`),
    ...more,
  });
}

export function renderHistory(snapshot: Snapshot, locale: string): string {
  const view = viewOf(snapshot, locale);
  return recordDocument(view, '/history', view.strings.past, historyBody(view), {
    footer: record(view),
  });
}

export function renderPromises(snapshot: Snapshot, locale: string): string {
  const view = viewOf(snapshot, locale);
  return recordDocument(view, '/promises', promiseStrings(locale).title, promisesBody(view));
}

/** The months that have a document of their own because /history shows only one line for each of their incidents. */
export const monthsApart = (snapshot: Snapshot): string[] =>
  monthsOf(snapshot, timesIn('en', snapshot.page.timeZone, snapshot.madeAt).monthOf)
    .filter(({ inFull }) => !inFull)
    .map(({ month }) => month);

export function renderMonth(snapshot: Snapshot, month: string, locale: string): string | null {
  const view = viewOf(snapshot, locale);
  const body = monthBody(view, month);
  if (!body) return null;
  const whole = html`<p><a href="${view.link('/history')}">${view.strings.allHistory}</a></p>`;
  return recordDocument(view, `/history/${month}`, view.times.month(month), html`${body}${whole}`);
}

export function renderComponent(snapshot: Snapshot, id: string, locale: string): string | null {
  const view = viewOf(snapshot, locale);
  const component = snapshot.components.find((each) => each.id === id);
  if (!component) return null;
  const path = `/components/${id}`;
  const followed = localesOfComponentFeeds(snapshot).includes(locale);
  const body = html`${componentBody(component, view)}${followed && ownFeeds(path, view)}`;
  return recordDocument(view, path, view.text(component.name), body, { ownFeeds: followed });
}

export function renderReport(snapshot: Snapshot, locale: string): string {
  const view = viewOf(snapshot, locale);
  return recordDocument(view, '/report', view.strings.report, reportForm(view));
}

/** A document in the page's own look, made of parts that other rooms hand over. */
export function renderDocument(
  page: Pick<Snapshot['page'], 'name' | 'supportUrl' | 'locales' | 'look'> & { url?: string },
  {
    locale,
    path,
    title,
    body,
    noindex = false,
  }: { locale: string; path: string; title: string; body: Html; noindex?: boolean },
): string {
  const strings = stringsFor(locale);
  const link = (to: string) => inLocale(to, locale, page.locales[0] ?? locale);
  return documentOf({
    locale,
    locales: noindex ? [locale] : page.locales,
    strings,
    pageName: page.name,
    pageUrl: page.url,
    supportUrl: page.supportUrl,
    path,
    look: page.look,
    noindex,
    title: `${title} · ${page.name}`,
    description: title,
    body: html`<main id="status"><h1 class="plain" dir="auto">${title}</h1>${body}<p><a href="${link('/')}">${strings.backToStatus}</a></p></main>`,
  });
}

function frameOf({ snapshot: { page }, locale, strings }: View, path: string) {
  return {
    locale,
    locales: page.locales,
    strings,
    pageName: page.name,
    pageUrl: page.url,
    supportUrl: page.supportUrl,
    path,
    look: page.look,
  };
}
