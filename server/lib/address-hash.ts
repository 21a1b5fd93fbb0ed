/** By what an address is known where it must not be readable: in suppression, and wherever rooms have to agree. Pure. */
import { canonical, sha256 } from './canonical.ts';

/** Mail domains and hosts do not tell case apart; that a mailbox name might is a rule without users. */
export const addressHash = (carrier: string, address: string): string =>
  sha256(canonical([carrier, address.trim().toLowerCase()]));
