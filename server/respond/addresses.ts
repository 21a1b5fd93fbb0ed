/**
 * Addresses to which staff are called: any carrier that reaches people, checked by the carrier's own rule. Where whoever
 * knows an address may write there, it is shown shortened; given back as it was shown, it stays what it was. Pure.
 */
import type { StaffAddress } from '@candor/protocol/respond.ts';
import { type Carrier, maskAddress } from '#carriers';
import { Problem } from '#lib/problem.ts';

/** Posts go to everybody, and a browser's subscription belongs to the browser: neither calls a person. */
const calls = ({ name, audience }: Carrier) => audience !== 'house' && name !== 'webpush';

export type Placed = StaffAddress & { path: string };

const refuse = (path: string, message: string): Problem =>
  new Problem('request.invalid', message, { errors: [{ path, message }] });

export const callingCarriers = (carriers: ReadonlyMap<string, Carrier>): string[] =>
  [...carriers.values()]
    .filter(calls)
    .map(({ name }) => name)
    .sort();

/** In its normal spelling; `before` are those that were stored. */
export function readAddress(
  { path, carrier: name, address }: Placed,
  carriers: ReadonlyMap<string, Carrier>,
  before: readonly StaffAddress[],
): StaffAddress {
  const carrier = carriers.get(name);
  if (!carrier || !calls(carrier))
    throw refuse(
      `${path}.carrier`,
      `Nobody can be called by ${name.slice(0, 40)}; choose one of ${callingCarriers(carriers).join(', ')}.`,
    );
  const known = before.find((one) => one.carrier === name && shownAddress(one, carriers).address === address);
  if (known) return { carrier: name, address: known.address };
  const parsed = carrier.address.parse(address);
  if ('fault' in parsed) throw refuse(`${path}.address`, parsed.fault);
  return { carrier: name, address: parsed.address };
}

export function shownAddress(one: StaffAddress, carriers: ReadonlyMap<string, Carrier>): StaffAddress {
  const secret = carriers.get(one.carrier)?.address.secret ?? true;
  const { carrier, address } = one;
  return { carrier, address: secret ? maskAddress(address) : address };
}
