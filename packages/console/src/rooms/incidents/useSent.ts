/**
 * What was sent and is not public yet. Until it is seen in the incident, the words are kept here as well: an update
 * can still be refused at the end of its hold, when the monitors have come to contradict it.
 */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { DraftView } from '@candor/protocol/tell.ts';
import { useEffect, useState } from 'react';
import { useNow } from '../../lib/now.ts';
import { remember, remembered } from '../../lib/remember.ts';
import type { Writing } from './useComposer.ts';

type Sent = { draftId: string; commitsAt: string; writing: Writing };

/** By then the commit and its news have arrived, or never will. */
const ARRIVES_WITHIN_MS = 8_000;

export function useSent(incident: IncidentView, drafts: readonly DraftView[]) {
  const name = `sent-${incident.id}`;
  const [sent, setSent] = useState<Sent | null>(() => {
    try {
      return JSON.parse(remembered(name) ?? 'null') as Sent | null;
    } catch {
      return null;
    }
  });
  const nowMs = useNow();
  const keep = (next: Sent | null) => {
    remember(name, next && JSON.stringify(next));
    setSent(next);
  };
  const isPublic = sent !== null && incident.updates.some(({ id }) => id === sent.draftId);
  useEffect(() => {
    if (!isPublic) return;
    remember(name, null);
    setSent(null);
  }, [isPublic, name]);
  const held = drafts.some(({ id }) => id === sent?.draftId);
  const lost = sent !== null && !isPublic && !held && nowMs > Date.parse(sent.commitsAt) + ARRIVES_WITHIN_MS;
  return { sent, keep, refused: lost ? sent : null };
}
