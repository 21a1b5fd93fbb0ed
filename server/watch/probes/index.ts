/** The home of everything that goes out to look: one function from a target to a result. */
import type { MonitorTarget } from '@candor/protocol/watch.ts';
import { probeHttp } from './http.ts';
import type { ProbeContext, ProbeResult } from './probe.ts';
import { probeTcp } from './tcp.ts';

export type { AddressPolicy, ProbeContext, ProbeResult, Resolve } from './probe.ts';
export { createResolve } from './resolve.ts';

export type ProbeTarget = Exclude<MonitorTarget, { kind: 'heartbeat' }>;

export const probe = (target: ProbeTarget, timeoutMs: number, context: ProbeContext): Promise<ProbeResult> =>
  target.kind === 'http' ? probeHttp(target, timeoutMs, context) : probeTcp(target, timeoutMs, context);
