/** Tell: the ledger of everything that left the house, and what did not arrive. */
import { lazy } from 'react';
import type { RoomRoute } from '../room.ts';

export const deliveries: RoomRoute[] = [
  {
    path: '/deliveries',
    title: 'Deliveries',
    component: lazy(() => import('./Deliveries.tsx')),
    place: 'tell',
    nav: { label: 'Deliveries', words: 'ledger dead letters failed mail webhook replay' },
    scope: 'carriers:read',
  },
  {
    path: '/incidents/$incidentId/deliveries',
    title: 'Deliveries of an incident',
    component: lazy(() => import('./Deliveries.tsx')),
    place: 'tell',
    scope: 'carriers:read',
  },
  {
    path: '/deliveries/$deliveryId',
    title: 'Delivery',
    component: lazy(() => import('./OneDelivery.tsx')),
    place: 'tell',
    scope: 'carriers:read',
  },
];
