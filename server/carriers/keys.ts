/** The hashes by which the ledger knows things, and the masks by which people recognise them. Pure. */
import { canonical, sha256 } from '#lib/canonical.ts';

export const shardOf = (recipientId: string): number => Number.parseInt(sha256(recipientId).slice(0, 2), 16);

/** One per (incident, update, recipient, carrier): planning twice, sending twice and crashing in between keep it. */
export const idempotencyKey = (parts: {
  kind: string;
  incidentId: string | null;
  unit: string;
  recipientId: string;
  carrier: string;
}): string => sha256(canonical([parts.kind, parts.incidentId, parts.unit, parts.recipientId, parts.carrier]));

export { addressHash } from '#lib/address-hash.ts';

/** Enough to recognise the receiver: the domain of a mailbox, the host of an endpoint. */
export function maskAddress(address: string): string {
  if (address === '') return '(erased)';
  const at = address.lastIndexOf('@');
  if (at > 0) return `${address.slice(0, 1)}…${address.slice(at)}`;
  try {
    return `${new URL(address).origin}/…`;
  } catch {
    return `${address.slice(0, 2)}…`;
  }
}
