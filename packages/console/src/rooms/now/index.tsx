/** Now: what is broken, which promise is due next and whose it is, and who is on it. */
import type { RoomRoute } from '../room.ts';
import { Now } from './Now.tsx';

export const now: RoomRoute[] = [
  {
    path: '/',
    title: 'Now',
    component: Now,
    place: 'now',
    nav: { label: 'Now', words: 'home overview start' },
  },
];
