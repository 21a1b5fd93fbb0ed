/** Who would get what is being written: asked again a moment after anything that decides it has changed. */

import type { UpdateInput } from '@candor/protocol/tell.ts';
import type { AudiencePreview, AudiencePreviewInput } from '@candor/protocol/told.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Problem, post } from '../../api.ts';
import { useMay } from '../../session.ts';

export type Addressed = Pick<UpdateInput, 'phase' | 'components' | 'audience'>;

const PAUSE_MS = 300;
const EXAMPLES = 5;

export function useHearers(incidentId: string, draft: Addressed, address?: string) {
  const may = useMay();
  const path = `/incidents/${incidentId}/audience-previews`;
  const { phase, components, audience } = draft;
  const asked: AudiencePreviewInput = {
    phase,
    examples: EXAMPLES,
    ...(components ? { components } : {}),
    ...(audience ? { audience } : {}),
    ...(address ? { address } : {}),
  };
  const [settled] = useDebouncedValue(JSON.stringify(asked), PAUSE_MS);
  return useQuery<AudiencePreview, Problem>({
    queryKey: [path, settled],
    enabled: may('tell:write'),
    placeholderData: keepPreviousData,
    queryFn: () => post<AudiencePreview>(path, JSON.parse(settled)),
  });
}
