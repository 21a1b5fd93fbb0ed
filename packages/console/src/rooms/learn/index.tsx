/** Learn: what happened, in public, and what changes because of it. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const learn: RoomRoute[] = [
  {
    path: '/postmortems',
    title: 'Postmortems',
    component: lazy(() => import('./Postmortems.tsx')),
    place: 'learn',
    nav: { label: 'Postmortems', words: 'review retrospective incident report' },
    scope: 'learn:read',
  },
  {
    path: '/incidents/$incidentId/postmortem',
    title: 'Postmortem',
    component: lazy(() => import('./Postmortem.tsx')),
    place: 'learn',
  },
  {
    path: '/actions',
    title: 'Actions',
    component: lazy(() => import('./Actions.tsx')),
    place: 'learn',
    nav: { label: 'Actions', words: 'follow-up tasks due owner' },
    scope: 'learn:read',
  },
  {
    path: '/cases',
    title: 'Case library',
    component: lazy(() => import('./Cases.tsx')),
    place: 'learn',
    nav: { label: 'Case library', words: 'famous outages comparison lessons' },
    scope: 'library:read',
  },
];
