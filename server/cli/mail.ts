/** `candor mail check`: whether mail would arrive, as a running Candor sees it. Exits 1 when something is wrong. */
import type { MailReadiness } from '@candor/protocol/mail-readiness.ts';
import { buildCommand, buildRouteMap, type CommandContext } from '@stricli/core';
import { createApiClient } from './api-client.ts';
import { Complaint } from './complaint.ts';

const SIGNS = { ok: 'ok     ', warn: 'warn   ', fail: 'FAIL   ', unknown: 'unknown' };

const check = buildCommand({
  docs: { brief: 'Check the sender, DNS, the relay and the way back' },
  parameters: {
    flags: {
      url: {
        kind: 'parsed',
        parse: String,
        brief: 'Address of Candor; CANDOR_URL when left out',
        optional: true,
      },
      json: { kind: 'boolean', brief: 'Print what was found as JSON', default: false },
    },
  },
  async func(this: CommandContext, { url, json }: { url?: string; json: boolean }) {
    const env = (this.process as { env?: Record<string, string | undefined> }).env ?? process.env;
    const token = env['CANDOR_TOKEN'];
    if (!token)
      throw new Complaint(
        'CANDOR_TOKEN is not set. Make a token in the console under Settings, Tokens, with carriers:read.',
        { exitCode: 2 },
      );
    const api = createApiClient(url ?? env['CANDOR_URL'] ?? 'http://127.0.0.1:3000', token, [
      'carriers:read',
    ]);
    const found = (await api('GET', '/api/v1/mail-readiness')) as MailReadiness;
    const { stdout } = this.process;
    if (json) stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    else for (const line of linesOf(found)) stdout.write(`${line}\n`);
    const wrong = found.findings.filter(({ state }) => state === 'fail').length;
    if (wrong > 0)
      throw new Complaint(
        `${wrong} ${wrong === 1 ? 'thing has' : 'things have'} to be mended before an outage needs mail.`,
      );
  },
});

function linesOf({ findings, warmUp }: MailReadiness): string[] {
  return [
    ...findings.flatMap(({ state, what, evidence, todo, record }) => [
      `${SIGNS[state]}  ${what}: ${evidence}`,
      ...(todo ? [`         ${todo}`] : []),
      ...(record
        ? [
            `         ${record.name} ${record.type} ${record.type === 'TXT' ? `"${record.value}"` : record.value}`,
          ]
        : []),
    ]),
    `\nWarm-up: ${warmUp.advice}`,
    ...warmUp.plan.map(({ day, letters }) => `  day ${day}: ${letters} letters`),
  ];
}

export const mail = buildRouteMap({ routes: { check }, docs: { brief: 'How ready mail is' } });
