/**
 * Expected errors, as RFC 9457 problems: a stable code, a status, and a sentence that says what is wrong, where,
 * and what to do. Every code is listed here once; docs/problems.md is generated from this list and a test
 * compares the two.
 */
export const PROBLEMS = {
  'request.invalid': [400, 'The request does not have the shape that this address takes.'],
  'request.too-large': [413, 'The request body is larger than this address takes.'],
  'request.unsupported-media-type': [415, 'The request body is in a format that this address does not read.'],
  'request.rate-limited': [429, 'Too many requests came from this address; wait and try again.'],
  'idempotency.reused': [422, 'This Idempotency-Key was used before with another request.'],
  'edit.conflict': [412, 'Somebody changed this since you read it; read it again and repeat your edit.'],
  'auth.required': [401, 'Sign in, or send an API token.'],
  'auth.failed': [401, 'The sign-in was not accepted.'],
  'auth.forbidden': [403, 'Your role or token does not allow this.'],
  'auth.cross-site': [403, 'A browser sent this from another site.'],
  'not-found': [404, 'There is nothing at this address.'],
  'state.conflict': [409, 'The thing is not in a state that allows this.'],
  'words.blocked': [422, 'The text breaks a blocking rule of the linter; mend it and send it again.'],
  'truth.contradiction': [
    422,
    'The text claims what the monitors contradict; correct it, or override with a signed reason.',
  ],
  'target.private-address': [
    422,
    'The target is a private or reserved address, which the policy of this installation refuses.',
  ],
  'import.invalid': [422, 'The file could not be imported; nothing was changed.'],
  'store.unavailable': [503, 'The database cannot be reached at the moment; nothing was changed. Try again.'],
  internal: [500, 'Something went wrong in Candor itself; the log has the details.'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;
export type FieldError = { path: string; message: string };

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors: FieldError[];
  /** Machine-readable additions, such as lint findings. */
  readonly extra: Record<string, unknown>;
  constructor(
    code: ProblemCode,
    detail: string,
    {
      errors = [],
      extra = {},
      cause,
    }: { errors?: FieldError[]; extra?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(detail, { cause });
    this.name = 'Problem';
    this.code = code;
    this.status = PROBLEMS[code][0];
    this.errors = errors;
    this.extra = extra;
  }
  toJSON(): Record<string, unknown> {
    const body: Record<string, unknown> = {
      type: `/docs/problems#${this.code}`,
      title: PROBLEMS[this.code][1],
      status: this.status,
      code: this.code,
      detail: this.message,
    };
    if (this.errors.length > 0) body['errors'] = this.errors;
    return { ...body, ...this.extra };
  }
}
