/**
 * All that a postmortem is drafted from, as plain data: what was recorded about one incident, each piece with the id
 * of its fact. Whoever calls the draft gathers it; the draft itself reads nothing. It holds ids of people, never names.
 */
import type { Figure } from '@candor/protocol/postmortem.ts';
import type { IncidentPhase, Severity, UpdateOrigin } from '@candor/protocol/words-of-state.ts';

export type RecordedUpdate = {
  factId: string;
  at: string;
  phase: IncidentPhase;
  text: string;
  origin: UpdateOrigin;
  nextUpdateBy: string | null;
};

export type RecordedPromise = {
  factId: string;
  dueAt: string;
  /** When the word came, or the due time when it did not. */
  at: string;
  outcome: 'kept-by-person' | 'kept-by-note' | 'missed';
};

export type RecordedEvidence = {
  factId: string;
  at: string;
  kind: 'failed' | 'recovered';
  monitorName: string;
  componentId: string;
  detail: string;
};

export type IncidentRecord = {
  id: string;
  title: string;
  severity: Severity;
  openedFactId: string;
  components: {
    id: string;
    name: string;
    /** All of it was down for some time. */
    allDown: boolean;
    /** Time in trouble, by the monitors where they proved it; null when not known. */
    downMs: number | null;
  }[];
  /** What users could not do, in user words, such as "you could not sign in". */
  impact: string | null;
  startedAt: string;
  detectedAt: string | null;
  detectedBy: 'monitor' | 'person' | 'signal' | 'import';
  acknowledged: { factId: string; at: string } | null;
  firstWordAt: string | null;
  firstWordTargetMinutes: number;
  updates: RecordedUpdate[];
  corrections: { factId: string; at: string; text: string }[];
  promises: RecordedPromise[];
  evidence: RecordedEvidence[];
  severityChanges: { factId: string; at: string; from: Severity; to: Severity }[];
  /** What the responders wrote down, and deploys and other changes shortly before. */
  notes: { factId: string; at: string; text: string; kind: 'note' | 'change' | 'mitigation' }[];
  /** When the service worked again, by the monitors. */
  recovered: { factId: string; at: string } | null;
  /** When the incident was closed. */
  resolved: { factId: string; at: string } | null;
  /** The owner of the incident, who owns the postmortem too. */
  ownerId: string | null;
  /** More numbers with their evidence: users, failed requests, tickets, messages. Durations in `ms`. */
  figures: Figure[];
  /** How the credits stand, in one sentence for the public; null when nothing was decided. */
  credits: { text: string; factId: string } | null;
  /** Where readers can ask; an address. */
  askUrl: string | null;
};
