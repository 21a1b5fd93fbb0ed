/** From a target to the courier that carries to it, and what every place is asked before it is stored. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OutsidePlace } from '@candor/protocol/outside.ts';
import type { Clock } from '#lib/clock.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { Problem } from '#lib/problem.ts';
import type { Courier } from './carry.ts';
import { checkFolder, createFolderCourier } from './folder.ts';
import { createGitCourier, remoteOf } from './git.ts';
import { createPutCourier, createS3Courier } from './http.ts';
import { createRsyncCourier, createSftpCourier } from './ssh.ts';

export type Ways = { outbound: Outbound; clock: Clock; roots: readonly string[]; dataFolder: string };

/** Where a courier keeps what it needs while it carries. */
export const workFolderOf = (id: string, { dataFolder }: Ways): string => join(dataFolder, 'outside', id);

export function courierFor(id: string, place: OutsidePlace, secret: string | null, ways: Ways): Courier {
  const { outbound, clock, roots } = ways;
  const folder = workFolderOf(id, ways);
  // What a killed process left there, perhaps a key.
  rmSync(folder, { recursive: true, force: true });
  if (place.kind === 'folder') return createFolderCourier(place.path, roots);
  if (place.kind === 's3') return createS3Courier(place, secret, { outbound, clock });
  if (place.kind === 'http-put') return createPutCourier(place, secret, outbound);
  if (place.kind === 'git') return createGitCourier(place, secret, { folder, outbound, roots });
  const make = place.kind === 'rsync' ? createRsyncCourier : createSftpCourier;
  return make(place, secret, { folder, outbound });
}

/** To whom a secret is given: it never travels to another. */
export function receiverOf(place: OutsidePlace): string {
  if (place.kind === 'folder') return '';
  if (place.kind === 's3') return `${place.kind} ${new URL(place.endpoint).origin}`;
  if (place.kind === 'http-put') return `${place.kind} ${new URL(place.url).origin}`;
  if (place.kind === 'git')
    return `${place.kind} ${URL.canParse(place.remote) ? new URL(place.remote).host : ''}`;
  return `${place.user}@${place.host}:${place.port}`;
}

const needsSecret = (place: OutsidePlace): boolean =>
  place.kind === 's3' ||
  place.kind === 'rsync' ||
  place.kind === 'sftp' ||
  (place.kind === 'http-put' && place.auth !== 'none') ||
  (place.kind === 'git' && place.remote.startsWith('ssh:'));

/** Refuses what can never work, before anything is stored. Names are judged again whenever they are resolved. */
export function checkPlace(place: OutsidePlace, hasSecret: boolean, { roots, outbound }: Ways): void {
  if (place.kind === 'folder') checkFolder(place.path, roots);
  else if (place.kind === 's3') outbound.checkUrl(place.endpoint);
  else if (place.kind === 'http-put') outbound.checkUrl(place.url);
  else if (place.kind === 'git') remoteOf(place.remote, roots, outbound);
  else outbound.checkAddress(place.host);
  if (needsSecret(place) && !hasSecret)
    throw new Problem('request.invalid', 'This kind of place needs a secret.', {
      errors: [{ path: 'place.secret', message: 'a key, a token or a password is needed here' }],
    });
}
