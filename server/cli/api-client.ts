/** The API of a running Candor, as a command of this machine asks it. Every refusal is one sentence with what to do. */
import { Complaint } from './complaint.ts';

export type ApiClient = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** What the API refused, and which fields of what was sent it is about. */
export class Refusal extends Complaint {
  readonly paths: (string | number)[][];
  constructor(message: string, paths: (string | number)[][]) {
    super(message);
    this.name = 'Refusal';
    this.paths = paths;
  }
}

const pathsOf = (answer: unknown) =>
  ((answer as { errors?: { path: string }[] } | undefined)?.errors ?? []).map(({ path }) =>
    path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
  );

const ANSWER_MS = 30_000;

export function createApiClient(url: string, token: string, scopes: readonly string[]): ApiClient {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new Complaint(
      `"${url}" is not an address; --url or CANDOR_URL looks like https://status.acme.example.`,
      {
        exitCode: 2,
      },
    );
  return async (method, path, body) => {
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: Error & { cause?: { code?: string; message?: string } }) => {
      const why = error.cause?.code ?? error.cause?.message ?? error.message;
      throw new Complaint(
        `${url} does not answer (${why}). Is Candor running there? --url or CANDOR_URL names another address.`,
        { cause: error },
      );
    });
    const text = await response.text();
    const answer = parsed(text);
    if (answer === undefined && text !== '')
      throw new Complaint(`${url} does not answer like Candor: ${method} ${path} was no JSON.`);
    if (response.ok) return answer ?? null;
    throw new Refusal(refusal(method, path, response.status, answer, scopes), pathsOf(answer));
  };
}

function refusal(
  method: string,
  path: string,
  status: number,
  answer: unknown,
  scopes: readonly string[],
): string {
  const { detail, errors = [] } = (answer ?? {}) as {
    detail?: string;
    errors?: { path: string; message: string }[];
  };
  const said = [
    detail ?? `status ${status}`,
    ...errors.map((error) => `${error.path}: ${error.message}`),
  ].join(' ');
  if (status === 401)
    return `The token in CANDOR_TOKEN was not accepted; it is wrong, revoked or over. Make one in the console under Settings, Tokens.`;
  if (status === 403) return `${said} What this file asks for takes a token with ${scopes.join(', ')}.`;
  return `${method} ${path} was refused: ${said}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
