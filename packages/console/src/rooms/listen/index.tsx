/** Listen: what an outage cost in trust, when trust was back, and what those affected say. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const listen: RoomRoute[] = [
  {
    path: '/trust',
    title: 'Trust reports',
    component: lazy(() => import('./TrustReports.tsx')),
    place: 'listen',
    nav: { label: 'Trust reports', words: 'attribution effect cost conversions' },
    scope: 'listen:read',
  },
  {
    path: '/incidents/$incidentId/trust',
    title: 'Trust report',
    component: lazy(() => import('./Trust.tsx')),
    place: 'listen',
  },
  {
    path: '/traffic',
    title: 'Traffic',
    component: lazy(() => import('./Traffic.tsx')),
    place: 'listen',
    nav: { label: 'Traffic', words: 'visits sessions conversions bounce beacon' },
    scope: 'listen:read',
  },
  {
    path: '/surveys',
    title: 'Surveys',
    component: lazy(() => import('./Surveys.tsx')),
    place: 'listen',
    nav: { label: 'Surveys', words: 'answers affected questions' },
    scope: 'listen:read',
  },
  {
    path: '/incidents/$incidentId/survey',
    title: 'Survey',
    component: lazy(() => import('./Survey.tsx')),
    place: 'listen',
  },
  {
    path: '/listen/settings',
    title: 'How it listens',
    component: lazy(() => import('./Settings.tsx')),
    place: 'listen',
    nav: { label: 'How it listens', words: 'settings season bucket margin keep' },
    scope: 'listen:read',
  },
];
