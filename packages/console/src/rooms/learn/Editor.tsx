/**
 * The editor around the sections. It works on a copy; saving names the revision it was made on, so that two people do
 * not overwrite one another. What is typed is never replaced by what the server sends.
 */
import type { StoredPostmortem } from '@candor/protocol/learn.ts';
import type { PostmortemDocument } from '@candor/protocol/postmortem.ts';
import { Button, Grid, Stack } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useKeys } from '../../lib/keys.ts';
import { useMay } from '../../session.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { EditorProvider } from './context.ts';
import { useFacts, usePostmortemChanges } from './data.ts';
import { FindingsList } from './Findings.tsx';
import { Publication } from './Publication.tsx';
import { Sections } from './Sections.tsx';

export function Editor({ stored }: { stored: StoredPostmortem }) {
  const { incidentId, findings } = stored;
  const [document, setDocument] = useState(stored.document);
  const [base, setBase] = useState(stored.revision);
  const { save, publish } = usePostmortemChanges(incidentId);
  const facts = useFacts(incidentId);
  const mayEdit = useMay()('learn:write');
  const [saved, setSaved] = useState(stored.document);
  const unsaved = document !== saved;
  const behind = stored.revision > base;

  const take = (next: StoredPostmortem) => {
    setDocument(next.document);
    setSaved(next.document);
    setBase(next.revision);
  };
  const sendSave = () => {
    if (mayEdit && unsaved && !save.isPending)
      save.mutate(
        { document: withoutEmpty(document), revision: base },
        {
          onSuccess: (next) => {
            // What was typed while the save was under way stays, and is unsaved.
            setDocument((now) => (now === document ? next.document : now));
            setSaved(next.document);
            setBase(next.revision);
          },
        },
      );
  };
  useKeys({ 'mod+s': sendSave });
  useBlocker({
    shouldBlockFn: () => unsaved && !window.confirm('Leave without saving? What you wrote would be lost.'),
    enableBeforeUnload: () => unsaved,
  });
  const context = useMemo(() => ({ findings, facts, mayEdit }), [findings, facts, mayEdit]);

  return (
    <EditorProvider value={context}>
      <PageTitle
        title={`Postmortem: ${document.title}`}
        back={<TextLink to="/postmortems">Postmortems</TextLink>}
        lead={
          <>
            Severity {document.severity} · began <Time at={document.startedAt} show="absolute" /> ·{' '}
            <TextLink to={`/incidents/${incidentId}`}>the incident</TextLink>
          </>
        }
      >
        {mayEdit && (
          <Button onClick={sendSave} loading={save.isPending} disabled={!unsaved}>
            {unsaved ? 'Save' : 'Saved'}
          </Button>
        )}
      </PageTitle>
      <Stack gap="sm" mb="md">
        <ProblemAlert problem={save.error} />
        {behind && !save.isPending && (
          <ProblemAlert
            problem="Somebody saved this postmortem since you read it. Copy what you need of your edit, then read it again."
            retry={() => take(stored)}
          />
        )}
      </Stack>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 4 }} order={{ base: 1, md: 2 }}>
          <Stack className="beside">
            <Publication
              stored={stored}
              document={document}
              unsaved={unsaved}
              onChange={setDocument}
              publish={publish}
              onPublished={take}
            />
            <FindingsList findings={findings} unsaved={unsaved} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }} order={{ base: 2, md: 1 }}>
          <Sections document={document} onChange={setDocument} />
        </Grid.Col>
      </Grid>
    </EditorProvider>
  );
}

/** A sentence, factor or row that was added and left empty is not meant. */
function withoutEmpty(document: PostmortemDocument): PostmortemDocument {
  const full = <T extends { text: string }>(list: readonly T[]) =>
    list.filter(({ text }) => text.trim() !== '');
  const { sections } = document;
  const { publicVersion, reflection, factors, unknowns } = sections;
  const trigger = factors.trigger?.text.trim() ? factors.trigger : null;
  return {
    ...document,
    sections: {
      ...sections,
      summary: full(sections.summary),
      impact: full(sections.impact),
      timeline: full(sections.timeline),
      detection: full(sections.detection),
      mitigation: full(sections.mitigation),
      communication: full(sections.communication),
      factors: { trigger, factors: factors.factors.filter(({ title }) => title.trim() !== '') },
      reflection: {
        wentWell: full(reflection.wentWell),
        wentBadly: full(reflection.wentBadly),
        lucky: full(reflection.lucky),
      },
      actions: sections.actions.filter(({ title }) => title.trim() !== ''),
      unknowns: { ...unknowns, items: full(unknowns.items) },
      publicVersion: {
        apology: full(publicVersion.apology),
        whatHappened: full(publicVersion.whatHappened),
        whatWeDo: full(publicVersion.whatWeDo),
        credits: full(publicVersion.credits),
        whereToAsk: full(publicVersion.whereToAsk),
      },
    },
  };
}
