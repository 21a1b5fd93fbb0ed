/** Watch's own tables. */
import type { FailureKind, MonitorTarget, StatusWhenDown } from '@candor/protocol/watch.ts';
import type { Severity } from '@candor/protocol/words-of-state.ts';
import type { Generated, JSONColumnType } from 'kysely';
import type { z } from 'zod';
import type { Standing } from './verdict.ts';

export type RollupRow = {
  shard: number;
  monitor: number;
  at: string;
  up: number;
  down: number;
  unknown: number;
  latencyCount: number;
  latencySum: number;
  latencyMin: number | null;
  latencyMax: number | null;
  histogram: number[];
};

export type SampleRow = {
  shard: number;
  monitor: number;
  at: string;
  outcome: number;
  latencyMs: number | null;
  failure: FailureKind | null;
  httpStatus: number | null;
  detail: string | null;
};

export type WatchTables = {
  watchMonitor: {
    id: string;
    number: Generated<number>;
    name: string;
    componentId: string;
    kind: MonitorTarget['kind'];
    target: JSONColumnType<MonitorTarget>;
    statusWhenDown: z.infer<typeof StatusWhenDown>;
    intervalSeconds: number;
    timeoutMs: number;
    confirmations: number;
    recoverConfirmations: number;
    recheckMs: number;
    enabled: boolean;
    opensIncident: Severity | null;
    heartbeatToken: string | null;
    createdAt: string;
    updatedAt: string;
  };
  watchStanding: {
    monitorId: string;
    standing: JSONColumnType<Standing>;
    lastResult: JSONColumnType<Record<string, unknown> | null, string | null, string | null>;
    lastPlannedAt: string | null;
    lastBeatAt: string | null;
    writtenAt: string;
  };
  watchSampleRaw: SampleRow;
  watchRollupMinute: RollupRow;
  watchRollupHour: RollupRow;
  watchRollupDay: RollupRow;
  watchReport: { id: string; at: string; componentId: string | null; locale: string; text: string | null };
  watchWatermark: { level: string; doneUntil: string };
};

/** Spreads monitors evenly over 256 shards, as the keys of all large tables begin. */
export const shardOf = (monitor: number): number => monitor % 256;
