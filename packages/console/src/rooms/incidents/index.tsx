/** Respond: the incidents, opening one by hand, and the room in which one is worked through. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const incidents: RoomRoute[] = [
  {
    path: '/incidents',
    title: 'Incidents',
    component: lazy(() => import('./Incidents.tsx')),
    place: 'respond',
    nav: { label: 'Incidents', words: 'outages history' },
    scope: 'respond:read',
  },
  {
    path: '/incidents/new',
    title: 'Open an incident',
    component: lazy(() => import('./OpenIncident.tsx')),
    place: 'respond',
    scope: 'respond:write',
  },
  {
    path: '/incidents/$incidentId',
    title: 'Incident',
    component: lazy(() => import('./Room.tsx')),
    place: 'respond',
    scope: 'respond:read',
  },
];
