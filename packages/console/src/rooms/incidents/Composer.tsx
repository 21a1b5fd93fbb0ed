/** Where an update is written: keyboard first, judged while one types, one deliberate act to publish. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { DraftView, UpdateInput } from '@candor/protocol/tell.ts';
import { Button, Collapse, Group, Kbd, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useId, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type Listed, post, put } from '../../api.ts';
import { refresh, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { Findings, type LocalFinding, withFix } from '../../ui/Findings.tsx';
import { PersonSelect } from '../../ui/names.tsx';
import { LEAST_REASON, Override } from '../../ui/Override.tsx';
import { statusLabel } from '../../ui/StatusMark.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { ChannelPreview } from './ChannelPreview.tsx';
import { ComponentsNow } from './ComponentsNow.tsx';
import { showDraft, useSuggestion } from './data.ts';
import { FollowsFrom } from './FollowsFrom.tsx';
import { Hearers } from './Hearers.tsx';
import { HearersPanel } from './HearersPanel.tsx';
import { Hold } from './Hold.tsx';
import { NextWord } from './NextWord.tsx';
import { PublishAt } from './PublishAt.tsx';
import { Refused } from './Refused.tsx';
import { RefusedNotes, SegmentNotes } from './SegmentNotes.tsx';
import { refusedIn } from './segment-notes.ts';
import { keptBackBy, signatureOf } from './signing.ts';
import { TemplateMenu } from './TemplateMenu.tsx';
import { TextEditor } from './TextEditor.tsx';
import {
  addressedOf,
  inputOf,
  isOwn,
  joined,
  PHASES,
  type Standing,
  standing,
  useComposer,
  type Writing,
  writingOf,
} from './useComposer.ts';
import { useHearers } from './useHearers.ts';
import { usePreview } from './usePreview.ts';
import { useSecondPerson } from './useSecondPerson.ts';
import { useSent } from './useSent.ts';
import { Waiting } from './Waiting.tsx';

export function Composer({
  incident,
  drafts,
  editor,
}: {
  incident: IncidentView;
  drafts: Listed<DraftView>['items'];
  editor: RefObject<HTMLTextAreaElement | null>;
}) {
  const { writing: own, set: change, restore, clear } = useComposer(incident);
  const suggestion = useSuggestion(incident.id);
  const held = drafts.filter(({ state }) => state === 'held');
  // What follows from the facts is on its way already; a second one of it would only be a slip of the hand.
  const underWay = drafts.some(
    ({ state, corrects }) => corrects === null && (state === 'held' || state === 'waiting'),
  );
  const writing = standing(own, incident, suggestion.data, !underWay);
  const [picked, setLocale] = useState('en');
  const [replaced, setReplaced] = useState<Writing['text'] | null>(null);
  const { sent, keep, refused } = useSent(incident, drafts);
  const [details, detailsChange] = useDisclosure(false);
  const [preview, previewChange] = useDisclosure(false);
  const [who, whoChange] = useDisclosure(false);
  const [beside, besideChange] = useDisclosure(false);
  const heading = useId();
  const may = useMay();
  const locales = [...new Set([...(suggestion.data?.locales ?? ['en']), ...Object.keys(writing.text)])];
  const locale = locales.includes(picked) ? picked : (locales[0] ?? 'en');
  const input = inputOf(writing, incident);
  const judged = usePreview(incident.id, input, writing.nextInMinutes);
  const addressed = addressedOf(writing, incident);
  const hearers = useHearers(incident.id, addressed);
  const blocked = judged.data?.blocked ?? null;
  const toSign = judged.data ? keptBackBy(judged.data) : [];
  const [signedBefore, setSignedBefore] = useState<string[] | null>(null);
  const client = useQueryClient();
  const publish = useSend(
    ({ update }: { update: UpdateInput; from: Writing; written: Writing }) =>
      own.draftId
        ? put<DraftView>(`/drafts/${own.draftId}`, update)
        : post<DraftView>(`/incidents/${incident.id}/updates`, update),
    {
      // It is sent when the server has it. Reading everything again may take long, and the next word has to go out meanwhile.
      touches: [],
      done: (draft, { from, written }) => {
        const { id, state, commitsAt } = draft;
        // What waits or is scheduled is kept by the server, with its words.
        if (state === 'held' && commitsAt) keep({ draftId: id, commitsAt, writing: from });
        setSignedBefore(null);
        // What was typed while it was on its way is not part of it, and stays.
        if (own === written) clear();
        showDraft(client, draft);
        void refresh(client, ['/incidents', '/drafts', '/promises', '/challenges']);
      },
    },
  );
  const set = (part: Partial<Writing>) => {
    // What the server said was about another text.
    if (publish.error) publish.reset();
    change(part);
  };
  const send = () => {
    if (!input || publish.isPending) return;
    // A reason is signed for what was read here of exactly these words, not for what may be refused later.
    const override =
      toSign.length > 0 && judged.isCurrent && writing.override !== null
        ? signatureOf(writing.override, toSign)
        : null;
    publish.mutate(
      {
        update: override ? { ...input, override } : input,
        from: { ...own, phase: writing.phase, text: writing.text, draftId: null },
        written: own,
      },
      {
        onError: () => {
          if (override) setSignedBefore(override.findings);
          void judged.refetch();
        },
      },
    );
  };
  const show = ({ locale: of, start, end }: LocalFinding) => {
    // The selection is made in the text that it is about, so that has to stand in the editor first.
    flushSync(() => of && setLocale(of));
    editor.current?.focus();
    editor.current?.setSelectionRange(start, end);
  };
  /** Where the cursor goes once the mended text stands in the editor. */
  const toSelect = useRef<[number, number] | null>(null);
  useLayoutEffect(() => {
    if (!toSelect.current) return;
    editor.current?.focus();
    editor.current?.setSelectionRange(...toSelect.current);
    toSelect.current = null;
  });
  const fix = (finding: LocalFinding) => {
    const { locale: of } = finding;
    if (of === null) return;
    const { text, select } = withFix(writing.text, finding);
    toSelect.current = select;
    setLocale(of);
    set({ text: { ...own.text, [of]: text[of] ?? '' } });
  };
  const step = (by: 1 | -1) => {
    const next = PHASES[PHASES.indexOf(writing.phase) + by];
    if (next) set({ phase: next });
  };
  const waits = (draft: DraftView) => (
    <Waiting
      key={draft.id}
      draft={draft}
      incident={incident}
      onEdit={() => {
        restore(writingOf(draft.id, draft.input));
        editor.current?.focus();
      }}
      onGone={() => restore(writingOf(null, draft.input))}
    />
  );
  const findings = judged.data?.findings ?? [];
  const second = useSecondPerson(incident.severity, findings);
  const needsApprover =
    !second.answers && (findings.some(({ rule }) => rule === 'H08') || writing.approvedBy !== null);
  const relapse = incident.resolvedAt !== null;
  // What was not signed stands in the list of what is to be signed.
  const asksToSign = publish.error?.code === 'truth.contradiction' && toSign.length > 0;
  const later = writing.publishAt !== null;
  const segments = [...new Set([...(suggestion.data?.segments ?? []), ...Object.keys(writing.segmentNotes)])];
  const refusedNotes = refusedIn(judged.data?.notes);
  const noted = Object.keys(input?.segmentNotes ?? {});

  return (
    <section className="card composer" aria-labelledby={heading} id="composer">
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="h4" id={heading}>
          {relapse ? 'Is it back? Tell them' : 'Next update'}
        </Title>
        <Group gap="xs">
          {replaced && (
            <Button
              size="xs"
              variant="subtle"
              onClick={() => {
                set({ text: replaced });
                setReplaced(null);
              }}
            >
              Put my text back
            </Button>
          )}
          <TemplateMenu
            incident={incident}
            writing={writing}
            nextUpdateBy={judged.data?.nextUpdateBy ?? null}
            onText={(text) => {
              setReplaced(own.text);
              set({ text: { ...own.text, ...text } });
            }}
          />
        </Group>
      </Group>
      <Stack gap="sm">
        {drafts.filter(({ state, id }) => state !== 'held' && id !== own.draftId).map(waits)}
        {own.draftId && (
          <Group gap="xs">
            <Text size="sm">You write an update anew that waits; it is judged and approved again.</Text>
            <Button size="compact-sm" variant="default" onClick={clear}>
              Leave it as it was
            </Button>
          </Group>
        )}
        {held.map((draft) => (
          <Hold
            key={draft.id}
            draft={draft}
            byKey={sent?.draftId === draft.id && !isOwn(own)}
            onTakenBack={() => {
              if (draft.corrects) return;
              const back = sent?.draftId === draft.id ? sent.writing : { ...own, text: draft.text };
              restore({ ...back, text: joined(back.text, own.text) });
              if (sent?.draftId === draft.id) keep(null);
            }}
          />
        ))}
        {refused && (
          <Refused
            onBack={() => {
              restore({ ...refused.writing, text: joined(refused.writing.text, own.text) });
              keep(null);
            }}
            onLetGo={() => keep(null)}
          />
        )}
        <SegmentedControl
          aria-label="Phase"
          className="phases"
          fullWidth
          value={writing.phase}
          onChange={(phase) => set({ phase: phase as Standing['phase'] })}
          data={PHASES.map((phase) => ({ value: phase, label: statusLabel(phase) }))}
        />
        {(!underWay || isOwn(own)) && (
          <FollowsFrom suggestion={suggestion.data} writing={writing} own={own} onFollow={clear} />
        )}
        <TextEditor
          editor={editor}
          locales={locales}
          locale={locale}
          setLocale={setLocale}
          text={writing.text}
          own={own.text}
          offered={writing.offered}
          findings={findings}
          onText={(text) => set({ text: { ...own.text, ...text } })}
          onSend={send}
          onPhase={step}
          onFix={fix}
        />
        <Findings
          findings={findings}
          checking={judged.isFetching}
          text={writing.text}
          onShow={show}
          onSuggestion={fix}
        />
        {needsApprover && (
          <PersonSelect
            label="Who answers for what it says about data or security"
            nobody="Nobody yet"
            value={writing.approvedBy}
            onChange={(approvedBy) => set({ approvedBy })}
          />
        )}
        {writing.phase !== 'resolved' && (
          <NextWord
            minutes={writing.nextInMinutes}
            onChange={(nextInMinutes) => set({ nextInMinutes })}
            dueAt={judged.data?.nextUpdateBy ?? null}
          />
        )}
        <Group gap="xs">
          <Button variant="subtle" size="compact-sm" onClick={detailsChange.toggle} aria-expanded={details}>
            Components
            {Object.keys(writing.components).length > 0 ? ` (${Object.keys(writing.components).length})` : ''}
          </Button>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={previewChange.toggle}
            aria-expanded={preview}
            disabled={!input}
          >
            See it per channel
          </Button>
          {may('tell:write') && (
            <Button variant="subtle" size="compact-sm" onClick={whoChange.toggle} aria-expanded={who}>
              Who hears this{writing.audience ? ' (some only)' : ''}
            </Button>
          )}
          {segments.length > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={besideChange.toggle} aria-expanded={beside}>
              For segments{noted.length > 0 ? ` (${noted.join(', ')})` : ''}
            </Button>
          )}
          <PublishAt at={writing.publishAt} onChange={(publishAt) => set({ publishAt })} />
        </Group>
        <Collapse expanded={details}>
          <ComponentsNow
            legend="Components after this update"
            unchanged={writing.phase === 'resolved' ? 'Operational again' : 'As they are'}
            value={writing.components}
            onChange={(components) => set({ components })}
          />
        </Collapse>
        {beside && (
          <SegmentNotes
            segments={segments}
            locales={Object.keys(input?.text ?? {})}
            notes={writing.segmentNotes}
            offered={suggestion.data?.phases[writing.phase].segmentNotes ?? {}}
            judged={judged.data?.notes ?? []}
            onChange={(segmentNotes) => set({ segmentNotes })}
          />
        )}
        {preview && input && <ChannelPreview incidentId={incident.id} input={input} segments={segments} />}
        {who && (
          <HearersPanel
            incidentId={incident.id}
            draft={addressed}
            hearers={hearers}
            onAudience={(audience) => set({ audience: audience ?? null })}
          />
        )}
        {refusedNotes.length > 0 && (
          <RefusedNotes
            refused={refusedNotes}
            notes={writing.segmentNotes}
            onChange={(segmentNotes) => set({ segmentNotes })}
          />
        )}
        {blocked && toSign.length > 0 && refusedNotes.length === 0 && (
          <Override
            what={toSign}
            signedBefore={signedBefore}
            reason={writing.override}
            onReason={(override) => set({ override })}
            onSend={send}
          />
        )}
        {/* No signature lets this through. */}
        {blocked && toSign.length === 0 && refusedNotes.length === 0 && (
          <Callout tone="amber" title="This would not be published">
            {blocked}
          </Callout>
        )}
        {publish.error && !asksToSign && <ProblemAlert problem={publish.error} />}
        <Group justify="space-between" gap="sm">
          <Button
            onClick={send}
            loading={publish.isPending}
            disabled={!input || (blocked !== null && (writing.override?.trim().length ?? 0) < LEAST_REASON)}
            rightSection={<Kbd size="xs">Ctrl ↵</Kbd>}
          >
            {second.reads
              ? 'Ask a second person'
              : writing.phase === 'resolved'
                ? 'Publish: it is resolved'
                : 'Publish'}
            {later && !second.reads ? ' at that time' : ''}
          </Button>
          <Hearers found={hearers.data} />
        </Group>
      </Stack>
    </section>
  );
}
