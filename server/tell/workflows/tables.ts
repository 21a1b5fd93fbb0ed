/** The tables of workflows. */
import type { WorkflowAction, WorkflowStepState } from '@candor/protocol/workflows.ts';
import type { JSONColumnType } from 'kysely';

export type WorkflowTables = {
  tellWorkflowRule: {
    id: string;
    version: number;
    enabled: boolean;
    body: JSONColumnType<Record<string, unknown>>;
    since: string;
    createdAt: string;
    updatedAt: string;
    removedAt: string | null;
  };
  tellWorkflowVersion: {
    ruleId: string;
    version: number;
    body: JSONColumnType<Record<string, unknown>>;
    by: string;
    at: string;
  };
  tellWorkflowRun: {
    id: string;
    ruleId: string;
    version: number;
    incidentId: string;
    key: string;
    because: string;
    at: string;
    state: 'waiting' | 'running' | 'skipped' | 'refused';
    detail: string | null;
    chain: JSONColumnType<string[]>;
  };
  tellWorkflowStep: {
    id: string;
    runId: string;
    position: number;
    action: JSONColumnType<WorkflowAction>;
    state: WorkflowStepState;
    attempts: number;
    nextAt: string | null;
    detail: string | null;
    result: JSONColumnType<Record<string, unknown> | null, string | null, string | null>;
    doneAt: string | null;
    undoneAt: string | null;
  };
};
