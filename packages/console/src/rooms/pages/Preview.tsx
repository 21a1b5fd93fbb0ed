/** The page as it would be, in the widths of a desk and a phone, before anything is saved. */
import type { Page } from '@candor/protocol/catalog.ts';
import type { AccentFinding } from '@candor/protocol/pages.ts';
import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { ProblemAlert } from '../../ui/states.tsx';

const SETTLED_MS = 500;
const WIDTHS = { desk: 1280, phone: 390 } as const;
const HEIGHT = 720;

export function Preview({ page, draft }: { page: Page; draft: object }) {
  const [width, setWidth] = useState<keyof typeof WIDTHS>('desk');
  const [room, setRoom] = useState(640);
  const look = useSend(
    (body: object) => post<{ url: string; accent: AccentFinding[] }>(`/pages/${page.id}/preview`, body),
    { touches: [] },
  );
  const text = JSON.stringify({ draft, locale: page.locales[0] ?? 'en' });
  const { mutate } = look;
  useEffect(() => {
    const timer = setTimeout(() => mutate(JSON.parse(text) as object), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text, mutate]);
  const wide = WIDTHS[width];
  const scale = Math.min(1, room / wide);
  return (
    <Stack
      gap="xs"
      ref={(element) => {
        if (element) setRoom(element.clientWidth);
      }}
    >
      <Group justify="space-between">
        <Text fw={600} size="sm">
          Preview, not saved
        </Text>
        <SegmentedControl
          size="xs"
          aria-label="Width of the preview"
          value={width}
          onChange={(value) => setWidth(value as keyof typeof WIDTHS)}
          data={[
            { value: 'desk', label: 'Desk, 1280' },
            { value: 'phone', label: 'Phone, 390' },
          ]}
        />
      </Group>
      <ProblemAlert problem={look.error} />
      {look.data?.accent.map(({ theme, wanted, used, wantedContrast, usedContrast }) => (
        <Text key={theme} size="sm" className="quiet">
          {theme === 'light' ? 'Light' : 'Dark'}: {wanted} has a contrast of {wantedContrast} : 1
          {used === wanted ? ', which can be read.' : `; ${used} is used instead, with ${usedContrast} : 1.`}
        </Text>
      ))}
      {look.data && (
        <div
          style={{
            height: HEIGHT * scale,
            width: wide * scale,
            overflow: 'hidden',
            border: '1px solid var(--mantine-color-default-border)',
            borderRadius: 8,
          }}
        >
          <iframe
            title={`Preview of ${page.name}`}
            src={look.data.url}
            sandbox=""
            style={{
              width: wide,
              height: HEIGHT,
              border: 0,
              transform: `scale(${scale})`,
              transformOrigin: '0 0',
            }}
          />
        </div>
      )}
    </Stack>
  );
}
