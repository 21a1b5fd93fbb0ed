/** A carrier describes its own settings; these are the words for them, and the DNS record if it has one. */
const NAMES: Record<string, string> = { from: 'Sender', relay: 'Relay' };

/** The DKIM record, as a line of a zone file. */
export function recordOf({ dkim }: Readonly<Record<string, unknown>>): string | null {
  if (typeof dkim !== 'object' || dkim === null) return null;
  const { name, type, value } = dkim as Record<string, unknown>;
  return [name, type, value].every((part) => typeof part === 'string') ? `${name} ${type} "${value}"` : null;
}

/** What can be read in one line; a missing value is said, because that is what somebody has to set. */
export const shownSettings = (settings: Readonly<Record<string, unknown>>): [name: string, value: string][] =>
  Object.entries(settings)
    .filter(([name, value]) => name !== 'dkim' && (value === null || typeof value !== 'object'))
    .map(([name, value]) => [NAMES[name] ?? name, value === null ? 'not set' : String(value)]);
