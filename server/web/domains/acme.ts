/**
 * Ordering one certificate by ACME (RFC 8555) with the HTTP-01 challenge. The authority is the operator's choice, so
 * it is reached directly. The account's key lies in the data folder; every certificate gets a fresh key of its own.
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import { join } from 'node:path';
import type acme from 'acme-client';
import { createCsr } from './csr.ts';

export type Challenges = Map<string, string>;
export type Order = (host: string) => Promise<{ key: string; chain: string }>;

const keyText = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

const ANSWER_MS = 30_000;

export function createOrder({
  directory,
  contact,
  rootFile,
  folder,
  challenges,
}: {
  directory: string;
  contact: string;
  /** PEM of a private authority's root; empty for the usual ones. */
  rootFile: string;
  folder: string;
  /** What the listener for HTTP-01 answers. */
  challenges: Challenges;
}): Order {
  let client: Promise<acme.Client> | null = null;

  async function accountKey(): Promise<string> {
    const file = join(folder, 'account.key');
    const known = await readFile(file, 'utf8').catch(() => null);
    if (known !== null) return known;
    const key = keyText(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Two processes may begin at once; the first one's key is everybody's.
    await writeFile(file, key, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return readFile(file, 'utf8');
  }

  async function open(): Promise<acme.Client> {
    // It takes fifty megabytes, which only who asks for certificates has to spare.
    const { default: acme } = await import('acme-client');
    acme.axios.defaults.timeout = ANSWER_MS;
    acme.axios.defaults.headers.common['User-Agent'] = 'Candor';
    if (rootFile !== '') acme.axios.defaults.httpsAgent = new Agent({ ca: await readFile(rootFile) });
    const made = new acme.Client({ directoryUrl: directory, accountKey: await accountKey() });
    await made.createAccount({
      termsOfServiceAgreed: true,
      ...(contact === '' ? {} : { contact: [`mailto:${contact}`] }),
    });
    return made;
  }

  return async (host) => {
    client ??= open();
    const opened = await client.catch((error) => {
      client = null;
      throw error;
    });
    const made = await opened.createOrder({ identifiers: [{ type: 'dns', value: host }] });
    for (const authorization of await opened.getAuthorizations(made)) {
      if (authorization.status === 'valid') continue;
      const challenge = authorization.challenges.find(({ type }) => type === 'http-01');
      if (!challenge) throw new Error(`${host} cannot be proven over http; the authority offers no such way`);
      challenges.set(challenge.token, await opened.getChallengeKeyAuthorization(challenge));
      try {
        await opened.completeChallenge(challenge);
        await opened.waitForValidStatus(challenge);
      } finally {
        challenges.delete(challenge.token);
      }
    }
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const ready = await opened.finalizeOrder(made, createCsr(host, privateKey));
    return { key: keyText(privateKey), chain: await opened.getCertificate(ready) };
  };
}
