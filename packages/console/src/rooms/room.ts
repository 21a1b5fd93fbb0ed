/** What a room hands to the router: its addresses, their titles, and which of them stand in the navigation. */
import type { RouteComponent } from '@tanstack/react-router';

/** The loop in its order: the navigation's first level. */
export const LOOP = [
  'now',
  'watch',
  'respond',
  'tell',
  'learn',
  'amend',
  'listen',
  'prepare',
  'settings',
] as const;
export type Place = (typeof LOOP)[number];

export type RoomRoute = {
  /** Below /console, in TanStack Router's spelling: `/incidents/$incidentId`. */
  path: string;
  /** The document's title, and the name in the command palette. */
  title: string;
  component: RouteComponent;
  /** Which part of the loop is open in the navigation while this is shown. */
  place: Place;
  /** Listed in the navigation and the palette when given. */
  nav?: { label: string; words?: string };
  /** Without this scope the entry is hidden, such as `audience:read`. */
  scope?: string;
};
