/** Correcting a published word: judged like the word itself, and like it to be signed when it is refused. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { Correction, DraftView } from '@candor/protocol/tell.ts';
import type { SegmentNotes } from '@candor/protocol/told.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { Difference } from '../../ui/Difference.tsx';
import { Findings, withFix } from '../../ui/Findings.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { LocalizedField, localeName, writtenText } from '../../ui/LocalizedField.tsx';
import { PersonSelect } from '../../ui/names.tsx';
import { Override, type ToSign } from '../../ui/Override.tsx';
import { useLint } from '../../ui/useLint.ts';
import { CorrectionNotes } from './CorrectionNotes.tsx';
import { judgedIn, writtenNotes } from './segment-notes.ts';
import { refusedFor, signatureOf } from './signing.ts';
import { useSecondPerson } from './useSecondPerson.ts';

type Values = {
  text: LocalizedText;
  segmentNotes: SegmentNotes;
  reason: string;
  approvedBy: string | null;
  override: string | null;
};

export function CorrectionForm({
  incident,
  update,
  draft,
  close,
}: {
  incident: IncidentView;
  update: IncidentView['updates'][number];
  /** One that waits: it is written anew. */
  draft?: DraftView;
  close: () => void;
}) {
  const send = useSend(
    (correction: Correction) =>
      post<IncidentView | DraftView>(
        `/incidents/${incident.id}/updates/${update.id}/corrections`,
        correction,
      ),
    { touches: ['/incidents', '/deliveries', '/challenges', '/drafts'], done: close },
  );
  const { values, set, text, errorOf } = useForm<Values>(
    {
      text: { ...update.text, ...draft?.text },
      segmentNotes: draft?.input.segmentNotes ?? {},
      reason: draft?.corrects?.reason ?? '',
      approvedBy: null,
      override: null,
    },
    send.error,
  );
  const linted = useLint(values.text, {
    phase: update.phase,
    severity: incident.severity,
    facts: {
      startedAt: incident.startedAt,
      nextUpdateBy: update.nextUpdateBy,
      approvedBy: values.approvedBy,
    },
  });
  const findings = linted.data ?? [];
  const second = useSecondPerson(incident.severity, findings);
  const changed = Object.entries(values.text).filter(
    ([locale, words]) => words.trim() && words !== update.text[locale],
  );
  const refused = refusedFor(send.error);
  /** What was read here and what is signed with the reason; it stays while the next answer is awaited. */
  const [signing, setSigning] = useState<ToSign[]>([]);
  const [signedBefore, setSignedBefore] = useState<string[] | null>(null);
  return (
    <FormShell
      submit={second.reads ? 'Ask a second person' : 'Publish the correction'}
      pending={send.isPending}
      problem={refused.length > 0 || judgedIn(send.error).length > 0 ? null : send.error}
      cancel={close}
      onSubmit={() => {
        const override = values.override !== null ? signatureOf(values.override, signing) : null;
        const text = writtenText(values.text) ?? {};
        const segmentNotes = writtenNotes(values.segmentNotes, Object.keys(text));
        send.mutate(
          {
            text,
            ...(segmentNotes ? { segmentNotes } : {}),
            reason: values.reason.trim() || null,
            ...(values.approvedBy ? { approvedBy: values.approvedBy } : {}),
            ...(override ? { override } : {}),
          },
          {
            onError: (problem) => {
              const found = refusedFor(problem);
              if (found.length === 0) return;
              setSignedBefore(override?.findings ?? null);
              setSigning(found);
            },
          },
        );
      }}
    >
      <Text size="sm">
        {second.reads &&
          'Somebody else reads it first; until then the public has the words that stand there now. '}
        It cannot be taken back once it is public. The text that stood before stays readable with the
        difference marked, and everybody who was told gets the correction at once.
      </Text>
      <LocalizedField
        label="The right text"
        lines={5}
        value={values.text}
        onChange={(words) => set({ text: words })}
        error={errorOf('text')}
      />
      <Findings
        findings={findings}
        text={values.text}
        checking={linted.isFetching}
        onSuggestion={(finding) => set({ text: withFix(values.text, finding).text })}
      />
      {!second.answers && (values.approvedBy !== null || findings.some(({ rule }) => rule === 'H08')) && (
        <PersonSelect
          label="Who answers for what it says about data or security"
          nobody="Nobody yet"
          value={values.approvedBy}
          onChange={(approvedBy) => set({ approvedBy })}
        />
      )}
      <CorrectionNotes
        incident={incident}
        update={update}
        locales={Object.keys(writtenText(values.text) ?? {})}
        notes={values.segmentNotes}
        problem={send.error}
        onChange={(segmentNotes) => {
          // What the server said was about other words.
          if (judgedIn(send.error).length > 0) send.reset();
          set({ segmentNotes });
        }}
      />
      {changed.map(([locale, words]) => (
        <div key={locale} className="correction">
          <Text size="sm" className="quiet">
            As readers will see it{changed.length > 1 ? ` (${localeName(locale)})` : ''}
          </Text>
          <Difference before={update.text[locale] ?? ''} after={words} lang={locale} />
        </div>
      ))}
      <TextInput label="What was wrong" description="Shown beside the correction." {...text('reason')} />
      {signing.length > 0 && (
        <Override
          what={signing}
          signedBefore={signedBefore}
          reason={values.override}
          onReason={(override) => set({ override })}
        />
      )}
    </FormShell>
  );
}
