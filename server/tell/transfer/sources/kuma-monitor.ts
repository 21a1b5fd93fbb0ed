/** One monitor of Uptime Kuma as one of ours, or the reason why there is none. Pure. */
import {
  Assertion,
  type MonitorHeader,
  type MonitorInput,
  type MonitorTarget,
} from '@candor/protocol/watch.ts';
import type { z } from 'zod';

export type Row = Record<string, unknown>;
export const text = (row: Row, name: string): string | null => {
  const value = row[name];
  return value === null || value === undefined || value === '' ? null : String(value);
};
export const number = (row: Row, name: string, otherwise = 0): number => {
  const value = Number(row[name] ?? otherwise);
  return Number.isFinite(value) ? value : otherwise;
};
export const flag = (row: Row, name: string): boolean => number(row, name) === 1;

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const within = (low: number, value: number, high: number) => Math.min(high, Math.max(low, Math.round(value)));

type Made = Omit<z.input<typeof MonitorInput>, 'componentId'>;

export function kumaMonitor(row: Row): Made | string {
  const target = targetOf(row);
  if (typeof target === 'string') return target;
  const interval = within(1, number(row, 'interval', 60), 86_400);
  const retry = number(row, 'retry_interval');
  const timeout = number(row, 'timeout');
  return {
    name: text(row, 'name')?.slice(0, 200) ?? `Monitor ${row['id']}`,
    target,
    intervalSeconds: interval,
    // Kuma's own rule where none was set.
    timeoutMs: within(100, (timeout > 0 ? timeout : interval * 0.8) * 1_000, 120_000),
    confirmations: within(1, number(row, 'maxretries') + 1, 20),
    recheckMs: within(100, (retry > 0 ? retry : 2) * 1_000, 600_000),
    enabled: flag(row, 'active'),
  };
}

function targetOf(row: Row): z.input<typeof MonitorTarget> | string {
  const type = text(row, 'type') ?? 'http';
  if (flag(row, 'upside_down')) return 'it is good when it fails ("upside down"), which no monitor here is';
  if (type === 'port') {
    const [host, port] = [text(row, 'hostname'), number(row, 'port')];
    return host && port > 0 && port < 65_536 ? { kind: 'tcp', host, port } : 'it has no host and port';
  }
  if (type === 'push')
    return 'the job that it waits for calls an address of Uptime Kuma; make a heartbeat here and give the job its address';
  if (type !== 'http' && type !== 'keyword' && type !== 'json-query')
    return `there is no check of the kind "${type}" here`;
  const url = text(row, 'url');
  if (!url || !/^https?:\/\//.test(url) || !URL.canParse(url)) return 'it has no http address';
  if (text(row, 'auth_method') && !['basic', 'null'].includes(text(row, 'auth_method') ?? ''))
    return `it signs in by "${text(row, 'auth_method')}", which no monitor here does`;
  const assertions = assertionsOf(row, type);
  if (typeof assertions === 'string') return assertions;
  const headers = headersOf(row);
  if (typeof headers === 'string') return headers;
  return {
    kind: 'http',
    url,
    method: METHODS.find((each) => each === (text(row, 'method') ?? 'GET').toUpperCase()) ?? 'GET',
    headers,
    body: text(row, 'body')?.slice(0, 64_000) ?? null,
    assertions,
    maxRedirects: within(0, number(row, 'maxredirects', 10), 20),
    verifyTls: !flag(row, 'ignore_tls'),
  };
}

function assertionsOf(row: Row, type: string): z.input<typeof Assertion>[] | string {
  const codes = parsed(text(row, 'accepted_statuscodes_json') ?? '["200-299"]');
  const made: z.input<typeof Assertion>[] = [];
  if (Array.isArray(codes) && codes.length > 0)
    made.push({ type: 'status', oneOf: codes.slice(0, 20).map(String) });
  const keyword = text(row, 'keyword');
  if (type === 'keyword' && keyword)
    made.push({
      type: 'body',
      operator: flag(row, 'invert_keyword') ? 'not_contains' : 'contains',
      text: keyword,
    });
  if (type === 'json-query')
    made.push({
      type: 'json',
      path: text(row, 'json_path') ?? '$',
      equals: text(row, 'expected_value') ?? '',
    });
  return made.every((assertion) => Assertion.safeParse(assertion).success)
    ? made
    : 'what it expects of the answer cannot be said here';
}

/** Whatever is in a header or a password may be a secret, and is kept as one. */
function headersOf(row: Row): MonitorHeader[] | string {
  const given = parsed(text(row, 'headers') ?? '{}');
  if (typeof given !== 'object' || given === null) return 'its headers are not readable';
  const headers = Object.entries(given).map(([name, value]) => ({
    name,
    value: String(value),
    secret: true,
  }));
  const user = text(row, 'basic_auth_user');
  if (user)
    headers.push({
      name: 'Authorization',
      value: `Basic ${Buffer.from(`${user}:${text(row, 'basic_auth_pass') ?? ''}`).toString('base64')}`,
      secret: true,
    });
  return headers;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
