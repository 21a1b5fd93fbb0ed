/**
 * Certificates on disk and ready for the listener: those that the operator brings (a folder that is read again when
 * its files change) come before those that we ordered. Private keys are readable by us alone, and never logged.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Log } from '#lib/log.ts';

export type Certificate = {
  source: 'file' | 'acme';
  notBeforeMs: number;
  notAfterMs: number;
  issuer: string;
  context: SecureContext;
};

/** A host is part of a file's name, so nothing but a host gets here. */
const isHost = (host: string) =>
  /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(host) && !host.includes('..');

export function createCertificates({
  ordered,
  brought,
  log,
}: {
  /** Our own folder. */
  ordered: string;
  /** The operator's; empty when there is none. */
  brought: string;
  log: Log;
}) {
  const known = new Map<string, { stamp: string; certificate: Certificate | null }>();
  const pathOf = (host: string) => join(ordered, `${host}.pem`);

  function understand(source: Certificate['source'], key: string, chain: string, host: string): Certificate {
    const leaf = new X509Certificate(chain);
    if (!leaf.checkHost(host)) throw new Error(`the certificate is not for ${host}`);
    if (!leaf.checkPrivateKey(createPrivateKey(key)))
      throw new Error('key and certificate do not belong together');
    return {
      source,
      notBeforeMs: Date.parse(leaf.validFrom),
      notAfterMs: Date.parse(leaf.validTo),
      issuer: /(?:^|\n)(?:CN|O)=(.*)/.exec(leaf.issuer ?? '')?.[1] ?? 'unnamed',
      context: createSecureContext({ key, cert: chain, minVersion: 'TLSv1.2' }),
    };
  }

  async function read(host: string): Promise<{ stamp: string; certificate: Certificate | null }> {
    const places: [Certificate['source'], string, string][] = [
      ...(brought === ''
        ? []
        : ([
            ['file', join(brought, `${host}.key`), join(brought, `${host}.crt`)],
            ['file', join(brought, `${host}.pem`), join(brought, `${host}.pem`)],
          ] as [Certificate['source'], string, string][])),
      ['acme', pathOf(host), pathOf(host)],
    ];
    for (const [source, keyPath, chainPath] of places) {
      const stamps = await Promise.all([keyPath, chainPath].map((path) => stat(path).catch(() => null)));
      if (stamps.includes(null)) continue;
      const stamp = stamps.map((found) => `${found!.ino} ${found!.mtimeMs} ${found!.size}`).join();
      if (known.get(host)?.stamp === stamp) return known.get(host)!;
      try {
        const [key, chain] = await Promise.all([readFile(keyPath, 'utf8'), readFile(chainPath, 'utf8')]);
        return { stamp, certificate: understand(source, key, chain, host) };
      } catch (error) {
        log.error({ host, source, why: (error as Error).message }, 'a certificate cannot be used');
      }
    }
    return { stamp: '', certificate: null };
  }

  return {
    /** Looks at the disk; what did not change is not read again. */
    async refresh(hosts: readonly string[]): Promise<void> {
      for (const host of hosts.filter(isHost)) known.set(host, await read(host));
      for (const host of known.keys()) if (!hosts.includes(host)) known.delete(host);
    },
    of: (host: string): Certificate | null => known.get(host)?.certificate ?? null,
    async keep(host: string, key: string, chain: string): Promise<void> {
      if (!isHost(host)) throw new Error('not a host');
      understand('acme', key, chain, host);
      await mkdir(ordered, { recursive: true, mode: 0o700 });
      const fresh = `${pathOf(host)}.${process.pid}`;
      await writeFile(fresh, `${key.trim()}\n${chain.trim()}\n`, { mode: 0o600 });
      await rename(fresh, pathOf(host));
      known.set(host, await read(host));
    },
  };
}
export type Certificates = ReturnType<typeof createCertificates>;
