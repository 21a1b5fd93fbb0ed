/** The calendar's own table. */
import type { JSONColumnType } from 'kysely';

export type CalendarTables = {
  calendarWindow: {
    id: string;
    componentIds: JSONColumnType<string[]>;
    startsAt: string;
    endsAt: string;
    updatedAt: string;
  };
};
