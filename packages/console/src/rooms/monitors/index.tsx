/** Watch: the monitors, their forms, and their charts. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const monitors: RoomRoute[] = [
  {
    path: '/monitors',
    title: 'Monitors',
    component: lazy(() => import('./Monitors.tsx')),
    place: 'watch',
    nav: { label: 'Monitors', words: 'checks http tcp heartbeat uptime' },
    scope: 'watch:read',
  },
  {
    path: '/monitors/new',
    title: 'New monitor',
    component: lazy(() => import('./NewMonitor.tsx')),
    place: 'watch',
    scope: 'watch:write',
  },
  {
    path: '/monitors/$monitorId',
    title: 'Monitor',
    component: lazy(() => import('./Monitor.tsx')),
    place: 'watch',
    scope: 'watch:read',
  },
  {
    path: '/monitors/$monitorId/edit',
    title: 'Change the monitor',
    component: lazy(() => import('./EditMonitor.tsx')),
    place: 'watch',
    scope: 'watch:write',
  },
];
