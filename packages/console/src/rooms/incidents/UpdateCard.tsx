/** A published word as its readers have it, with its corrections; the way to correct it stands at its foot. */
import { stepsOf } from '@candor/protocol/difference.ts';
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMay, useMe } from '../../session.ts';
import { Difference } from '../../ui/Difference.tsx';
import { localeName, textIn } from '../../ui/LocalizedField.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { useActorName } from '../../ui/names.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Time } from '../../ui/Time.tsx';
import { CorrectionForm } from './CorrectionForm.tsx';
import { SegmentWords } from './SegmentNotes.tsx';

type Update = IncidentView['updates'][number];

const ORIGIN = { person: '', automatic: 'automatic first word', note: 'automatic note' } as const;

export function UpdateCard({ incident, update }: { incident: IncidentView; update: Update }) {
  const name = useActorName();
  const locale = useMe()?.locale ?? 'en';
  const may = useMay();
  const [correcting, change] = useDisclosure(false);
  const others = Object.entries(update.text).filter(
    ([each]) => textIn(update.text, locale) !== update.text[each],
  );
  return (
    <article className="card update">
      <Group justify="space-between" gap="xs" mb={4}>
        <StatusMark state={update.phase} />
        <Text size="sm" component="div">
          <Time at={update.at} />
        </Text>
      </Group>
      <Markdown text={textIn(update.text, locale)} lang={locale} />
      {others.map(([each, words]) => (
        <details key={each}>
          <summary>{localeName(each)}</summary>
          <Markdown text={words} lang={each} />
        </details>
      ))}
      <SegmentWords words={update.segmentTexts} locale={locale} label="As told to" />
      {stepsOf(update.corrections, update.text)
        .toReversed()
        .map(({ correction, before, after }) => (
          <div key={correction.at} className="correction">
            <Text size="sm" component="div">
              <b>Corrected</b> by {name(correction.by)} · <Time at={correction.at} />
              {correction.reason ? `: ${correction.reason}` : ''}
            </Text>
            <Difference before={textIn(before, locale)} after={textIn(after, locale)} lang={locale} />
          </div>
        ))}
      <Group justify="space-between" mt={6} gap="xs">
        <Text size="xs" className="quiet" component="div">
          {ORIGIN[update.origin] || name(update.by)} · public: it can be corrected, not taken back
          {update.nextUpdateBy && (
            <>
              {' '}
              · promised the next word by <Time at={update.nextUpdateBy} show="absolute" />
            </>
          )}
        </Text>
        {may('tell:write') && (
          <Button size="compact-xs" variant="subtle" onClick={change.open}>
            Correct
          </Button>
        )}
      </Group>
      <Modal
        opened={correcting}
        onClose={change.close}
        title="Correct in public"
        closeButtonProps={{ 'aria-label': 'Close' }}
        size="lg"
      >
        {correcting && <CorrectionForm incident={incident} update={update} close={change.close} />}
      </Modal>
    </article>
  );
}
