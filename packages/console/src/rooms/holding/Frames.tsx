/** Holding pages as they are, live, in frames that run nothing: at the width of a phone, of a desk, or both. */
import type { HoldingKind, HoldingPreview, HoldingSetInput } from '@candor/protocol/holding.ts';
import { useEffect, useState } from 'react';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { ProblemAlert } from '../../ui/states.tsx';

const SETTLED_MS = 500;
const WIDTHS = { desk: 1280, phone: 390 } as const;
const HEIGHTS = { desk: 860, phone: 760 } as const;

/** What a set would show, asked again when it has not changed for a moment. */
export function usePreview(set: HoldingSetInput, kind: HoldingKind) {
  const look = useSend(
    (body: { set: HoldingSetInput; kind: HoldingKind }) =>
      post<HoldingPreview>('/holding-sets/previews', body),
    { touches: [] },
  );
  const text = JSON.stringify({ set, kind });
  const { mutate } = look;
  useEffect(() => {
    const timer = setTimeout(
      () => mutate(JSON.parse(text) as { set: HoldingSetInput; kind: HoldingKind }),
      SETTLED_MS,
    );
    return () => clearTimeout(timer);
  }, [text, mutate]);
  return look;
}

export function Frame({ url, title, size }: { url: string; title: string; size: keyof typeof WIDTHS }) {
  const [room, setRoom] = useState(size === 'phone' ? 260 : 560);
  const wide = WIDTHS[size];
  const scale = Math.min(1, room / wide);
  return (
    <div
      ref={(element) => {
        if (element && element.clientWidth > 0) setRoom(element.clientWidth);
      }}
      style={{ flex: size === 'phone' ? '1 1 12rem' : '3 1 24rem', minWidth: 0 }}
    >
      <div
        style={{
          width: wide * scale,
          height: HEIGHTS[size] * scale,
          overflow: 'hidden',
          border: '1px solid var(--mantine-color-default-border)',
          borderRadius: 8,
        }}
      >
        <iframe
          title={`${title}, ${size === 'phone' ? 'on a phone' : 'on a desk'}`}
          src={url}
          sandbox=""
          loading="lazy"
          style={{
            width: wide,
            height: HEIGHTS[size],
            border: 0,
            transform: `scale(${scale})`,
            transformOrigin: '0 0',
          }}
        />
      </div>
    </div>
  );
}

export function Frames({ look, title }: { look: ReturnType<typeof usePreview>; title: string }) {
  return (
    // The room is kept while they are drawn, so that nothing below moves from under a hand.
    <div style={look.data || look.error ? {} : { minHeight: '32rem' }}>
      <ProblemAlert problem={look.error?.code === 'words.blocked' ? null : look.error} />
      {look.data && (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.75rem', alignItems: 'flex-start' }}>
          <Frame url={look.data.url} title={title} size="desk" />
          <Frame url={look.data.url} title={title} size="phone" />
        </div>
      )}
    </div>
  );
}
