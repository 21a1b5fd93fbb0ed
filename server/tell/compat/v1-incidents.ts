/** Incidents, planned work, corrections and postmortems of Statuspage's REST API v1. */
import { given, IncidentEdit, NewIncident, UpdateEdit } from './fields.ts';
import type { IncidentCalls } from './incidents.ts';
import type { Now } from './now.ts';
import { incidentShape, incidentsOf, LISTS } from './shapes.ts';
import { find, MISSING, type On, type PageOf, paged } from './v1-on.ts';

export function incidentCalls(
  on: On,
  { pageOf, now, incidents }: { pageOf: PageOf; now: Now; incidents: IncidentCalls },
): void {
  const shownNow = async (id: string) => {
    const snapshot = await now({ whole: true });
    return incidentShape(snapshot, find(incidentsOf(snapshot, 'all'), id));
  };
  const all = '/:page/incidents';
  for (const list of Object.keys(LISTS) as (keyof typeof LISTS)[])
    on('GET', list === 'all' ? all : `${all}/${list}`, 'tell:read', async (asked) => {
      await pageOf(asked);
      const snapshot = await now({ whole: true });
      const wanted = asked.query.q?.toLowerCase();
      const told = incidentsOf(snapshot, list);
      const shape = (each: (typeof told)[number]) => incidentShape(snapshot, each);
      const found = (each: (typeof told)[number]) =>
        JSON.stringify(shape(each)).toLowerCase().includes(wanted!);
      return paged(wanted ? told.filter(found) : told, asked.query).map(shape);
    });
  on('GET', `${all}/:id`, 'tell:read', async (asked) => {
    await pageOf(asked);
    return shownNow(asked.id('id'));
  });
  on('POST', all, 'tell:write', async (asked, reply) => {
    await pageOf(asked);
    asked.need('respond:write');
    const input = given(asked.body, 'incident', NewIncident);
    const id = await incidents.create(input, asked.by);
    reply.code(201);
    const backfilled = Boolean(input.backfill_date || input.backfilled);
    return { ...(await shownNow(id)), ...(backfilled ? { backfilled } : {}) };
  });
  on(['PATCH', 'PUT'], `${all}/:id`, 'tell:write', async (asked) => {
    await pageOf(asked);
    asked.need('respond:write');
    await shownNow(asked.id('id'));
    await incidents.change(asked.id('id'), given(asked.body, 'incident', IncidentEdit), asked.by);
    return shownNow(asked.id('id'));
  });
  on('DELETE', `${all}/:id`, 'tell:write', async (asked) => {
    await pageOf(asked);
    await incidents.remove(asked.id('id'), asked.by);
    return shownNow(asked.id('id'));
  });
  on(['PATCH', 'PUT'], `${all}/:incident/incident_updates/:id`, 'tell:write', async (asked) => {
    await pageOf(asked);
    const { body, metadata } = given(asked.body, 'incident_update', UpdateEdit);
    const candor = metadata?.candor;
    await incidents.correct(
      asked.id('incident'),
      asked.id('id'),
      { body, override: candor?.override, approvedBy: candor?.approved_by },
      asked.by,
    );
    const told = (await shownNow(asked.id('incident')))['incident_updates'] as { id: string }[];
    return find(told, asked.id('id'));
  });
  on('GET', `${all}/:incident/postmortem`, 'tell:read', async (asked) => {
    await pageOf(asked);
    const told = await shownNow(asked.id('incident'));
    if (!told['postmortem_published_at']) throw MISSING;
    const at = told['postmortem_published_at'];
    return {
      preview_key: null,
      body: told['postmortem_body'],
      body_updated_at: at,
      body_draft: null,
      body_draft_updated_at: null,
      published_at: at,
      notify_subscribers: false,
      notify_twitter: false,
      custom_tweet: null,
      created_at: at,
      updated_at: at,
    };
  });
}
