/** How many readers began a checklist, and how many of them finished it. */
import type { ChecklistCounts } from '@candor/protocol/prepare.ts';
import { useGet } from '../../query.ts';
import { percentText } from '../../ui/figures.ts';

export function Progress({ checklistId }: { checklistId: string }) {
  const { data } = useGet<ChecklistCounts>(`/checklists/${checklistId}/counts`);
  if (!data) return null;
  if (data.began === 0) return <span className="quiet">nobody began it yet</span>;
  return (
    <>
      {data.finished.toLocaleString('en')} of {data.began.toLocaleString('en')} finished (
      {percentText(data.finished / data.began)})
    </>
  );
}
