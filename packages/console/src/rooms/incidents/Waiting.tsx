/**
 * An update that is written and not public: it waits for its time or for a second person, or was refused. Whoever did
 * not write it can approve exactly the words that stand here.
 */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { DraftView } from '@candor/protocol/tell.ts';
import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { del, put } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useMay, useMe } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Difference } from '../../ui/Difference.tsx';
import { localeName } from '../../ui/LocalizedField.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { useActorName } from '../../ui/names.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { CorrectionForm } from './CorrectionForm.tsx';
import { SegmentWords } from './SegmentNotes.tsx';

const touches = ['/incidents', '/drafts', '/promises'];

export function Waiting({
  draft,
  incident,
  onEdit,
  onGone,
}: {
  draft: DraftView;
  incident: IncidentView;
  /** A next word is written anew in the composer; a correction in the form that wrote it. */
  onEdit: () => void;
  /** Its words, for whoever takes a next word back. */
  onGone: () => void;
}) {
  const name = useActorName();
  const me = useMe();
  const may = useMay();
  const [reason, setReason] = useState<string | null>(null);
  const [correcting, setCorrecting] = useState(false);
  const corrected = incident.updates.find(({ id }) => id === draft.corrects?.updateId);
  // When the public hears something all the same.
  const promisedBy = incident.promise?.dueAt ?? null;
  const approve = useSend(() => put<DraftView>(`/drafts/${draft.id}/approval`, { digest: draft.digest }), {
    touches,
  });
  const refuse = useSend(
    () => put<DraftView>(`/drafts/${draft.id}/rejection`, { digest: draft.digest, reason: reason?.trim() }),
    { touches, done: () => setReason(null) },
  );
  const takeBack = useSend(() => del(`/drafts/${draft.id}`), {
    touches,
    done: draft.corrects ? undefined : onGone,
  });
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
          {corrected ? (
            <Difference before={corrected.text[locale] ?? ''} after={words} lang={locale} />
          ) : (
            <Markdown text={words} lang={locale} />
          )}
        </div>
      ))}
      <SegmentWords words={draft.input.segmentNotes} label="Beside it, for" />
      {draft.corrects?.reason && <Text size="sm">Shown beside it: {draft.corrects.reason}</Text>}
      {draft.state === 'waiting' && (
        <Text size="sm" className="quiet">
          {!draft.corrects && 'Since when and the next word are added when it goes out. '}
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
              <Button
                size="sm"
                variant="default"
                onClick={() => (draft.corrects ? setCorrecting(true) : onEdit())}
              >
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
      <Modal
        opened={correcting}
        onClose={() => setCorrecting(false)}
        title="Correct in public"
        closeButtonProps={{ 'aria-label': 'Close' }}
        size="lg"
      >
        {correcting && corrected && (
          <CorrectionForm
            incident={incident}
            update={corrected}
            draft={draft}
            close={() => setCorrecting(false)}
          />
        )}
      </Modal>
    </Callout>
  );
}

function Headline({ draft, mine }: { draft: DraftView; mine: boolean }) {
  if (draft.state === 'refused') return <>Not published: nobody outside has seen it</>;
  if (draft.state === 'scheduled') return <>Scheduled</>;
  if (draft.corrects)
    return mine ? (
      <>Correction: waits for a second person</>
    ) : (
      <>Please read the correction: it waits for a second person</>
    );
  return mine ? <>Waits for a second person</> : <>Please read it: it waits for a second person</>;
}

const englishFirst = (text: DraftView['text']) =>
  Object.entries(text).sort(([a], [b]) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b));
