/**
 * The public page and its sisters, from a snapshot alone: no server, no database, no clock but the snapshot's own.
 * Everything is in the first HTML; script only adds.
 */
import type { Snapshot, SnapshotComponent } from '@candor/protocol/snapshot.ts';
import { bars } from './bars.ts';
import { documentOf, inLocale } from './document.ts';
import { activeMaintenances, headline, openIncidents, worseThan } from './headline.ts';
import { type Html, html } from './html.ts';
import { incidentCard, maintenanceCard, type View } from './incident.ts';
import { lookIntro } from './look.ts';
import { stringsFor, textIn } from './strings.ts';
import { timesIn } from './times.ts';

const PAST_ON_PAGE = 5;

export function viewOf(snapshot: Snapshot, locale: string): View {
  const { timeZone, locales } = snapshot.page;
  return {
    snapshot,
    locale,
    strings: stringsFor(locale),
    times: timesIn(locale, timeZone, snapshot.madeAt),
    link: (path) => inLocale(path, locale, locales[0] ?? locale),
  };
}

function age({ snapshot, strings, times }: View): Html {
  return html`<p class="age">${strings.asOf(times.clock(snapshot.madeAt))} ${strings.treatAsUnknown(times.clock(snapshot.validUntil))}</p>`;
}

const stale = ({ strings }: View) => html`<p class="stale keep" role="status">${strings.expired}</p>`;

export function renderPage(snapshot: Snapshot, locale: string): string {
  const view = viewOf(snapshot, locale);
  const { strings, link } = view;
  const head = headline(snapshot, strings, locale);
  const open = openIncidents(snapshot);
  const active = activeMaintenances(snapshot);
  const planned = snapshot.maintenances.filter(({ phase }) => phase === 'scheduled').toReversed();
  const past = snapshot.incidents.filter(({ phase }) => phase === 'resolved').slice(0, PAST_ON_PAGE);
  const body = html`<main id="status" data-until="${snapshot.validUntil}">${stale(view)}<h1 class="${head.state}">${head.sentence}</h1>${age(view)}${lookIntro(snapshot.page.look, locale)}${open.map(
    (incident) => incidentCard(incident, view, { short: true }),
  )}${active.map((maintenance) => maintenanceCard(maintenance, view, { short: true }))}${(open.length > 0 || active.length > 0) && subscribeForm(view)}${
    planned.length > 0 &&
    html`<h2>${strings.maintenance}</h2>${planned.map((maintenance) => maintenanceCard(maintenance, view, { short: true }))}`
  }<h2>${strings.components}</h2>${componentList(view)}${open.length === 0 && active.length === 0 && subscribeForm(view)}<h2>${strings.past}</h2>${
    past.length === 0
      ? html`<p class="hint">${strings.pastCalm}</p>`
      : past.map((incident) =>
          incidentCard({ ...incident, updates: incident.updates.slice(0, 1) }, view, { short: true }),
        )
  }<p><a href="${link('/history')}">${strings.allHistory}</a></p></main>`;
  return documentOf({
    ...frameOf(view, '/'),
    title: `${snapshot.page.name}: ${head.sentence}`,
    description: head.sentence,
    body,
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
  const title = textIn(found.title, locale);
  const card = incident
    ? incidentCard(incident, view, { short: false })
    : maintenanceCard(maintenance!, view, { short: false });
  const until =
    incident && incident.phase !== 'resolved'
      ? html`<main id="status" data-until="${snapshot.validUntil}">`
      : html`<main id="status">`;
  const body = html`${until}${stale(view)}<h1 class="plain">${title}</h1>${incident && incident.phase !== 'resolved' && age(view)}${card}${subscribeForm(view)}<p><a href="${view.link('/')}">${view.strings.backToStatus}</a></p></main>`;
  return documentOf({
    ...frameOf(view, `/incidents/${id}`),
    title: `${title} · ${snapshot.page.name}`,
    description: title,
    body,
    refreshSeconds: 120,
  });
}

export function renderHistory(snapshot: Snapshot, locale: string): string {
  const view = viewOf(snapshot, locale);
  const months = new Map<string, Html[]>();
  const month = new Intl.DateTimeFormat(locale, {
    month: 'long',
    year: 'numeric',
    timeZone: snapshot.page.timeZone,
  });
  const all = [
    ...snapshot.incidents.map((incident) => ({
      at: incident.startedAt,
      card: incidentCard({ ...incident, updates: incident.updates.slice(0, 1) }, view, { short: true }),
    })),
    ...snapshot.maintenances.map((maintenance) => ({
      at: maintenance.startedAt,
      card: maintenanceCard(maintenance, view, { short: true }),
    })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  for (const { at, card } of all) {
    const name = month.format(new Date(at));
    months.set(name, [...(months.get(name) ?? []), card]);
  }
  const title = view.strings.past;
  const body = html`<main id="status"><h1 class="plain">${title}</h1>${all.length === 0 && html`<p>${view.strings.pastCalm}</p>`}${[
    ...months,
  ].map(
    ([name, cards]) => html`<h2>${name}</h2>${cards}`,
  )}<p><a href="${view.link('/')}">${view.strings.backToStatus}</a></p></main>`;
  return documentOf({
    ...frameOf(view, '/history'),
    title: `${title} · ${snapshot.page.name}`,
    description: title,
    body,
    footer: record(view),
  });
}

/** A document in the page's own look, made of parts that other rooms hand over. */
export function renderDocument(
  page: Pick<Snapshot['page'], 'name' | 'supportUrl' | 'locales' | 'look'>,
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
    supportUrl: page.supportUrl,
    path,
    look: page.look,
    noindex,
    title: `${title} · ${page.name}`,
    description: title,
    body: html`<main id="status"><h1 class="plain">${title}</h1>${body}<p><a href="${link('/')}">${strings.backToStatus}</a></p></main>`,
  });
}

function frameOf({ snapshot: { page }, locale, strings }: View, path: string) {
  return {
    locale,
    locales: page.locales,
    strings,
    pageName: page.name,
    supportUrl: page.supportUrl,
    path,
    look: page.look,
  };
}

function componentRow(component: SnapshotComponent, { strings, locale }: View): Html {
  return html`<li class="${component.status}"><div class="cl"><span class="cn">${textIn(component.name, locale)}</span><span class="cs mark ${component.status}">${strings.status[component.status]}</span></div>${
    component.description && html`<p class="cd">${textIn(component.description, locale)}</p>`
  }${bars(component, strings, locale)}</li>`;
}

/** Groups with trouble stand open, calm groups are folded with a count. */
function componentList(view: View): Html {
  const { snapshot, strings, locale } = view;
  const visible = snapshot.components.filter(
    ({ onlyShowIfDegraded, status }) => !onlyShowIfDegraded || status !== 'operational',
  );
  const loose = visible.filter(({ groupId }) => !snapshot.groups.some(({ id }) => id === groupId));
  const groups = snapshot.groups
    .map((group) => ({ group, members: visible.filter(({ groupId }) => groupId === group.id) }))
    .filter(({ members }) => members.length > 0);
  const rows = (members: SnapshotComponent[]) =>
    html`<ul class="c">${members.map((component) => componentRow(component, view))}</ul>`;
  return html`${rows(loose)}${groups.map(({ group, members }) => {
    const worst = members.reduce(
      (state, { status }) => (worseThan(status, state) ? status : state),
      members[0]!.status,
    );
    const calm = worst === 'operational';
    return html`<details class="${worst}"${calm ? '' : html` open`}><summary><span class="cn mark ${worst}">${textIn(group.name, locale)}</span> <span class="by">${calm ? strings.workingFine(members.length) : strings.status[worst]}</span></summary>${rows(members)}</details>`;
  })}${visible.length > 0 && html`<p class="hint">${strings.scale}</p>`}`;
}

function subscribeForm({ snapshot, strings, locale }: View): Html {
  const choices = snapshot.components.filter(({ showcase }) => showcase).slice(0, 30);
  return html`<details class="card" id="subscribe"><summary class="ph">${strings.tellMe}</summary><form method="post" action="/subscribers"><input type="hidden" name="locale" value="${locale}"><label for="email">${strings.email}</label><input id="email" type="email" name="email" required autocomplete="email" maxlength="254">${
    choices.length > 1 &&
    html`<fieldset><legend>${strings.onlyThese} <span class="hint">(${strings.everything})</span></legend>${choices.map(
      (component) =>
        html`<label><input type="checkbox" name="componentIds" value="${component.id}">${textIn(component.name, locale)}</label>`,
    )}</fieldset>`
  }<button>${strings.subscribe}</button><p class="hint">${strings.subscribeHint} ${strings.feeds}: <a href="/feed.rss">RSS</a>, <a href="/feed.atom">Atom</a>, <a href="/feed.json">JSON</a>.</p></form></details>`;
}

/** The page's own record; it invites trust because it shows misses too. */
function record({ snapshot, strings, locale, times }: View): Html {
  const { record: kept, links } = snapshot;
  const measured = (minutes: number) => {
    const [value, unit] = minutes < 2 ? [minutes * 60, 'second'] : [minutes, 'minute'];
    const style = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const;
    return new Intl.NumberFormat(locale, style).format(value);
  };
  const names = { policy: strings.policy, trust: strings.trust, cases: strings.cases };
  return html`<h2>${strings.record}</h2>${
    kept.incidents === 0
      ? html`<p>${strings.recordNone}</p>`
      : html`${kept.medianMinutesToFirstWord !== null && html`<p>${strings.recordFirstWord(measured(kept.medianMinutesToFirstWord))}</p>`}<p>${strings.recordPromises(kept.promisesKept, kept.promisesKeptByNote, kept.promisesMissed)}</p>`
  }${kept.postmortems.length > 0 && html`<p>${strings.postmortems}:</p><ul>${kept.postmortems.map(({ title, url, publishedAt }) => html`<li><a href="${url}">${title}</a>, ${times.time(publishedAt)}</li>`)}</ul>`}${
    links.length > 0 &&
    html`<p>${links.map(({ kind, url }, i) => html`${i > 0 && ' · '}<a href="${url}">${names[kind]}</a>`)}</p>`
  }`;
}
