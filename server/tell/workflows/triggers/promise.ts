/** The promised time of the next word passed, and nobody spoke. */
import { z } from 'zod';
import { trigger } from '../kinds.ts';

export const promiseMissed = trigger({
  kind: 'promise-missed',
  title: 'A promise is missed',
  summary: 'The time of the next word passed without one.',
  settings: z.strictObject({}),
  facts: ['promise.missed'],
  happens: () => true,
  sentence: () => 'a promised update is missed',
});
