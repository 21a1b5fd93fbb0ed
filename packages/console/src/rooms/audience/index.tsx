/** Audience: who asked to be told, and who has a contract. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const audience: RoomRoute[] = [
  {
    path: '/subscribers',
    title: 'Subscribers',
    component: lazy(() => import('./Subscribers.tsx')),
    place: 'tell',
    nav: { label: 'Subscribers', words: 'audience mail webhook subscriptions forget erase' },
    scope: 'audience:read',
  },
  {
    path: '/subscribers/imports',
    title: 'Import subscribers',
    component: lazy(() => import('./ImportSubscribers.tsx')),
    place: 'tell',
    scope: 'audience:write',
  },
  {
    path: '/subscribers/$subscriberId',
    title: 'Subscriber',
    component: lazy(() => import('./OneSubscriber.tsx')),
    place: 'tell',
    scope: 'audience:read',
  },
  {
    path: '/customers',
    title: 'Customers',
    component: lazy(() => import('./Customers.tsx')),
    place: 'tell',
    nav: { label: 'Customers', words: 'audience import csv plan' },
    scope: 'audience:read',
  },
];
