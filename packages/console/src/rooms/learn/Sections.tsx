/** The twelve sections in their order, each under its own heading. */
import type { PostmortemDocument } from '@candor/protocol/postmortem.ts';
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { PersonSelect } from '../../ui/names.tsx';
import { ActionsEditor } from './ActionsEditor.tsx';
import { useEditor } from './context.ts';
import { FactorsEditor } from './FactorsEditor.tsx';
import { FindingsHere } from './Findings.tsx';
import { Corrections, Figures } from './Record.tsx';
import { SentenceList } from './SentenceList.tsx';
import { TimelineEditor } from './TimelineEditor.tsx';

type Texts = 'summary' | 'impact' | 'detection' | 'mitigation' | 'communication';
type Public = keyof PostmortemDocument['sections']['publicVersion'];
type Reflected = keyof PostmortemDocument['sections']['reflection'];

const REFLECTED: [Reflected, string][] = [
  ['wentWell', 'What went well'],
  ['wentBadly', 'What went badly'],
  ['lucky', 'Where we were lucky'],
];
const PUBLIC: [Public, string, string][] = [
  ['apology', 'Apology', 'Say sorry for what people could not do, by name.'],
  ['whatHappened', 'What happened', 'In the words of users, without names of machines.'],
  ['whatWeDo', 'What we do about it', 'What changes, so that it does not happen again.'],
  ['credits', 'Credits', 'Who is credited how much, or that no contract was broken.'],
  ['whereToAsk', 'Where to ask', 'An address at which somebody answers.'],
];

export function Sections({
  document,
  onChange,
}: {
  document: PostmortemDocument;
  onChange: (document: PostmortemDocument) => void;
}) {
  const { sections } = document;
  const { mayEdit } = useEditor();
  const put = (change: Partial<PostmortemDocument['sections']>) =>
    onChange({ ...document, sections: { ...sections, ...change } });
  const texts = (name: Texts, title: string, hint: string) => (
    <Section title={title}>
      <SentenceList
        label={title}
        path={`sections.${name}`}
        sentences={sections[name]}
        onChange={(sentences) => put({ [name]: sentences })}
        hint={hint}
      />
    </Section>
  );
  return (
    <Stack gap="lg">
      {texts('summary', '1 Summary', 'Two sentences: who met what, and for how long.')}
      {texts('impact', '2 Impact', 'At least one number for each component.')}
      <Section title="3 Timeline (UTC)">
        <TimelineEditor
          rows={sections.timeline}
          startedAt={document.startedAt}
          onChange={(timeline) => put({ timeline })}
        />
      </Section>
      {texts('detection', '4 Detection', 'What told us, and who was first: a monitor or a customer.')}
      <Section title="5 Contributing factors">
        <FactorsEditor value={sections.factors} onChange={(factors) => put({ factors })} />
      </Section>
      {texts('mitigation', '6 Mitigation and resolution', 'What made it stop hurting, and what ended it.')}
      <Section title="7 Looking back">
        {REFLECTED.map(([name, title]) => (
          <Part key={name} title={title}>
            <SentenceList
              label={title}
              path={`sections.reflection.${name}`}
              sentences={sections.reflection[name]}
              onChange={(sentences) => put({ reflection: { ...sections.reflection, [name]: sentences } })}
            />
          </Part>
        ))}
      </Section>
      {texts(
        'communication',
        '8 How we communicated',
        'Minutes to the first word, promises kept and missed.',
      )}
      <Section title="9 Actions">
        <ActionsEditor
          actions={sections.actions}
          factors={sections.factors.factors}
          onChange={(actions) => put({ actions })}
        />
      </Section>
      <Section title="10 What we still do not know">
        <SentenceList
          label="Unknowns"
          path="sections.unknowns.items"
          sentences={sections.unknowns.items}
          onChange={(items) => put({ unknowns: { ...sections.unknowns, items } })}
          hint="Name it, or have somebody vouch that nothing is left."
        />
        <div style={{ maxWidth: '20rem', marginBlock: '0.75rem' }}>
          <PersonSelect
            label="Vouches that nothing is left unknown"
            disabled={!mayEdit}
            value={sections.unknowns.signedOffBy}
            onChange={(signedOffBy) => put({ unknowns: { ...sections.unknowns, signedOffBy } })}
          />
        </div>
        <FindingsHere path="sections.unknowns" exact />
      </Section>
      <Section title="11 Public version">
        <Text size="sm" className="quiet">
          The public reads this, the main rows of the timeline, the actions, the unknowns and the corrections.
        </Text>
        {PUBLIC.map(([name, title, hint]) => (
          <Part key={name} title={title}>
            <SentenceList
              label={title}
              path={`sections.publicVersion.${name}`}
              sentences={sections.publicVersion[name]}
              onChange={(sentences) =>
                put({ publicVersion: { ...sections.publicVersion, [name]: sentences } })
              }
              hint={hint}
            />
          </Part>
        ))}
      </Section>
      <Section title="12 Corrections">
        <Corrections entries={sections.corrections} />
      </Section>
      <Section title="The record’s numbers">
        <Figures figures={document.figures} />
      </Section>
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card">
      <Title order={2} fz="h4" mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div style={{ marginBlockStart: '1rem' }}>
      <Title order={3} fz="md" mb={6}>
        {title}
      </Title>
      {children}
    </div>
  );
}
