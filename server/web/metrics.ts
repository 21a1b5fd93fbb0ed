/**
 * The figures of this process in Prometheus' format. Rooms add theirs to the same registry. The hot paths count in
 * plain numbers that are read when somebody asks, so that counting costs them nothing.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Hub } from './live/hub.ts';

export type HotCounts = { shelf: number; console: number };

export function createMetrics({ hub, hot }: { hub: Hub; hot: HotCounts }) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Gauges that end like counters: promtool refuses them, and each stands beside its parts under another name.
  for (const what of ['handles', 'requests', 'resources'])
    registry.removeSingleMetric(`nodejs_active_${what}_total`);
  const requests = new Histogram({
    name: 'candor_http_request_duration_seconds',
    help: 'Time to answer requests of the API, by route',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  let shelfSeen = 0;
  let consoleSeen = 0;
  new Counter({
    name: 'candor_http_prepared_answers_total',
    help: 'Requests answered from prepared bytes, by kind',
    labelNames: ['kind'] as const,
    registers: [registry],
    collect() {
      this.inc({ kind: 'page' }, hot.shelf - shelfSeen);
      this.inc({ kind: 'console' }, hot.console - consoleSeen);
      shelfSeen = hot.shelf;
      consoleSeen = hot.console;
    },
  });
  new Gauge({
    name: 'candor_live_readers',
    help: 'Open live streams',
    registers: [registry],
    collect() {
      this.set(hub.total());
    },
  });
  let droppedSeen = 0;
  new Counter({
    name: 'candor_live_readers_dropped_total',
    help: 'Live streams ended because their reader did not read',
    registers: [registry],
    collect() {
      this.inc(hub.dropped() - droppedSeen);
      droppedSeen = hub.dropped();
    },
  });
  return { registry, requests };
}
