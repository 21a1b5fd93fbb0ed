/** Watch in Prometheus' words: our own `candor_*`, and blackbox_exporter's names, so that existing rules work. */
import { Gauge, type Registry } from 'prom-client';
import type { Watch } from './index.ts';

const LABELS = ['monitor_id', 'monitor_name', 'monitor_type'] as const;

export function watchMetrics(watch: Pick<Watch, 'states' | 'recorder'>, registry: Registry): void {
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge({ name, help, labelNames: [...LABELS, ...labelNames], registers: [] });
  const success = gauge('probe_success', 'Whether the last check was good', []);
  const duration = gauge('probe_duration_seconds', 'How long the parts of the last check took', ['phase']);
  const status = gauge('probe_http_status_code', 'Status code of the last answer', []);
  const expiry = gauge('probe_ssl_earliest_cert_expiry', 'When the certificate expires, in Unix seconds', []);
  const all = [success, duration, status, expiry];

  new Gauge({
    name: 'candor_monitor_up',
    help: 'The confirmed verdict: 1 up, 0 down, -1 unknown',
    labelNames: [...LABELS],
    registers: [registry],
    // One pass fills every gauge of this file; what is gone since the last scrape is gone from all of them.
    collect() {
      this.reset();
      for (const each of all) each.reset();
      for (const { monitor, state } of watch.states()) {
        const labels = {
          monitor_id: monitor.id,
          monitor_name: monitor.name,
          monitor_type: monitor.target.kind,
        };
        this.set(labels, state.verdict === 'up' ? 1 : state.verdict === 'down' ? 0 : -1);
        if (!state.last) continue;
        success.set(labels, state.last.outcome === 'up' ? 1 : 0);
        for (const [phase, ms] of Object.entries(state.last.phases))
          duration.set({ ...labels, phase }, ms / 1_000);
        if (state.last.httpStatus !== null) status.set(labels, state.last.httpStatus);
        if (state.last.certificateExpiresAt)
          expiry.set(labels, Math.floor(Date.parse(state.last.certificateExpiresAt) / 1_000));
      }
    },
  });

  // After the gauge that fills them: a registry asks its metrics in the order in which they were registered.
  for (const each of all) registry.registerMetric(each);

  new Gauge({
    name: 'candor_watch_waiting',
    help: 'Samples and facts that wait to be written, and samples given up while the database was gone',
    labelNames: ['what'],
    registers: [registry],
    collect() {
      for (const [what, count] of Object.entries(watch.recorder())) this.set({ what }, count);
    },
  });
}
