/** An update in its hold: nobody outside has seen it, and it can still be taken back. */
import type { DraftView } from '@candor/protocol/tell.ts';
import { Button, Group, Kbd, Progress, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { del, serverNowMs } from '../../api.ts';
import { useKeys } from '../../lib/keys.ts';
import { useNow } from '../../lib/now.ts';
import { refresh, useSend } from '../../query.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { useActorName } from '../../ui/names.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { ProblemAlert } from '../../ui/states.tsx';

export function Hold({
  draft,
  byKey,
  onTakenBack,
}: {
  draft: DraftView;
  /** Ctrl-Z takes it back; not while there is other text, whose own undo it is then. */
  byKey: boolean;
  onTakenBack: () => void;
}) {
  const client = useQueryClient();
  const nowMs = useNow('clock');
  const name = useActorName();
  const commitsAt = draft.commitsAt ?? draft.createdAt;
  const leftMs = Math.max(0, Date.parse(commitsAt) - nowMs);
  const wholeMs = Math.max(1, Date.parse(commitsAt) - Date.parse(draft.approval?.givenAt ?? draft.createdAt));
  const takeBack = useSend(() => del(`/drafts/${draft.id}`), {
    touches: ['/incidents'],
    done: onTakenBack,
  });

  useKeys(byKey && leftMs > 0 ? { 'mod+z': () => takeBack.mutate() } : {});
  // The commit is a fact, and facts come live; this is for when they do not.
  useEffect(() => {
    const timer = setTimeout(
      () => void refresh(client, ['/incidents', '/promises']),
      Math.max(0, Date.parse(commitsAt) - serverNowMs()) + 1_500,
    );
    return () => clearTimeout(timer);
  }, [client, commitsAt]);

  return (
    <div className="hold">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={600} role="status">
            {leftMs > 0 ? `Goes public in ${Math.ceil(leftMs / 1_000)} s` : 'Going public …'}
          </Text>
          <Text size="sm" className="quiet">
            {draft.corrects ? 'A correction' : <StatusMark state={draft.phase} />} by {name(draft.by)}
            {draft.approval?.givenBy && `, approved by ${name(draft.approval.givenBy)}`}
          </Text>
          <Text size="xs" className="quiet">
            Until then it can be taken back. Afterwards it is public, and can only be corrected.
          </Text>
        </div>
        <Button
          size="sm"
          variant="default"
          loading={takeBack.isPending}
          disabled={leftMs <= 0}
          onClick={() => takeBack.mutate()}
        >
          Take it back
          {byKey && (
            <Kbd size="xs" ml={8}>
              Ctrl Z
            </Kbd>
          )}
        </Button>
      </Group>
      <div className="clamped">
        <Markdown text={textIn(draft.text)} />
      </div>
      <Progress value={(leftMs / wholeMs) * 100} size="xs" mt="xs" aria-hidden transitionDuration={900} />
      {takeBack.error && <ProblemAlert problem={takeBack.error} />}
    </div>
  );
}
