/**
 * DKIM (RFC 6376) with a key of our own per sender domain, made at first use and kept in the data folder. Both
 * List-Unsubscribe headers are among what is signed, as RFC 8058 demands.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { closeSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import DKIM from 'nodemailer/lib/dkim';

const SIGNED = [
  'From',
  'Reply-To',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'In-Reply-To',
  'References',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'List-Id',
  'List-Help',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Auto-Submitted',
  'Precedence',
].join(':');

export type DkimKey = {
  domain: string;
  selector: string;
  privateKey: string;
  /** What DNS has to say so that receivers can check. */
  record: { name: string; type: 'TXT'; value: string };
};

/** RSA-2048: the strongest that every receiver checks. */
export function openDkimKey({
  folder,
  domain,
  selector,
}: {
  folder: string;
  domain: string;
  selector: string;
}): DkimKey {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${domain}.pem`);
  const privateKey = readOrMake(path);
  const publicKey = createPublicKey(createPrivateKey(privateKey)).export({ type: 'spki', format: 'der' });
  return {
    domain,
    selector,
    privateKey,
    record: {
      name: `${selector}._domainkey.${domain}`,
      type: 'TXT',
      value: `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`,
    },
  };
}

/** Two processes may start at once: a key appears whole under its name or not at all, and the first one stays. */
function readOrMake(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'wx', 0o600);
  writeSync(file, privateKey);
  closeSync(file);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, 'utf8');
}

export function createDkimSigner({
  domain,
  selector,
  privateKey,
}: DkimKey): (message: Buffer) => Promise<Buffer> {
  const dkim = new DKIM({ domainName: domain, keySelector: selector, privateKey, headerFieldNames: SIGNED });
  return async (message) => {
    const chunks: Buffer[] = [];
    for await (const chunk of dkim.sign(message)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  };
}
