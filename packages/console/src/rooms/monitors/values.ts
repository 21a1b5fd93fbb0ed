/** The form's values, and the way to and from what the API takes. Pure. */
import type {
  Assertion,
  MonitorHeader,
  MonitorInput,
  MonitorTarget,
  MonitorWithState,
} from '@candor/protocol/watch.ts';
import type { Severity } from '@candor/protocol/words-of-state.ts';

export type Values = {
  kind: MonitorTarget['kind'];
  name: string;
  componentId: string;
  statusWhenDown: NonNullable<MonitorInput['statusWhenDown']>;
  intervalSeconds: number;
  timeoutMs: number;
  confirmations: number;
  recoverConfirmations: number;
  recheckMs: number;
  opensIncident: string;
  url: string;
  method: string;
  body: string;
  headers: MonitorHeader[];
  assertions: Assertion[];
  maxRedirects: number;
  verifyTls: boolean;
  certificateDays: number;
  host: string;
  port: number;
  send: string;
  expect: string;
  periodSeconds: number;
  graceSeconds: number;
};

export const NEW: Values = {
  kind: 'http',
  name: '',
  componentId: '',
  statusWhenDown: 'major_outage',
  intervalSeconds: 30,
  timeoutMs: 10_000,
  confirmations: 3,
  recoverConfirmations: 2,
  recheckMs: 2_000,
  opensIncident: '2',
  url: '',
  method: 'GET',
  body: '',
  headers: [],
  assertions: [],
  maxRedirects: 5,
  verifyTls: true,
  certificateDays: 0,
  host: '',
  port: 443,
  send: '',
  expect: '',
  periodSeconds: 3_600,
  graceSeconds: 300,
};

export function valuesOf({ target, opensIncident, ...monitor }: MonitorWithState): Values {
  const texts = Object.fromEntries(Object.entries(target).map(([name, value]) => [name, value ?? '']));
  const own = Object.fromEntries(Object.entries(monitor).filter(([name]) => name in NEW));
  return {
    ...NEW,
    ...own,
    ...texts,
    opensIncident: opensIncident === null ? '' : String(opensIncident ?? 2),
  };
}

function targetOf(values: Values): MonitorTarget {
  if (values.kind === 'tcp')
    return {
      kind: 'tcp',
      host: values.host.trim(),
      port: values.port,
      send: values.send || null,
      expect: values.expect || null,
    };
  if (values.kind === 'heartbeat')
    return { kind: 'heartbeat', periodSeconds: values.periodSeconds, graceSeconds: values.graceSeconds };
  const { method, headers, assertions, maxRedirects, verifyTls, certificateDays } = values;
  return {
    kind: 'http',
    url: values.url.trim(),
    method: method as Extract<MonitorTarget, { kind: 'http' }>['method'],
    headers,
    body: values.body || null,
    assertions,
    maxRedirects,
    verifyTls,
    certificateDays,
  };
}

export const inputOf = (values: Values): MonitorInput => ({
  name: values.name.trim(),
  componentId: values.componentId,
  target: targetOf(values),
  statusWhenDown: values.statusWhenDown,
  intervalSeconds: values.intervalSeconds,
  timeoutMs: values.timeoutMs,
  confirmations: values.confirmations,
  recoverConfirmations: values.recoverConfirmations,
  recheckMs: values.recheckMs,
  opensIncident: values.opensIncident ? (Number(values.opensIncident) as Severity) : null,
});
