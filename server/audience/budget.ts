/**
 * The contact budget: how many messages one person gets in a day before what matters least to them waits for the next
 * digest. Pure. Corrections and critical incidents always pass, and so does every turn of an incident that concerns
 * them; "no change" is the first to wait.
 */
export type Passing = 'always' | 'when concerned' | 'never';

/** How many of the messages a day "no change" notes may use up: two thirds, so that news finds room after them. */
const noteShare = (messagesPerDay: number) => Math.ceil((messagesPerDay * 2) / 3);

export function budgetFor(
  word: { severity: number; note: boolean; turn: boolean; correction: boolean },
  messagesPerDay: number,
): { passing: Passing; limit: number } {
  if (word.note) return { passing: 'never', limit: noteShare(messagesPerDay) };
  if (word.correction || word.severity === 1) return { passing: 'always', limit: messagesPerDay };
  return { passing: word.turn ? 'when concerned' : 'never', limit: messagesPerDay };
}
