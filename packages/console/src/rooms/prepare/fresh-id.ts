/**
 * Ids for entries that nobody has to think of. They are never used twice, not even after an entry was taken out:
 * what readers did with the old one must not count for the new one.
 */
export function freshId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `${prefix}-${[...bytes].map((byte) => (byte % 36).toString(36)).join('')}`;
}
