/** How segments of customers are told apart, whoever wrote their name: `Developer` and ` developer` are one. Pure. */
export const segmentKey = (segment: string | null | undefined): string =>
  (segment ?? '').trim().toLowerCase().replace(/[\s-]/g, '_');

/** The same in SQL; the indices of the audience are made of exactly this. */
export const segmentKeySql = (column: string): string => `translate(lower(trim(${column})), ' -', '__')`;
