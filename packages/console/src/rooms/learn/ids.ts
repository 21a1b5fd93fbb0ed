/** Ids of what a person adds to a postmortem, in the form of all ids of Candor: `act_` and 26 letters. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** A random id; its first letter stays within what 128 bits can hold. */
export function newId(prefix: 'act' | 'factor'): string {
  const bytes = crypto.getRandomValues(new Uint8Array(26));
  const letters = [...bytes].map((byte, i) => LETTERS[i === 0 ? byte % 8 : byte % 32]);
  return `${prefix}_${letters.join('')}`;
}
