/** What a monitor looks at, in words. */
import type { Assertion, MonitorTarget, Phases } from '@candor/protocol/watch.ts';

export const KINDS: Record<MonitorTarget['kind'], string> = {
  http: 'HTTP',
  tcp: 'TCP',
  heartbeat: 'Heartbeat',
};

export function addressOfTarget(target: MonitorTarget): string {
  if (target.kind === 'http') return `${target.method} ${target.url}`;
  if (target.kind === 'tcp') return `${target.host}:${target.port}`;
  return `a sign of life every ${target.periodSeconds} s, ${target.graceSeconds} s late at most`;
}

export const milliseconds = (ms: number | null | undefined): string =>
  ms === null || ms === undefined
    ? '–'
    : ms > 0 && ms < 10
      ? `${ms.toFixed(1)} ms`
      : `${Math.round(ms).toLocaleString('en')} ms`;

export function assertionText(assertion: Assertion): string {
  switch (assertion.type) {
    case 'status':
      return `answers ${assertion.oneOf.join(' or ')}`;
    case 'body':
      return `its text ${assertion.operator === 'contains' ? 'holds' : 'does not hold'} “${assertion.text}”`;
    case 'header':
      return assertion.operator === 'exists'
        ? `has a header ${assertion.name}`
        : `header ${assertion.name} ${assertion.operator} “${assertion.value}”`;
    case 'json':
      return `${assertion.path} is ${JSON.stringify(assertion.equals)}`;
    case 'responseTime':
      return `answers within ${milliseconds(assertion.belowMs)}`;
  }
}

const PHASES: readonly [keyof Phases, string][] = [
  ['dns', 'name'],
  ['connect', 'connection'],
  ['tls', 'TLS'],
  ['firstByte', 'first byte'],
];
export const phasesText = (phases: Phases): string =>
  PHASES.flatMap(([name, label]) => {
    const ms = phases[name];
    return ms === undefined ? [] : [`${label} ${milliseconds(ms)}`];
  }).join(', ');
