/** Every message that Candor may send, in every language: whose words speak in each cell of one tone and segment. */
import type { Template, TemplateMatrix } from '@candor/protocol/words.ts';
import { Button, Group, NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { type KeyboardEvent, useRef } from 'react';
import { get, type Listed } from '../../api.ts';
import { useRemembered } from '../../lib/remember.ts';
import { useGet } from '../../query.ts';
import { localeName } from '../../ui/LocalizedField.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { RoomLink } from '../../ui/RoomLink.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Import } from './Import.tsx';
import { type Cell, cellPath, SLOTS, type Slot, slotKey, stateOf, TONES } from './kinds.ts';

export default function Templates() {
  const [tone, setTone] = useRemembered('template-tone', 'plain');
  const [segment, setSegment] = useRemembered('template-segment', '');
  const matrix = useGet<TemplateMatrix>('/words/matrix', { locale: 'en', ...(segment ? { segment } : {}) });
  return (
    <div className="page">
      <PageTitle
        title="Templates"
        lead="The shipped words pass every rule. Yours take their place, message by message, and every version is kept."
      >
        <Group gap="xs">
          <Button component="a" href="/api/v1/templates/export" download variant="default">
            Export yours
          </Button>
          <Import />
        </Group>
      </PageTitle>
      <Group mb="md" align="end">
        <SegmentedControl
          aria-label="Tone"
          value={tone}
          onChange={setTone}
          data={TONES.map((value) => ({ value, label: value }))}
        />
        <NativeSelect
          label="For"
          value={segment}
          onChange={(event) => setSegment(event.currentTarget.value)}
          data={[
            { value: '', label: 'everybody' },
            ...(matrix.data?.segments ?? (segment ? [segment] : [])).map((each) => ({
              value: each,
              label: each,
            })),
          ]}
        />
      </Group>
      <Loaded of={matrix}>
        {({ locales }) => <Grid locales={locales} tone={tone} segment={segment || null} />}
      </Loaded>
    </div>
  );
}

function labelOf(cell: Cell, place: Place, own: readonly Template[]): string {
  const state = stateOf(cell, place);
  if (state === 'own') return `yours, v${own.find(({ id }) => id === cell.templateId)?.version ?? 1}`;
  if (state === 'shipped') return 'shipped';
  const { answered, from, tone } = cell;
  const where = [
    ...(answered.locale === place.locale ? [] : [localeName(answered.locale)]),
    ...(answered.tone === tone ? [] : [answered.tone]),
    ...(answered.segment === place.segment ? [] : ['for everybody']),
  ];
  return `${from === 'own' ? 'yours' : 'shipped'}: ${where.join(', ')}`;
}

type Place = { locale: string; segment: string | null };

/** Arrows walk from cell to cell, as in a spreadsheet. */
function Grid({
  locales,
  tone,
  segment,
}: {
  locales: readonly string[];
  tone: string;
  segment: string | null;
}) {
  const table = useRef<HTMLTableElement>(null);
  const own = useGet<Listed<Template>>('/templates').data?.items ?? [];
  const columns = useQueries({
    queries: locales.map((locale) => {
      const asked = { locale, ...(segment ? { segment } : {}) };
      return {
        queryKey: ['/words/matrix', asked],
        queryFn: () => get<TemplateMatrix>('/words/matrix', asked),
      };
    }),
  });
  const cellFor = (slot: Slot, column: number) =>
    columns[column]?.data?.items.find(
      (cell) => cell.kind === slot.kind && cell.phase === slot.phase && cell.tone === tone,
    );
  const walk = (event: KeyboardEvent) => {
    const here = (event.target as HTMLElement).closest('[data-at]')?.getAttribute('data-at');
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!here || !step) return;
    const [row = 0, column = 0] = here.split(' ').map(Number);
    const next = table.current?.querySelector<HTMLElement>(
      `[data-at="${row + (step[0] ?? 0)} ${column + (step[1] ?? 0)}"]`,
    );
    if (!next) return;
    event.preventDefault();
    next.querySelector('a')?.focus();
  };
  return (
    <>
      <Text size="sm" className="quiet" mb="xs">
        Arrow keys walk from cell to cell, Enter opens one. What has no words of its own says whose words
        stand in.
      </Text>
      <div className="scroll">
        <table className="list matrix" ref={table} onKeyDown={walk}>
          <caption className="vh">
            Templates in the tone “{tone}” for {segment ?? 'everybody'}
          </caption>
          <thead>
            <tr>
              <th scope="col">Message</th>
              {locales.map((locale) => (
                <th scope="col" key={locale}>
                  {localeName(locale)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {SLOTS.map((slot, row) => (
              <tr key={slotKey(slot)}>
                <th scope="row">
                  {slot.label}
                  <Text size="xs" className="quiet wide" component="span" display="block" fw={400}>
                    {slot.when}
                  </Text>
                </th>
                {locales.map((locale, column) => {
                  const cell = cellFor(slot, column);
                  const label = cell && labelOf(cell, { locale, segment }, own);
                  return (
                    <td
                      key={locale}
                      data-at={`${row} ${column}`}
                      data-state={cell && stateOf(cell, { locale, segment })}
                    >
                      {cell && (
                        <RoomLink
                          to={cellPath(slot, { tone, locale, segment })}
                          title={cell.because}
                          aria-label={`${slot.label}, ${localeName(locale)}: ${label}`}
                        >
                          {label}
                        </RoomLink>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
