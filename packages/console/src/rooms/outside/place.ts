/** The form of a place: flat values as its fields hold them, and the API's shape of each kind. Pure. */
import type { OutsideCopy, OutsideCopyInput, OutsidePlace } from '@candor/protocol/outside.ts';

export type Kind = OutsidePlace['kind'];

export const KINDS: { value: Kind; label: string }[] = [
  { value: 's3', label: 'Object store (S3)' },
  { value: 'git', label: 'Git branch (GitHub or GitLab Pages)' },
  { value: 'sftp', label: 'Server by SFTP' },
  { value: 'rsync', label: 'Server by rsync' },
  { value: 'http-put', label: 'Server by HTTP PUT' },
  { value: 'folder', label: 'Folder of this machine' },
];
export const kindLabel = (kind: Kind): string => KINDS.find(({ value }) => value === kind)?.label ?? kind;

export const EMPTY = {
  name: '',
  enabled: true,
  purpose: 'copy' as 'copy' | 'holding',
  kind: 's3' as Kind,
  calmSeconds: 60,
  timeoutSeconds: 60,
  path: '',
  endpoint: '',
  region: 'us-east-1',
  bucket: '',
  prefix: '',
  pathStyle: true,
  gzip: false,
  accessKeyId: '',
  remote: '',
  branch: 'main',
  folder: '',
  username: '',
  host: '',
  port: 22,
  user: '',
  knownHosts: '',
  url: '',
  auth: 'bearer' as 'none' | 'bearer' | 'basic',
  secret: '',
};
export type Values = typeof EMPTY;

export const valuesOf = ({
  name,
  enabled,
  purpose,
  calmSeconds,
  timeoutSeconds,
  place,
}: OutsideCopy): Values => ({
  ...EMPTY,
  ...place,
  ...{ name, enabled, purpose, calmSeconds, timeoutSeconds, secret: '' },
});

function placeOf(values: Values): OutsidePlace {
  // Left empty, a stored secret stays as it is.
  const secret = values.secret === '' ? null : values.secret;
  const { path, host, port, user, knownHosts, username } = values;
  if (values.kind === 'folder') return { kind: 'folder', path };
  if (values.kind === 's3') {
    const { endpoint, region, bucket, prefix, pathStyle, gzip, accessKeyId } = values;
    return { kind: 's3', endpoint, region, bucket, prefix, pathStyle, gzip, accessKeyId, secret };
  }
  if (values.kind === 'git') {
    const { remote, branch, folder } = values;
    return {
      kind: 'git',
      remote,
      branch,
      folder,
      username: username || 'x-access-token',
      knownHosts,
      secret,
    };
  }
  if (values.kind === 'http-put') {
    const { url, auth } = values;
    return { kind: 'http-put', url, auth, username, secret };
  }
  return { kind: values.kind, host, port, user, path, knownHosts, secret };
}

export const inputOf = (values: Values): OutsideCopyInput => {
  const { name, enabled, purpose, calmSeconds, timeoutSeconds } = values;
  return { name, enabled, purpose, calmSeconds, timeoutSeconds, place: placeOf(values) };
};

/** Where it goes, in one line. */
export function whereOf(place: OutsidePlace): string {
  if (place.kind === 'folder') return place.path;
  if (place.kind === 's3') return `${place.bucket}/${place.prefix} at ${place.endpoint}`;
  if (place.kind === 'git') return `${place.remote}, ${place.branch}`;
  if (place.kind === 'http-put') return place.url;
  return `${place.user}@${place.host}:${place.path}`;
}
