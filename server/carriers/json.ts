/**
 * JSON that PostgreSQL takes: its jsonb knows neither NUL nor half of a surrogate pair, and one such character in a
 * receiver's answer must not keep a delivery from being written down. Both become U+FFFD, the sign for "unreadable".
 */
export const readable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed();

export const jsonText = (value: unknown): string => JSON.stringify(clean(value));

function clean(value: unknown): unknown {
  if (typeof value === 'string') return readable(value);
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object' || 'toJSON' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [readable(key), clean(inner)]));
}
