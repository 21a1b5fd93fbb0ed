/** The command palette: every page, every open incident and every monitor, found by typing. Ctrl-K, ⌘K or `/`. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { MonitorWithState } from '@candor/protocol/watch.ts';
import { Kbd, Modal, ScrollArea, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Listed } from '../api.ts';
import { useGet } from '../query.ts';
import { rooms } from '../rooms/index.ts';
import { useMay } from '../session.ts';
import { textIn } from '../ui/LocalizedField.tsx';
import { PLACES } from './places.tsx';

type Command = { label: string; hint: string; words: string; run: () => void };

export function Palette({
  opened,
  close,
  commands,
}: {
  opened: boolean;
  close: () => void;
  commands: readonly Command[];
}) {
  return (
    <Modal.Root
      opened={opened}
      onClose={close}
      padding="sm"
      size="lg"
      // It goes at once: a letter that is pressed while it fades would be nobody's.
      transitionProps={{ duration: 80, exitDuration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.45} blur={2} />
      <Modal.Content aria-label="Command palette">
        <Modal.Body>{opened && <Search close={close} commands={commands} />}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function useCommands(extra: readonly Command[]): Command[] {
  const navigate = useNavigate();
  const may = useMay();
  const incidents = useGet<Listed<IncidentView>>(may('respond:read') ? '/incidents' : null, { limit: 30 });
  const monitors = useGet<Listed<MonitorWithState>>(may('watch:read') ? '/monitors' : null, { limit: 200 });
  const go = (to: string) => () => void navigate({ to });
  return [
    ...(incidents.data?.items ?? [])
      .filter(({ resolvedAt }) => resolvedAt === null)
      .map((each) => ({
        label: textIn(each.title),
        hint: 'Open incident',
        words: each.id,
        run: go(`/incidents/${each.id}`),
      })),
    ...rooms.flatMap(({ path, title, nav, place, scope }) =>
      nav && (!scope || may(scope))
        ? [{ label: title, hint: PLACES[place].label, words: nav.words ?? '', run: go(path) }]
        : [],
    ),
    ...extra,
    ...(monitors.data?.items ?? []).map((each) => ({
      label: each.name,
      hint: 'Monitor',
      words: `${each.id} ${each.target.kind}`,
      run: go(`/monitors/${each.id}`),
    })),
    ...(incidents.data?.items ?? [])
      .filter(({ resolvedAt }) => resolvedAt !== null)
      .map((each) => ({
        label: textIn(each.title),
        hint: 'Past incident',
        words: each.id,
        run: go(`/incidents/${each.id}`),
      })),
  ];
}

function Search({ close, commands }: { close: () => void; commands: readonly Command[] }) {
  const all = useCommands(commands);
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all
    .filter(({ label, hint, words: more }) => {
      const text = `${label} ${hint} ${more}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .slice(0, 12);
  const index = Math.min(at, Math.max(0, found.length - 1));
  const run = (command: Command | undefined) => {
    if (!command) return;
    close();
    command.run();
  };
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found.length > 0 ? `palette-${index}` : undefined}
        aria-label="Go to a page, an incident or a monitor"
        placeholder="Go to …"
        size="md"
        value={wanted}
        onChange={(event) => {
          setWanted(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') run(found[index]);
          else if (event.key === 'ArrowDown') setAt((index + 1) % Math.max(1, found.length));
          else if (event.key === 'ArrowUp') setAt((index - 1 + found.length) % Math.max(1, found.length));
          else return;
          event.preventDefault();
        }}
        rightSection={<Kbd size="xs">Esc</Kbd>}
        rightSectionWidth={52}
      />
      <ScrollArea.Autosize mah="50vh" mt="xs">
        <div id="palette-list" role="listbox" aria-label="Found">
          {found.map((command, i) => (
            <UnstyledButton
              key={`${command.hint} ${command.label} ${command.words}`}
              id={`palette-${i}`}
              role="option"
              aria-selected={i === index}
              tabIndex={-1}
              className="palette-option"
              onMouseMove={() => setAt(i)}
              onClick={() => run(command)}
            >
              <span>{command.label}</span>
              <Text span size="sm" className="quiet">
                {command.hint}
              </Text>
            </UnstyledButton>
          ))}
        </div>
        {found.length === 0 && (
          <Text className="quiet" p="sm" role="status">
            Nothing is called “{wanted}”.
          </Text>
        )}
      </ScrollArea.Autosize>
    </>
  );
}
