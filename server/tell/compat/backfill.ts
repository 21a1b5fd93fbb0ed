/**
 * A past incident, written down afterwards: it stands on the page and in the feeds with its own time, says by whom it
 * was entered, reaches nobody and promises nothing. Its words pass the same rules as any other.
 */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import { NOBODY_WRITTEN_TO } from '../publish.ts';
import type { NewIncident } from './fields.ts';
import { type CallDeps, invalid } from './incidents.ts';

const SEVERITY = { critical: 1, major: 2, minor: 3, none: 4, maintenance: 4 } as const;

export function createBackfill({ store, timeline, voice, clock, ids }: CallDeps) {
  return (input: z.output<typeof NewIncident>, title: LocalizedText, by: string): Promise<string> =>
    store.transaction(async (tx) => {
      const at = input.backfill_date ?? clock.now();
      if (at > clock.now()) throw invalid('backfill_date', 'lies in the future');
      if (input.components || input.component_ids)
        throw invalid('components', 'a backfilled incident names no components');
      if (input.status && input.status !== 'resolved') throw invalid('status', 'what is past is resolved');
      const body = input.body?.trim();
      if (!body) throw invalid('body', 'says what happened; a past incident needs it');
      const id = ids.next('inc');
      const subject = `incident:${id}`;
      await timeline.record(tx, [
        {
          subject,
          by,
          at,
          body: {
            kind: 'incident.opened',
            title,
            severity: SEVERITY[input.impact_override ?? 'none'],
            components: [],
            startedAt: at,
            detectedAt: null,
            detectedBy: 'import',
            impact: null,
            automaticFirstWord: false,
          },
        },
      ]);
      const incident = (await timeline.incident(id, tx))!;
      const locale = Object.keys(title)[0]!;
      const override = input.metadata?.candor?.override;
      const draft = { phase: 'resolved' as const, text: { [locale]: body }, nextUpdateBy: null };
      const text = voice.compose(incident, draft);
      const findings = await voice.check(
        { ...draft, text, origin: 'person', by, override },
        incident,
        [],
        tx,
      );
      // On record is a day; the hour that the words name is theirs.
      const errors = findings.filter(({ level, rule }) => level === 'error' && rule !== 'U03');
      if (errors.length > 0 && !override)
        throw new Problem('words.blocked', errors.map(({ message }) => message).join(' '), {
          extra: { findings: errors },
        });
      const updateId = ids.next('upd');
      await timeline.record(tx, [
        ...(override && errors.length > 0
          ? [
              {
                subject,
                by,
                body: {
                  kind: 'gate.overridden',
                  rule: 'U09',
                  reason: override.reason,
                  claims: errors.slice(0, 50).map(({ rule, message }) => `${rule}: ${message}`.slice(0, 500)),
                },
              } as const,
            ]
          : []),
        { subject, by, key: `quiet:${updateId}`, body: NOBODY_WRITTEN_TO },
        {
          subject,
          by,
          at,
          body: {
            kind: 'update.published',
            updateId,
            phase: 'resolved',
            text,
            origin: 'person',
            nextUpdateBy: null,
            components: [],
          },
        },
      ]);
      return id;
    });
}
