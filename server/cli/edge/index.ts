/** `candor edge`: serves the freshest proven copy of a page from another machine, or writes itself as one file. */
import { writeFileSync } from 'node:fs';
import { buildCommand, numberParser } from '@stricli/core';
import { Complaint } from '../complaint.ts';

type Flags = {
  origin: readonly string[];
  publicKey?: string;
  host: string;
  port: number;
  poll: number;
  cache?: string;
  worker?: string;
};

const parseOrigin = (text: string): string => {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new SyntaxError(`"${text}" is not an address; an origin looks like https://status.acme.example`);
};

/** The key of the house as an origin says it: the only thing that is believed without proof, and only when asked for. */
async function keyOf(origins: readonly string[]): Promise<string> {
  for (const origin of origins) {
    try {
      const answer = await fetch(`${origin.replace(/\/+$/, '')}/copy.json`, {
        signal: AbortSignal.timeout(8_000),
      });
      const { publicKey, delegation } = (await answer.json()) as { publicKey: string; delegation?: object };
      if (answer.ok && !delegation && /^[A-Za-z0-9+/]{43}=$/.test(publicKey)) return publicKey;
    } catch {
      // The next origin is asked.
    }
  }
  throw new Complaint(
    'No origin answers with its key. Give it: --public-key; the house says it at /copy.json as "publicKey".',
  );
}

export const edge = buildCommand({
  docs: { brief: 'Serve the freshest proven copy of a page from another machine' },
  parameters: {
    flags: {
      origin: {
        kind: 'parsed',
        parse: parseOrigin,
        variadic: true,
        brief: 'A house, or a host with a copy of its page; give several',
      },
      publicKey: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'The key of the house (base64); without it the first origin is believed once',
      },
      host: { kind: 'parsed', parse: String, default: '127.0.0.1', brief: 'Address to listen on' },
      port: { kind: 'parsed', parse: numberParser, default: '8080', brief: 'Port to listen on; 0 takes any' },
      poll: {
        kind: 'parsed',
        parse: numberParser,
        default: '10',
        brief: 'Seconds between two looks at the origins',
      },
      cache: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Folder that keeps the last copy over restarts',
      },
      worker: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Write a worker for an edge runtime to this file, and serve nothing',
      },
    },
  },
  async func({ origin, publicKey, host, port, poll, cache, worker }: Flags) {
    if (origin.length === 0)
      throw new Complaint('Name at least one origin: --origin https://status.acme.example.', { exitCode: 2 });
    if (!(poll >= 1 && poll <= 3_600))
      throw new Complaint('--poll is a number of seconds from 1 to 3600.', { exitCode: 2 });
    if (publicKey !== undefined && !/^[A-Za-z0-9+/]{43}=$/.test(publicKey))
      throw new Complaint('--public-key is the raw ed25519 key in base64, 44 characters that end with "=".', {
        exitCode: 2,
      });
    const key = publicKey ?? (await keyOf(origin));
    if (publicKey === undefined) console.log(`Believes the key that was seen first: --public-key ${key}`);
    if (worker) {
      const { workerFile } = await import('./worker-file.ts');
      writeFileSync(worker, workerFile({ origins: [...origin], publicKey: key, pollSeconds: poll }));
      console.log(`Wrote ${worker}.`);
      return;
    }
    const { startEdge } = await import('./serve.ts');
    const running = await startEdge({
      origins: origin,
      publicKey: key,
      host,
      port,
      pollSeconds: poll,
      cache,
      say: (line) => console.log(line),
    });
    console.log(`Serves at ${running.url}/`);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const)
        process.once(signal, () => void running.close().then(resolve));
    });
    process.exit(0);
  },
});
