/** Amend: what was promised by contract, and what customers are owed when it was not kept. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const amend: RoomRoute[] = [
  {
    path: '/contracts',
    title: 'Contracts and credits',
    component: lazy(() => import('./Contracts.tsx')),
    place: 'amend',
    nav: { label: 'Contracts and credits', words: 'sla credit statement settle' },
    scope: 'amend:read',
  },
  {
    path: '/contracts/new',
    title: 'Add a contract',
    component: lazy(() => import('./NewContract.tsx')),
    place: 'amend',
  },
  {
    path: '/contracts/$contractId',
    title: 'Contract',
    component: lazy(() => import('./Contract.tsx')),
    place: 'amend',
  },
];
