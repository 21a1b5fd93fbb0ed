/** Where an update is written: keyboard first, judged while one types, one deliberate act to publish. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { DraftView, UpdateInput } from '@candor/protocol/tell.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { Button, Collapse, Group, Kbd, SegmentedControl, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type RefObject, useId, useState } from 'react';
import { flushSync } from 'react-dom';
import { type Listed, post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Findings, type LocalFinding, withSuggestion } from '../../ui/Findings.tsx';
import { writtenText } from '../../ui/LocalizedField.tsx';
import { PersonSelect } from '../../ui/names.tsx';
import { Override } from '../../ui/Override.tsx';
import { statusLabel } from '../../ui/StatusMark.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { ChannelPreview } from './ChannelPreview.tsx';
import { ComponentsNow } from './ComponentsNow.tsx';
import { Hearers } from './Hearers.tsx';
import { HearersPanel } from './HearersPanel.tsx';
import { Hold } from './Hold.tsx';
import { NextWord } from './NextWord.tsx';
import { Refused } from './Refused.tsx';
import { TemplateMenu } from './TemplateMenu.tsx';
import { TextEditor } from './TextEditor.tsx';
import { addressedOf, inputOf, PHASES, useComposer, type Writing } from './useComposer.ts';
import { useHearers } from './useHearers.ts';
import { usePreview } from './usePreview.ts';
import { useSent } from './useSent.ts';

export function Composer({
  incident,
  drafts,
  editor,
}: {
  incident: IncidentView;
  drafts: Listed<DraftView>['items'];
  editor: RefObject<HTMLTextAreaElement | null>;
}) {
  const { writing, set: change, restore, clear } = useComposer(incident);
  const [locale, setLocale] = useState('en');
  const [replaced, setReplaced] = useState<LocalizedText | null>(null);
  const { sent, keep, refused } = useSent(incident, drafts);
  const [details, detailsChange] = useDisclosure(false);
  const [preview, previewChange] = useDisclosure(false);
  const [who, whoChange] = useDisclosure(false);
  const heading = useId();
  const may = useMay();
  const input = inputOf(writing, incident);
  const judged = usePreview(incident.id, input, writing.nextInMinutes);
  const addressed = addressedOf(writing, incident);
  const hearers = useHearers(incident.id, addressed);
  const blocked = judged.data?.blocked ?? null;
  const publish = useSend(
    ({ update }: { update: UpdateInput; from: Writing }) =>
      post<DraftView>(`/incidents/${incident.id}/updates`, update),
    {
      touches: ['/incidents', '/promises'],
      done: ({ id, commitsAt }, { from }) => {
        keep({ draftId: id, commitsAt, writing: from });
        clear();
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
    // A reason is signed for what is refused now, not kept for what may be refused later.
    const signed = blocked !== null && writing.override !== null;
    const update = signed ? { ...input, override: { reason: writing.override ?? '' } } : input;
    publish.mutate({ update, from: writing });
  };
  const show = ({ locale: of, start, end }: LocalFinding) => {
    // The selection is made in the text that it is about, so that has to stand in the editor first.
    flushSync(() => setLocale(of));
    editor.current?.focus();
    editor.current?.setSelectionRange(start, end);
  };
  const findings = judged.data?.findings ?? [];
  const needsApprover = findings.some(({ rule }) => rule === 'H08') || writing.approvedBy !== null;
  const relapse = incident.resolvedAt !== null;

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
              setReplaced(writtenText(writing.text));
              set({ text: { ...writing.text, ...text } });
            }}
          />
        </Group>
      </Group>
      <Stack gap="sm">
        {drafts.map((draft) => (
          <Hold
            key={draft.id}
            draft={draft}
            byKey={sent?.draftId === draft.id && !input}
            onTakenBack={() => {
              const back = sent?.draftId === draft.id ? sent.writing : { ...writing, text: draft.text };
              restore({ ...back, text: joined(back.text, writing.text) });
              if (sent?.draftId === draft.id) keep(null);
            }}
          />
        ))}
        {refused && (
          <Refused
            onBack={() => {
              restore({ ...refused.writing, text: joined(refused.writing.text, writing.text) });
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
          onChange={(phase) => set({ phase: phase as Writing['phase'] })}
          data={PHASES.map((phase) => ({ value: phase, label: statusLabel(phase) }))}
        />
        <TextEditor
          editor={editor}
          locale={locale}
          setLocale={setLocale}
          text={writing.text}
          onText={(text) => set({ text })}
          onSend={send}
        />
        <Findings
          findings={findings}
          checking={judged.isFetching}
          text={writing.text}
          onShow={show}
          onSuggestion={(finding) => set({ text: withSuggestion(writing.text, finding) })}
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
        </Group>
        <Collapse expanded={details}>
          <ComponentsNow
            legend="Components after this update"
            unchanged={writing.phase === 'resolved' ? 'Operational again' : 'As they are'}
            value={writing.components}
            onChange={(components) => set({ components })}
          />
        </Collapse>
        {preview && input && (
          <ChannelPreview
            incident={incident}
            phase={writing.phase}
            text={writing.text}
            nextUpdateBy={judged.data?.nextUpdateBy ?? null}
          />
        )}
        {who && (
          <HearersPanel
            incidentId={incident.id}
            draft={addressed}
            hearers={hearers}
            onAudience={(audience) => set({ audience: audience ?? null })}
          />
        )}
        {blocked && (
          <Override why={blocked} reason={writing.override} onReason={(override) => set({ override })} />
        )}
        {publish.error && <ProblemAlert problem={publish.error} />}
        <Group justify="space-between" gap="sm">
          <Button
            onClick={send}
            loading={publish.isPending}
            disabled={!input || (blocked !== null && writing.override === null)}
            rightSection={<Kbd size="xs">Ctrl ↵</Kbd>}
          >
            {writing.phase === 'resolved' ? 'Publish: it is resolved' : 'Publish'}
          </Button>
          <Hearers found={hearers.data} />
        </Group>
      </Stack>
    </section>
  );
}

/** What was taken back, and below it what has been written since. */
function joined(back: LocalizedText, since: LocalizedText): LocalizedText {
  const written = writtenText(since) ?? {};
  const both = Object.entries(back).map(([locale, text]) => [
    locale,
    written[locale] ? `${text}\n\n${written[locale]}` : text,
  ]);
  return { ...written, ...Object.fromEntries(both) };
}
