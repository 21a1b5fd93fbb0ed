/**
 * A reader's own credit: which approved credits stand on an incident, which mailboxes belong to them, and the lines that
 * name them. Each customer's lines are made for that customer's mailboxes alone; no other reader's message has them.
 */
import { html, render } from '@candor/page';
import { type Amend, creditWords, type StatementRow } from '#amend';
import type { Audience, Contact } from '#audience';
import type { Tx } from '#store';
import type { OwnPart } from './messages.ts';

export type Owner = { statements: StatementRow[]; readers: Contact[] };

/** The mailboxes with credits on an incident; those with the same credits together. */
export async function ownersOf(
  tx: Tx,
  incidentId: string,
  {
    amend,
    audience,
  }: { amend: { credits: Pick<Amend['credits'], 'granted'> }; audience: Pick<Audience, 'customers'> },
): Promise<Owner[]> {
  const granted = await amend.credits.granted({ incidentId }, tx);
  if (granted.length === 0) return [];
  const contacts = await audience.customers.contacts(tx, [
    ...new Set(granted.map(({ customerId }) => customerId)),
  ]);
  const byReader = Map.groupBy(
    contacts.filter(({ recipientKind }) => recipientKind === 'subscriber'),
    ({ recipientId }) => recipientId,
  );
  const owners = new Map<string, Owner>();
  for (const of of byReader.values()) {
    const customers = new Set(of.map(({ customerId }) => customerId));
    const statements = granted.filter(({ customerId }) => customers.has(customerId));
    const key = statements.map(({ id }) => id).join();
    const owner = owners.get(key) ?? { statements, readers: [] };
    owner.readers.push(of[0]!);
    owners.set(key, owner);
  }
  return [...owners.values()];
}

/** Below the message: amount, period, booking, and the way to the statement, which is the reader's own link. */
export function ownLines(statements: readonly StatementRow[], locale: string): OwnPart {
  const words = creditWords(locale);
  const lines = statements.map(
    ({ statement: { credit, period }, bookedOn }) =>
      `${words.title(words.periodOf(period.label))}${words.colon}${words.amountOf(credit)}${words.stop}${words.booking(bookedOn)}`,
  );
  return part(lines, words, false);
}

/** Below a letter that is about the credit: what the contract promised and grants, and when it is booked. */
export function termLines({ statement, bookedOn }: StatementRow, locale: string): OwnPart {
  const words = creditWords(locale);
  return part([words.term(statement), words.booking(bookedOn)], words, true);
}

const part = (lines: readonly string[], { own, colon }: { own: string; colon: string }, alone: boolean) => ({
  text: `${lines.join('\n\n')}\n\n${own}${colon.trimEnd()}\n{{ownUrl}}`,
  html: `${lines.map((line) => render(html`<p dir="auto">${line}</p>`)).join('')}<p dir="auto"><a href="{{ownUrl}}">${render(html`${own}`)}</a></p>`,
  alone,
});
