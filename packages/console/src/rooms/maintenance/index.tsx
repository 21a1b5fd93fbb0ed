/** Tell: planned maintenance, announced ahead and kept to its times. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const maintenance: RoomRoute[] = [
  {
    path: '/maintenances',
    title: 'Maintenance',
    component: lazy(() => import('./Maintenances.tsx')),
    place: 'tell',
    nav: { label: 'Maintenance', words: 'planned window downtime schedule' },
    scope: 'respond:read',
  },
  {
    path: '/maintenances/new',
    title: 'Plan maintenance',
    component: lazy(() => import('./Plan.tsx')),
    place: 'tell',
    scope: 'tell:write',
  },
  {
    path: '/maintenances/series/$seriesId',
    title: 'Recurring maintenance',
    component: lazy(() => import('./OneSeries.tsx')),
    place: 'tell',
    scope: 'tell:read',
  },
  {
    path: '/maintenances/$maintenanceId',
    title: 'Maintenance',
    component: lazy(() => import('./OneMaintenance.tsx')),
    place: 'tell',
    scope: 'respond:read',
  },
];
