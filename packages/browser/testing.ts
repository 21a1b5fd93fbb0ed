/** A world for tests: a clock moved by hand, storage in memory, and a network that is a function. */
import type { Env } from './env.ts';
import { guarded } from './env.ts';
import type { StatusView } from './status.ts';

export function handEnv(answer: (url: string, init?: RequestInit) => Response | Promise<Response>) {
  const kept = new Map<string, string>();
  let now = Date.parse('2026-01-02T03:00:00.000Z');
  const calls: { url: string; init: RequestInit | undefined }[] = [];
  const env: Env = {
    nowMs: () => now,
    random: () => 0,
    fetch: async (url, init) => {
      calls.push({ url, init });
      return answer(url, init);
    },
    store: guarded(() => ({
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    })),
  };
  return {
    env,
    calls,
    kept,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

export const viewWith = (fields: Partial<StatusView> = {}): StatusView => ({
  version: 1,
  madeAt: '2026-01-02T03:00:00.000Z',
  validUntil: '2026-01-02T03:05:00.000Z',
  components: [{ id: 'cmp_api', status: 'operational' }],
  incidents: [],
  ...fields,
});

export const incidentWith = (text = 'We are looking into it.'): StatusView['incidents'][number] => ({
  id: 'inc_1',
  title: { en: 'Orders fail', de: 'Bestellungen schlagen fehl' },
  phase: 'investigating',
  severity: 1,
  nextUpdateBy: '2026-01-02T03:10:00.000Z',
  components: [{ componentId: 'cmp_api', status: 'major_outage' }],
  updates: [
    {
      id: 'upd_1',
      phase: 'investigating',
      at: '2026-01-02T03:00:00.000Z',
      text: { en: text },
      origin: 'person',
      nextUpdateBy: '2026-01-02T03:10:00.000Z',
      components: [],
      corrections: [],
    },
  ],
});
