/** The shapes of candor-verify.mjs, for those who call it from TypeScript. */
export type Read = (path: string) => Promise<Buffer | null>;
export type LogEntry = {
  index: number;
  previous: string;
  factId: string;
  subject: string;
  at: string;
  recordedAt: string;
  by: string;
  body: { kind: string } & Record<string, unknown>;
};
export type Remembered = { origin: string; size: number; root: string };
export type VerifiedLog = Remembered & {
  /** Every key of the log, the one at work last. */
  keys: string[];
  entries: LogEntry[];
  /** Each entry's texts by path; null where one was removed. */
  texts: Map<string, string | null>[];
};
export function verifyLog(read: Read, remembered?: Remembered | null): Promise<VerifiedLog>;
export function readerOf(place: string): Read;
