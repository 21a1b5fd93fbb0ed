/** Prepare: what users are promised before an outage, and what they should know by then. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const prepare: RoomRoute[] = [
  {
    path: '/policy',
    title: 'Outage policy',
    component: lazy(() => import('./Policy.tsx')),
    place: 'prepare',
    nav: { label: 'Outage policy', words: 'promise targets support credits versions' },
    scope: 'prepare:read',
  },
  {
    path: '/checklists',
    title: 'Checklists',
    component: lazy(() => import('./Checklists.tsx')),
    place: 'prepare',
    nav: { label: 'Checklists', words: 'onboarding progress embed readers' },
    scope: 'prepare:read',
  },
  {
    path: '/checklists/new',
    title: 'Add a checklist',
    component: lazy(() => import('./NewChecklist.tsx')),
    place: 'prepare',
  },
  {
    path: '/checklists/$checklistId',
    title: 'Checklist',
    component: lazy(() => import('./Checklist.tsx')),
    place: 'prepare',
  },
  {
    path: '/readers',
    title: 'Readers in your app',
    component: lazy(() => import('./Readers.tsx')),
    place: 'prepare',
    nav: { label: 'Readers in your app', words: 'keys jwt embed forget erase' },
    scope: 'prepare:read',
  },
];
