/** Whether somebody else reads it before it is public, so that the button says so before it is pressed. */
import type { TellSettings } from '@candor/protocol/tell.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';

export function useSecondPerson(
  severity: TellSettings['approvals']['severities'][number],
  findings: readonly { rule: string }[],
): { reads: boolean; answers: boolean } {
  const may = useMay();
  const { data } = useGet<TellSettings>(may('tell:read') ? '/tell/settings' : null, {}, { everyMs: 60_000 });
  if (!data) return { reads: false, answers: false };
  const { severities, statements } = data.approvals;
  const answers = statements && findings.some(({ rule }) => rule === 'H08');
  return { reads: severities.includes(severity) || answers, answers };
}
