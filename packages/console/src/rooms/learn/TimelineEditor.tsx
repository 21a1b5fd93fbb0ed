/** Section 3: the rows in UTC, each with its evidence. A row that a person adds links to what shows it. */
import type { TimelineKind, TimelineRow } from '@candor/protocol/postmortem.ts';
import { Button, Group, NativeSelect, Stack, Textarea, TextInput, VisuallyHidden } from '@mantine/core';
import { useEditor } from './context.ts';
import { Evidence } from './Evidence.tsx';
import { FindingsHere } from './Findings.tsx';
import { placeId } from './places.ts';

const PATH = 'sections.timeline';
const LABELS: Record<TimelineKind, string> = {
  change: 'change',
  'impact-start': 'impact starts',
  detection: 'detection',
  acknowledgement: 'acknowledgement',
  'first-word': 'first word',
  update: 'update',
  'promise-kept': 'promise kept',
  'promise-missed': 'promise missed',
  mitigation: 'mitigation',
  recovery: 'recovery',
  'all-clear': 'all-clear',
  other: 'other',
};
const KINDS = Object.entries(LABELS).map(([value, label]) => ({ value, label }));

export function TimelineEditor({
  rows,
  startedAt,
  onChange,
}: {
  rows: readonly TimelineRow[];
  startedAt: string;
  onChange: (rows: TimelineRow[]) => void;
}) {
  const { mayEdit } = useEditor();
  const put = (i: number, row: TimelineRow | null) =>
    onChange(rows.flatMap((old, at) => (at === i ? (row ? [row] : []) : [old])));
  const add = () =>
    onChange([
      ...rows,
      { at: rows.at(-1)?.at ?? startedAt, kind: 'other', text: '', evidence: [], link: null },
    ]);
  return (
    <Stack id={placeId(PATH)} component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
      {rows.map((row, i) => (
        <li key={placeId(`${PATH}[${i}]`)} id={placeId(`${PATH}[${i}]`)}>
          <Row row={row} number={i + 1} path={`${PATH}[${i}]`} onChange={(next) => put(i, next)} />
        </li>
      ))}
      <li>
        <FindingsHere path={PATH} exact />
        {mayEdit && (
          <Group gap="xs">
            <Button size="compact-sm" variant="default" onClick={add}>
              Add a row
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onChange(rows.toSorted((a, b) => (a.at < b.at ? -1 : 1)))}
            >
              Sort by time
            </Button>
          </Group>
        )}
      </li>
    </Stack>
  );
}

type RowProps = {
  row: TimelineRow;
  number: number;
  path: string;
  onChange: (row: TimelineRow | null) => void;
};

function Row({ row, number, path, onChange }: RowProps) {
  const { mayEdit } = useEditor();
  const set = (change: Partial<TimelineRow>) => onChange({ ...row, ...change });
  const byHand = row.evidence.length === 0;
  return (
    <Stack gap={4}>
      <Group align="start" gap="xs" wrap="wrap">
        {byHand ? (
          <TextInput
            id={placeId(`${path}.at`)}
            aria-label={`Row ${number}, time in UTC`}
            type="datetime-local"
            step={1}
            w={240}
            value={row.at.slice(0, 19)}
            readOnly={!mayEdit}
            onChange={({ currentTarget: { value } }) => value && set({ at: instantOf(value) })}
          />
        ) : (
          // What was recorded has its time; only rows that a person adds are given one.
          <time dateTime={row.at} title={row.at} style={{ width: '5.5rem', paddingBlockStart: '0.5rem' }}>
            {row.at.slice(11, 19)}
          </time>
        )}
        <NativeSelect
          aria-label={`Row ${number}, kind`}
          w={160}
          data={KINDS}
          value={row.kind}
          disabled={!mayEdit}
          onChange={({ currentTarget }) => set({ kind: currentTarget.value as TimelineKind })}
        />
        <Textarea
          aria-label={`Row ${number}, what happened`}
          autosize
          minRows={1}
          flex="1 1 14rem"
          value={row.text}
          readOnly={!mayEdit}
          onChange={({ currentTarget }) => set({ text: currentTarget.value })}
        />
      </Group>
      <Group gap="xs" justify="space-between">
        {byHand ? (
          <TextInput
            size="xs"
            flex="1 1 16rem"
            aria-label={`Row ${number}, link to its evidence`}
            placeholder="https:// link to the commit, graph or message that shows it"
            value={row.link ?? ''}
            readOnly={!mayEdit}
            onChange={({ currentTarget }) => set({ link: currentTarget.value || null })}
          />
        ) : (
          <Evidence ids={row.evidence} />
        )}
        {mayEdit && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange(null)}>
            Take out<VisuallyHidden> row {number}</VisuallyHidden>
          </Button>
        )}
      </Group>
      <FindingsHere path={path} />
    </Stack>
  );
}

/** `2026-11-24T10:00` or with seconds, read as UTC, as an instant. */
const instantOf = (local: string) => `${local.length === 16 ? `${local}:00` : local.slice(0, 19)}.000Z`;
