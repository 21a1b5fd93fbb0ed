/**
 * An update that is written and not public: it waits for its time or for a second person, or was refused. Whoever did
 * not write it can approve exactly the words that stand here.
 */
import type { DraftView } from '@candor/protocol/tell.ts';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { del, put } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useMay, useMe } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { localeName } from '../../ui/LocalizedField.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { useActorName } from '../../ui/names.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { SegmentWords } from './SegmentNotes.tsx';

const touches = ['/incidents', '/drafts', '/promises'];

export function Waiting({
  draft,
  promisedBy,
  onEdit,
  onGone,
}: {
  draft: DraftView;
  /** When the public hears something all the same. */
  promisedBy: string | null;
  onEdit: () => void;
  /** Its words, for whoever takes it back. */
  onGone: () => void;
}) {
  const name = useActorName();
  const me = useMe();
  const may = useMay();
  const [reason, setReason] = useState<string | null>(null);
  const approve = useSend(() => put<DraftView>(`/drafts/${draft.id}/approval`, { digest: draft.digest }), {
    touches,
  });
  const refuse = useSend(
    () => put<DraftView>(`/drafts/${draft.id}/rejection`, { digest: draft.digest, reason: reason?.trim() }),
    { touches, done: () => setReason(null) },
  );
  const takeBack = useSend(() => del(`/drafts/${draft.id}`), { touches, done: onGone });
  const mine = draft.by === `person:${me?.id}`;
  const decides = draft.state === 'waiting' && !mine && may('tell:write');
  return (
    <Callout tone={draft.state === 'refused' ? 'red' : 'blue'} title={<Headline draft={draft} mine={mine} />}>
      <Text size="sm" component="div">
        <StatusMark state={draft.phase} /> by {name(draft.by)}
        {draft.approval?.givenBy && <>, approved by {name(draft.approval.givenBy)}</>}
        {draft.publishAt && (
          <>
            {' '}
            · goes out <Time at={draft.publishAt} />
          </>
        )}
      </Text>
      {draft.refused && <Text size="sm">{draft.refused}</Text>}
      {englishFirst(draft.text).map(([locale, words]) => (
        <div key={locale}>
          {Object.keys(draft.text).length > 1 && (
            <Text size="xs" className="quiet" mt={4}>
              {localeName(locale)}
            </Text>
          )}
          <Markdown text={words} lang={locale} />
        </div>
      ))}
      <SegmentWords words={draft.input.segmentNotes} label="Beside it, for" />
      {draft.state === 'waiting' && (
        <Text size="sm" className="quiet">
          Since when and the next word are added when it goes out.{' '}
          {promisedBy && (
            <>
              The promise does not wait: by <Time at={promisedBy} /> the public hears something in any case.
            </>
          )}
        </Text>
      )}
      {reason !== null && (
        <TextInput
          mt="xs"
          label="What has to change"
          description="Its author is told."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {may('tell:write') && (
        <Group gap="xs" mt="xs">
          {decides && reason === null && (
            <>
              <Button size="sm" loading={approve.isPending} onClick={() => approve.mutate()}>
                Approve these words
              </Button>
              <Button size="sm" variant="default" onClick={() => setReason('')}>
                Ask for a change …
              </Button>
            </>
          )}
          {reason !== null && (
            <>
              <Button
                size="sm"
                loading={refuse.isPending}
                disabled={!reason.trim()}
                onClick={() => refuse.mutate()}
              >
                Give it back
              </Button>
              <Button size="sm" variant="default" onClick={() => setReason(null)}>
                Keep reading
              </Button>
            </>
          )}
          {reason === null && (
            <>
              <Button size="sm" variant="default" onClick={onEdit}>
                Change it
              </Button>
              <Button
                size="sm"
                variant="default"
                loading={takeBack.isPending}
                onClick={() => takeBack.mutate()}
              >
                {draft.state === 'refused' ? 'Let it go' : 'Take it back'}
              </Button>
            </>
          )}
        </Group>
      )}
      <ProblemAlert problem={approve.error ?? refuse.error ?? takeBack.error} />
    </Callout>
  );
}

function Headline({ draft, mine }: { draft: DraftView; mine: boolean }) {
  if (draft.state === 'refused') return <>Not published: nobody outside has seen it</>;
  if (draft.state === 'scheduled') return <>Scheduled</>;
  return mine ? <>Waits for a second person</> : <>Please read it: it waits for a second person</>;
}

const englishFirst = (text: DraftView['text']) =>
  Object.entries(text).sort(([a], [b]) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b));
