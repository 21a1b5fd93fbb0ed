/** How segments of customers are told apart, whoever wrote their name: `Developer` and ` developer` are one. Pure. */
export const segmentKey = (segment: string | null | undefined): string =>
  (segment ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
