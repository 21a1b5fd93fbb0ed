/**
 * Watch in Prometheus' words: our own `candor_*`, and the names of blackbox_exporter and Uptime Kuma, so that rules and
 * dashboards that were written for them work.
 */
import type { Monitor, MonitorState } from '@candor/protocol/watch.ts';
import { Gauge, type Registry } from 'prom-client';
import { DAY_MS } from '#lib/duration.ts';
import type { Watch } from './index.ts';

const LABELS = ['monitor_id', 'monitor_name', 'monitor_type'] as const;
const KUMA_LABELS = [...LABELS, 'monitor_url', 'monitor_hostname', 'monitor_port'] as const;

/** Kuma's names for the kinds of monitors that both know. */
const KUMA_TYPES: Record<Monitor['target']['kind'], string> = {
  http: 'http',
  tcp: 'port',
  heartbeat: 'push',
};
const KUMA_STATUS = { up: 1, down: 0, unknown: 2 } as const;
const KUMA_MAINTENANCE = 3;
/** How it writes what a monitor does not have. */
const NONE = 'null';

/** blackbox_exporter's phases of an HTTP probe. */
const BLACKBOX_PHASES: Record<string, string> = {
  dns: 'resolve',
  connect: 'connect',
  tls: 'tls',
  firstByte: 'processing',
};

/** Credentials and queries may be secrets; who scrapes needs to know where, not with what. */
function publicUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function kumaLabels({ id, name, target }: Monitor) {
  const tcp = target.kind === 'tcp' ? target : null;
  return {
    monitor_id: id,
    monitor_name: name,
    monitor_type: KUMA_TYPES[target.kind],
    monitor_url: target.kind === 'http' ? publicUrl(target.url) : NONE,
    monitor_hostname: tcp?.host ?? NONE,
    monitor_port: tcp ? String(tcp.port) : NONE,
  };
}

export function watchMetrics(
  watch: Pick<Watch, 'states' | 'recorder'>,
  registry: Registry,
  /** Whether planned work hides this component's failures now. */
  inMaintenance: (componentId: string) => boolean = () => false,
): void {
  const all: Gauge<string>[] = [];
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]): Gauge<L> => {
    const made = new Gauge({ name, help, labelNames, registers: [] });
    all.push(made as Gauge<string>);
    return made;
  };
  const success = gauge('probe_success', 'Whether the last check was good', LABELS);
  const duration = gauge('probe_duration_seconds', 'How long the last check took', LABELS);
  const lookup = gauge('probe_dns_lookup_time_seconds', 'How long the name took to be found', LABELS);
  const parts = gauge('probe_http_duration_seconds', 'How long the parts of the last check took', [
    ...LABELS,
    'phase',
  ]);
  const status = gauge('probe_http_status_code', 'Status code of the last answer', LABELS);
  const expiry = gauge(
    'probe_ssl_earliest_cert_expiry',
    'When the certificate expires, in Unix seconds',
    LABELS,
  );
  const kumaStatus = gauge(
    'monitor_status',
    'Monitor Status (1 = UP, 0= DOWN, 2= PENDING, 3= MAINTENANCE)',
    KUMA_LABELS,
  );
  const kumaTime = gauge('monitor_response_time', 'Monitor Response Time (ms)', KUMA_LABELS);
  const kumaDays = gauge(
    'monitor_cert_days_remaining',
    'The number of days remaining until the certificate expires',
    KUMA_LABELS,
  );
  const kumaValid = gauge(
    'monitor_cert_is_valid',
    'Is the certificate still valid? (1 = Yes, 0= No)',
    KUMA_LABELS,
  );

  function asKuma(monitor: Monitor, { verdict, silencedBy, last }: MonitorState) {
    const labels = kumaLabels(monitor);
    const hidden = silencedBy !== null || inMaintenance(monitor.componentId);
    kumaStatus.set(labels, hidden ? KUMA_MAINTENANCE : KUMA_STATUS[verdict]);
    if (last?.latencyMs != null) kumaTime.set(labels, last.latencyMs);
    if (!last?.certificateExpiresAt) return;
    const leftMs = Date.parse(last.certificateExpiresAt) - Date.parse(last.at);
    kumaDays.set(labels, Math.floor(leftMs / DAY_MS));
    kumaValid.set(labels, leftMs > 0 && last.failure !== 'tls' ? 1 : 0);
  }

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
        // A monitor that is switched off has no series there.
        if (monitor.enabled) asKuma(monitor, state);
        if (!state.last) continue;
        const { outcome, latencyMs, phases, httpStatus, certificateExpiresAt } = state.last;
        success.set(labels, outcome === 'up' ? 1 : 0);
        if (latencyMs !== null) duration.set(labels, latencyMs / 1_000);
        if (phases.dns !== undefined) lookup.set(labels, phases.dns / 1_000);
        if (monitor.target.kind === 'http')
          for (const [ours, phase] of Object.entries(BLACKBOX_PHASES)) {
            const ms = phases[ours as keyof typeof phases];
            if (ms !== undefined) parts.set({ ...labels, phase }, ms / 1_000);
          }
        if (httpStatus !== null) status.set(labels, httpStatus);
        if (certificateExpiresAt) expiry.set(labels, Math.floor(Date.parse(certificateExpiresAt) / 1_000));
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
