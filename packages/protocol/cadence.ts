/** How often the public hears of an open incident: at any hour, or in business hours, with their zone and holidays. */
import { z } from 'zod';
import { TimeZone } from './people.ts';

const OfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day looks like 09:00; the end of a day is 24:00');

export const BusinessDay = z
  .strictObject({
    /** 1 is Monday, 7 is Sunday. */
    day: z.number().int().min(1).max(7),
    from: OfDay,
    until: OfDay,
  })
  .refine(({ from, until }) => from < until, {
    path: ['until'],
    message: 'has to come after the start; hours over midnight are two entries',
  });
export type BusinessDay = z.infer<typeof BusinessDay>;

export const BusinessHours = z.strictObject({
  timeZone: TimeZone,
  /** A day may stand here more than once, for a break at noon. */
  days: z.array(BusinessDay).min(1, 'name at least one day with its hours').max(42),
  /** Days on which nobody works, in the zone above. */
  holidays: z.array(z.iso.date()).max(1_000),
});
export type BusinessHours = z.infer<typeof BusinessHours>;

export const OFFICE_HOURS: BusinessHours = {
  timeZone: 'UTC',
  days: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '18:00' })),
  holidays: [],
};

/** Whether the time between two words runs always or in business hours only. */
export const CadenceHours = z.enum(['all', 'business']);
export type CadenceHours = z.infer<typeof CadenceHours>;
