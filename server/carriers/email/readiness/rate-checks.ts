/** Complaints and bounces of the last days against what large mailbox providers allow. Pure. */
import type { MailRate, ReadinessFinding } from '@candor/protocol/mail-readiness.ts';
import { fail, ok, warn } from './finding.ts';

/** Google and Yahoo: never reach 0.3 %, stay below 0.1 %. */
const COMPLAINTS = { fail: 0.003, warn: 0.001 };
const BOUNCES = { fail: 0.05, warn: 0.02 };
/** Of fewer letters a share says nothing. */
const FEW = 500;

const percent = (share: number) => `${(share * 100).toFixed(share < 0.01 ? 2 : 1)} %`;

export function rateFindings(
  rates: readonly MailRate[],
  nameOf: (way: string) => string,
): ReadinessFinding[] {
  return rates.flatMap((rate) => {
    const { way, hours, sent, complained, bounced, complaintShare, bounceShare } = rate;
    if (hours !== 7 * 24 || complaintShare === null || bounceShare === null || sent < FEW) return [];
    const what = `What readers say, ${nameOf(way)}`;
    const seen = `Of ${sent} letters in seven days ${complained} were called spam (${percent(complaintShare)}) and ${bounced} bounced (${percent(bounceShare)}).`;
    const id = `rates:${way}`;
    if (complaintShare >= COMPLAINTS.fail)
      return [
        fail(id, what, seen, {
          todo: 'Large providers refuse a sender with 0.3 % complaints. Write to those alone who asked, and say in every letter why they get it.',
        }),
      ];
    if (bounceShare >= BOUNCES.fail)
      return [
        fail(id, what, seen, {
          todo: 'So many bounces look like a bought list. Confirm addresses before you write to them.',
        }),
      ];
    if (complaintShare >= COMPLAINTS.warn || bounceShare >= BOUNCES.warn)
      return [warn(id, what, seen, { todo: 'Stay below 0.1 % complaints and 2 % bounces.' })];
    return [ok(id, what, seen)];
  });
}
