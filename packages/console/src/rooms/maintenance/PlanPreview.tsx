/** What a plan comes to before it is announced: who is told what and when, what is in the way, and what was asked back. */
import type {
  MaintenanceConflict,
  MaintenancePreview,
  OccurrenceView,
} from '@candor/protocol/maintenance.ts';
import type { SegmentNotes } from '@candor/protocol/told.ts';
import { Button, Checkbox, Radio, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type Listed, type Problem, post } from '../../api.ts';
import { spanText } from '../../lib/times.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { Time } from '../../ui/Time.tsx';
import { SegmentNotes as Notes } from '../incidents/SegmentNotes.tsx';
import { onceOf, seriesOf, type Values } from './plan-form.ts';

/** Long enough for a word to be finished. */
const PAUSE_MS = 500;

const STEP = {
  announced: 'Announced',
  reminded: 'Told again',
  started: 'Said that it begins',
  completed: 'Said that it is over',
};
const ENOUGH = (values: Values) =>
  Object.keys(values.components).length > 0 && values.from !== '' && values.until !== '';

/** A title is needed to send it, and not to see when it is told. */
const named = (values: Values): Values =>
  Object.values(values.title).some((title) => title.trim())
    ? values
    : { ...values, title: { en: 'Maintenance' } };

export function PlanPreview({
  values,
  onChoose,
  onAccept,
  onNotes,
}: {
  values: Values;
  onChoose: (choose: 'earlier' | 'later') => void;
  onAccept: (accept: boolean) => void;
  onNotes: (notes: SegmentNotes) => void;
}) {
  const [beside, { toggle }] = useDisclosure(false);
  const [settled] = useDebouncedValue(values, PAUSE_MS);
  const recurs = settled.repeats !== '';
  const input = recurs ? seriesOf(named(settled)) : onceOf(named(settled));
  const once = useQuery<MaintenancePreview, Problem>({
    queryKey: ['/maintenances/previews', input],
    queryFn: () => post<MaintenancePreview>('/maintenances/previews', input),
    enabled: ENOUGH(settled) && !recurs,
    placeholderData: (before) => before,
  });
  const series = useQuery<Listed<OccurrenceView>, Problem>({
    queryKey: ['/maintenance-series/previews', input],
    queryFn: () => post<Listed<OccurrenceView>>('/maintenance-series/previews', input),
    enabled: ENOUGH(settled) && recurs,
    placeholderData: (before) => before,
  });
  const { error } = recurs ? series : once;
  return (
    <section className="card" aria-labelledby="comes-to" aria-live="polite">
      <Title order={2} fz="h5" id="comes-to" mb="xs">
        What it comes to
      </Title>
      {!ENOUGH(settled) && (
        <Text size="sm" className="quiet">
          Choose what it touches, and when.
        </Text>
      )}
      {error && <Asked problem={error} choose={values.choose} onChoose={onChoose} />}
      {!error && !recurs && once.data && (
        <Once preview={once.data} accepted={values.acceptConflicts} onAccept={onAccept} />
      )}
      {!recurs && once.data && once.data.segments.length > 0 && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={toggle} aria-expanded={beside}>
          For segments
        </Button>
      )}
      {!recurs && once.data && beside && (
        <Notes
          segments={once.data.segments}
          locales={Object.keys(once.data.text)}
          notes={values.segmentNotes}
          offered={once.data.offered}
          judged={once.data.notes}
          onChange={onNotes}
        />
      )}
      {!error && recurs && series.data && <Windows items={series.data.items} />}
    </section>
  );
}

/** A time that the clock shows twice or never is chosen here; anything else is mended in the form. */
function Asked({
  problem,
  choose,
  onChoose,
}: {
  problem: Problem;
  choose: Values['choose'];
  onChoose: (choose: 'earlier' | 'later') => void;
}) {
  const choices = problem.extra['choices'] as { earlier: string; later: string } | undefined;
  if (!choices)
    return (
      <Text size="sm" role="alert">
        {problem.errors[0]?.message ?? problem.detail}
      </Text>
    );
  return (
    <Radio.Group
      label={problem.detail}
      value={choose}
      onChange={(value) => onChoose(value === 'earlier' ? 'earlier' : 'later')}
    >
      <Stack gap={6} mt={6}>
        <Radio
          value="earlier"
          label={<>The earlier: {choices.earlier.slice(0, 16).replace('T', ' ')} UTC</>}
        />
        <Radio value="later" label={<>The later: {choices.later.slice(0, 16).replace('T', ' ')} UTC</>} />
      </Stack>
    </Radio.Group>
  );
}

function Once({
  preview,
  accepted,
  onAccept,
}: {
  preview: MaintenancePreview;
  accepted: boolean;
  onAccept: (accept: boolean) => void;
}) {
  const { tellings, skipped, told, quiet, conflicts, scheduledFor, scheduledUntil } = preview;
  return (
    <Stack gap="sm">
      <Text size="sm" component="div">
        <Time at={scheduledFor} /> to <Time at={scheduledUntil} show="absolute" />, takes{' '}
        {spanText(Date.parse(scheduledUntil) - Date.parse(scheduledFor))}.
      </Text>
      <Text size="sm">
        {told === 1 ? '1 person hears' : `${told.toLocaleString('en')} people hear`} of it as things are now
        {quiet > 0 ? `; it is night for ${quiet.toLocaleString('en')} of them` : ''}.
      </Text>
      <ol className="plain-list">
        {tellings.map(({ step, at }) => (
          <li key={`${step} ${at}`}>
            <Text size="sm" component="div">
              {STEP[step]}: {step === 'announced' ? 'at once' : <Time at={at} />}
            </Text>
          </li>
        ))}
      </ol>
      {skipped.length > 0 && (
        <Text size="sm" className="quiet">
          {skipped
            .map(
              ({ minutesBefore, why }) =>
                `${spanText(minutesBefore * 60_000)} before ${why === 'past' ? 'lies in the past' : 'would follow the announcement at once'}`,
            )
            .join('; ')}
          : not told then.
        </Text>
      )}
      {conflicts.length > 0 && (
        <div role="alert">
          <Text size="sm" fw={600}>
            In the way
          </Text>
          <ul>
            {conflicts.map((conflict) => (
              <li key={conflict.id}>
                <Conflict conflict={conflict} />
              </li>
            ))}
          </ul>
          <Checkbox
            mt={6}
            label="This is known; announce it all the same"
            checked={accepted}
            onChange={(event) => onAccept(event.currentTarget.checked)}
          />
        </div>
      )}
    </Stack>
  );
}

function Conflict({ conflict: { kind, id, title, startsAt, endsAt } }: { conflict: MaintenanceConflict }) {
  const overlap = kind === 'overlap';
  return (
    <Text size="sm" component="div">
      <TextLink to={overlap ? `/maintenances/${id}` : `/incidents/${id}`}>{textIn(title)}</TextLink>{' '}
      {overlap ? 'touches the same' : 'is open'} since <Time at={startsAt} show="absolute" />
      {endsAt && (
        <>
          {' '}
          until <Time at={endsAt} show="absolute" />
        </>
      )}
    </Text>
  );
}

export function Windows({ items }: { items: readonly OccurrenceView[] }) {
  return (
    <ol className="plain-list">
      {items.map(({ date, startsAt, endsAt, maintenanceId }) => (
        <li key={date}>
          <Text size="sm" component="div">
            {maintenanceId ? (
              <TextLink to={`/maintenances/${maintenanceId}`}>
                <Time at={startsAt} show="absolute" />
              </TextLink>
            ) : (
              <Time at={startsAt} show="absolute" />
            )}{' '}
            to <Time at={endsAt} show="absolute" />{' '}
            <span className="quiet">· {spanText(Date.parse(endsAt) - Date.parse(startsAt))}</span>
          </Text>
        </li>
      ))}
    </ol>
  );
}
