/** The policy as a form. What was typed stays when somebody else saves; the server then refuses the older edit. */
import type { PolicyDocument, PolicyView } from '@candor/protocol/prepare.ts';
import { Stack, Title } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useKeys } from '../../lib/keys.ts';
import { useMay } from '../../session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { LocalizedField, writtenText } from '../../ui/LocalizedField.tsx';
import { useTaggedSave } from './data.ts';
import { PolicyCadence } from './PolicyCadence.tsx';
import { PolicyChannels } from './PolicyChannels.tsx';
import { PolicyCredits } from './PolicyCredits.tsx';
import { PolicyTargets } from './PolicyTargets.tsx';

export type ErrorOf = (path: string) => string | undefined;

export function PolicyEditor({ stored, etag }: { stored: PolicyView; etag: string }) {
  const [document, setDocument] = useState(stored.document);
  const [base, setBase] = useState({ document: stored.document, etag });
  const mayEdit = useMay()('prepare:write');
  const unsaved = document !== base.document;
  const save = useTaggedSave<PolicyView, PolicyDocument>('/policy', ['/policy/versions']);
  // Nothing was typed, so what somebody else saved is taken.
  if (!unsaved && base.etag !== etag) {
    setDocument(stored.document);
    setBase({ document: stored.document, etag });
  }
  useBlocker({
    shouldBlockFn: () => unsaved && !window.confirm('Leave without saving? What you wrote would be lost.'),
    enableBeforeUnload: () => unsaved,
  });
  const send = () =>
    unsaved &&
    save.mutate(
      { input: document, etag: base.etag },
      {
        onSuccess: ({ value, etag: tag }) => {
          // What was typed while the save was under way stays.
          setDocument((now) => (now === document ? value.document : now));
          setBase({ document: value.document, etag: tag });
        },
      },
    );
  useKeys({ 'mod+s': send });
  const set = (change: Partial<PolicyDocument>) => setDocument((now) => ({ ...now, ...change }));
  const errorOf: ErrorOf = (path) => save.error?.errors.find((error) => error.path === path)?.message;
  const { title, intro, targets, channels, handling, credits, reporting, recovery } = document;
  return (
    <fieldset disabled={!mayEdit} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
      <FormShell
        submit={unsaved ? 'Save the draft' : 'Saved'}
        pending={save.isPending}
        problem={save.error}
        onSubmit={send}
      >
        <Part title="Title">
          <LocalizedField
            label="Title"
            value={title}
            error={errorOf('title.en') ?? errorOf('title')}
            onChange={(value) => set({ title: value })}
          />
          <LocalizedField
            label="Introduction"
            lines={3}
            value={intro ?? {}}
            onChange={(value) => set({ intro: writtenText(value) })}
          />
        </Part>
        <Part title="Targets">
          <PolicyTargets targets={targets} onChange={(value) => set({ targets: value })} errorOf={errorOf} />
        </Part>
        <Part title="Where users reach you">
          <PolicyChannels
            channels={channels}
            onChange={(value) => set({ channels: value })}
            errorOf={errorOf}
          />
        </Part>
        <Part title="How an outage is handled">
          <LocalizedField
            label="In words"
            lines={5}
            value={handling.text}
            error={errorOf('handling.text')}
            onChange={(text) => set({ handling: { ...handling, text } })}
          />
          <PolicyCadence
            cadence={handling.cadence}
            onChange={(cadence) => set({ handling: { ...handling, cadence } })}
            errorOf={errorOf}
          />
        </Part>
        <Part title="Credits">
          <LocalizedField
            label="In words"
            lines={3}
            value={credits.text}
            error={errorOf('credits.text')}
            onChange={(text) => set({ credits: { ...credits, text } })}
          />
          <PolicyCredits
            rules={credits.rules}
            onChange={(rules) => set({ credits: { ...credits, rules } })}
            errorOf={errorOf}
          />
        </Part>
        <Part title="What users do">
          <LocalizedField
            label="How they report a problem"
            lines={3}
            value={reporting}
            error={errorOf('reporting')}
            onChange={(value) => set({ reporting: value })}
          />
          <LocalizedField
            label="How they get back to work"
            lines={3}
            value={recovery}
            error={errorOf('recovery')}
            onChange={(value) => set({ recovery: value })}
          />
        </Part>
      </FormShell>
    </fieldset>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card">
      <Title order={2} fz="h4" mb="sm">
        {title}
      </Title>
      <Stack>{children}</Stack>
    </section>
  );
}
