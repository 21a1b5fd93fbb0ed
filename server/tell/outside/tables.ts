/** The tables of copies outside and of the fallback kit. */
import type { JSONColumnType } from 'kysely';

export type OutsideTables = {
  tellOutsideTarget: {
    id: string;
    name: string;
    enabled: boolean;
    purpose: 'copy' | 'holding';
    place: JSONColumnType<Record<string, unknown>>;
    secret: string | null;
    calmSeconds: number;
    timeoutSeconds: number;
    createdAt: string;
    updatedAt: string;
  };
  tellOutsideOutcome: {
    targetId: string;
    lastAttemptAt: string | null;
    lastSuccessAt: string | null;
    failingSince: string | null;
    failures: number;
    lastError: string | null;
    files: number | null;
    bytes: number | null;
    durationMs: number | null;
    version: number | null;
    validUntil: string | null;
  };
  tellFallbackKit: { id: string; madeAt: string; validUntil: string; publicKey: string };
  tellFallbackDrill: { id: string; at: string; ok: boolean; durationMs: number; detail: string };
  tellFallbackPost: {
    id: string;
    at: string;
    phase: string;
    message: string;
    nextUpdateBy: string | null;
    adoptedAt: string;
    enteredAt: string | null;
  };
};
