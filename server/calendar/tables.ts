/** The calendar's own tables. */
import type { JSONColumnType } from 'kysely';
import type { Exception } from './occurrence.ts';

export type CalendarTables = {
  calendarWindow: {
    id: string;
    componentIds: JSONColumnType<string[]>;
    startsAt: string;
    endsAt: string;
    updatedAt: string;
  };
  calendarOccurrence: { seriesId: string; date: string; maintenanceId: string };
  calendarSeries: {
    id: string;
    rule: string;
    startsLocal: string;
    durationMinutes: number;
    timeZone: string;
    exceptions: JSONColumnType<Exception[]>;
    plan: JSONColumnType<Record<string, unknown>>;
    by: string;
    plannedThrough: string | null;
    endedAt: string | null;
    createdAt: string;
    updatedAt: string;
  };
};
