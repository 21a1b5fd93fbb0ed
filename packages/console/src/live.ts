/**
 * Follows /api/v1/live and has the cache read again what an event touches. The stream carries no content: what changed
 * is read from the API with the viewer's own rights. After a gap everything is read again, because events may be lost.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { refresh } from './query.ts';

/** Which addresses a fact makes out of date, by the beginning of its kind. */
const TOUCHED: readonly [kind: RegExp, paths: readonly string[]][] = [
  [/^monitor\./, ['/monitors', '/components']],
  [/^component\./, ['/components']],
  [/^postmortem\./, ['/postmortems', '/incidents']],
  [/^action\./, ['/actions', '/postmortems', '/incidents']],
  [/^credits\./, ['/credits', '/contracts', '/statements']],
  [/^survey\.|^trust\./, ['/surveys', '/trust', '/attributions', '/incidents']],
  [/./, ['/incidents', '/promises', '/maintenances', '/drafts', '/challenges']],
];

export type LiveState = 'connecting' | 'live' | 'interrupted';

/** Events come in bursts; the cache is refreshed once for each burst. */
const BURST_MS = 120;
const AGAIN_MS = 5_000;

export function useLive(enabled: boolean): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    if (!enabled) return;
    const touched = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gap = false;
    const touch = (paths: readonly string[]) => {
      for (const path of paths) touched.add(path);
      timer ??= setTimeout(() => {
        timer = undefined;
        const now = [...touched];
        touched.clear();
        void refresh(client, now);
      }, BURST_MS);
    };
    let stream: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      const opened = new EventSource('/api/v1/live');
      stream = opened;
      opened.addEventListener('open', () => {
        setState('live');
        if (gap) void client.invalidateQueries();
        gap = false;
      });
      opened.addEventListener('error', () => {
        gap = true;
        setState('interrupted');
        // A server that answers with an error ends the stream for good; the browser retries only lost connections.
        if (opened.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
      });
      opened.addEventListener('fact', (event) => {
        const { kind } = JSON.parse(event.data) as { kind: string };
        touch(TOUCHED.find(([pattern]) => pattern.test(kind))?.[1] ?? []);
      });
      opened.addEventListener('reports', () => touch(['/reports']));
      opened.addEventListener('deliveries', () => touch(['/deliveries', '/carriers']));
    };
    open();
    return () => {
      clearTimeout(timer);
      clearTimeout(again);
      stream.close();
    };
  }, [client, enabled]);

  return state;
}
