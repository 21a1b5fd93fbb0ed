/**
 * Copies of the public page outside the house: where they go, how the last attempt ended, and the signed list of what
 * a copy holds, by which anybody who has the key proves every document of it.
 */
import { z } from 'zod';
import { Delegation } from './snapshot.ts';
import { Instant } from './words-of-state.ts';

/** Written once and never given out again; `null` keeps what is stored. */
const Secret = z.string().min(1).max(16_000).nullable().default(null);
const Host = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/i, 'a host is a name or an address, such as copies.example.com');
const User = z.string().regex(/^[a-z_][a-z0-9_.-]{0,63}$/i, 'this is not the name of an account');
const RemotePath = z
  .string()
  .max(500)
  .regex(/^[\w/~.][\w/.~ @+-]*$/, 'a path holds letters, digits, spaces and / . _ ~ @ + -');
const HttpUrl = z
  .url({ protocol: /^https?$/, error: 'this is not an http or https address' })
  .max(2_000)
  .refine((url) => !URL.canParse(url) || (!new URL(url).username && !new URL(url).password), {
    error: 'put the password into `secret`, not into the address',
  })
  .refine((url) => !URL.canParse(url) || (!new URL(url).search && !new URL(url).hash), {
    error: 'an address of copies has no query and no fragment',
  });
const Prefix = z
  .string()
  .max(200)
  .regex(/^([\w.-]+\/)*$/, 'a prefix is empty or ends with /, such as status/')
  .refine((prefix) => !prefix.split('/').some((part) => /^\.+$/.test(part)), 'a prefix holds no dots alone')
  .default('');

const Ssh = {
  host: Host,
  port: z.number().int().min(1).max(65_535).default(22),
  user: User,
  path: RemotePath,
  /** Lines as ssh-keyscan prints them: only a server with one of these keys is spoken to. */
  knownHosts: z.string().min(1).max(16_000),
  /** The private key (OpenSSH or PEM, without a passphrase). */
  secret: Secret,
};

export const OutsidePlace = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('folder'),
    path: z.string().max(1_000).regex(/^\//, 'a folder is an absolute path'),
  }),
  z.strictObject({
    kind: z.literal('s3'),
    endpoint: HttpUrl,
    region: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, 'a region looks like eu-central-1')
      .default('us-east-1'),
    bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'this is not the name of a bucket'),
    prefix: Prefix,
    /** `endpoint/bucket/key`; else `bucket.endpoint/key`. */
    pathStyle: z.boolean().default(true),
    /** Stored as gzip with Content-Encoding; else as plain bytes. */
    gzip: z.boolean().default(false),
    accessKeyId: z.string().regex(/^[\w+/=.-]{1,200}$/, 'this is not an access key id'),
    /** The secret access key. */
    secret: Secret,
  }),
  z.strictObject({
    kind: z.literal('git'),
    /** https://…, ssh://user@host/path, or an absolute path under an allowed folder. */
    remote: z.string().max(1_000),
    branch: z
      .string()
      .regex(/^[A-Za-z0-9][\w./-]{0,99}$/, 'this is not the name of a branch')
      .refine((branch) => !/\.\.|\/\/|\.lock$|\/$/.test(branch), 'this is not the name of a branch')
      .default('main'),
    folder: Prefix,
    /** Whom the token belongs to, where the host asks. */
    username: z
      .string()
      .regex(/^[\w.@+-]{1,100}$/)
      .default('x-access-token'),
    /** Needed for ssh: only a server with one of these keys is spoken to. */
    knownHosts: z.string().max(16_000).default(''),
    /** A token for https, a private key for ssh. */
    secret: Secret,
  }),
  z.strictObject({ kind: z.literal('rsync'), ...Ssh }),
  z.strictObject({ kind: z.literal('sftp'), ...Ssh }),
  z.strictObject({
    kind: z.literal('http-put'),
    url: HttpUrl,
    auth: z.enum(['none', 'bearer', 'basic']).default('none'),
    username: z.string().max(200).default(''),
    /** The bearer token, or the password of `username`. */
    secret: Secret,
  }),
]);
export type OutsidePlace = z.infer<typeof OutsidePlace>;

export const OutsideCopyInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  /** `copy`: of the status page. `holding`: holding pages, as they are published there; settled for good when it is made. */
  purpose: z.enum(['copy', 'holding']).default('copy'),
  place: OutsidePlace,
  /** How often a copy that did not change in content is renewed; more than 120 lets it expire in between. */
  calmSeconds: z.number().int().min(15).max(3_600).default(60),
  /** An attempt that takes longer is given up. */
  timeoutSeconds: z.number().int().min(2).max(600).default(60),
});
export type OutsideCopyInput = z.infer<typeof OutsideCopyInput>;

export const OutsideState = z.strictObject({
  copying: z.boolean(),
  lastAttemptAt: Instant.nullable(),
  lastSuccessAt: Instant.nullable(),
  /** The first failure since the last success. */
  failingSince: Instant.nullable(),
  failures: z.number().int(),
  lastError: z.string().nullable(),
  /** Of the last success: what was written, and how long it took. */
  files: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  durationMs: z.number().int().nullable(),
  /** The snapshot that lies there. */
  version: z.number().int().nullable(),
  /** Until when a reader may believe what lies there. */
  validUntil: Instant.nullable(),
  nextAttemptAt: Instant.nullable(),
  /** It has failed for five minutes or what lies there has expired: somebody should look. */
  warning: z.boolean(),
});
export type OutsideState = z.infer<typeof OutsideState>;

export const OutsideCopy = z.strictObject({
  id: z.string(),
  ...OutsideCopyInput.shape,
  /** The secret itself is never given out. */
  hasSecret: z.boolean(),
  createdAt: Instant,
  updatedAt: Instant,
  state: OutsideState,
});
export type OutsideCopy = z.infer<typeof OutsideCopy>;

/** What was posted by hand while the house was away, for staff to enter. */
export const HandPost = z.strictObject({
  id: z.string(),
  at: Instant,
  phase: z.string(),
  message: z.string(),
  nextUpdateBy: Instant.nullable(),
  adoptedAt: Instant,
});
export type HandPost = z.infer<typeof HandPost>;

export const FallbackState = z.strictObject({
  kit: z.strictObject({ madeAt: Instant, validUntil: Instant, publicKey: z.string() }).nullable(),
  lastDrill: z
    .strictObject({ at: Instant, ok: z.boolean(), durationMs: z.number().int(), detail: z.string() })
    .nullable(),
  /** A sentence when something is to be done: no kit, no drill for long, a key that ends soon. */
  advice: z.string().nullable(),
  posts: z.array(HandPost),
});
export type FallbackState = z.infer<typeof FallbackState>;

/** Every document of one copy: its SHA-256, its bytes, and which of `headers` it is served with. */
export const CopyList = z.strictObject({
  schema: z.literal('candor.copy/1'),
  /** The snapshot's version: a reader never goes back. */
  version: z.number().int().positive(),
  madeAt: Instant,
  validUntil: Instant,
  headers: z.array(z.record(z.string(), z.string())),
  /** By path; `file` is its name where a host serves plain files. */
  documents: z.record(
    z.string(),
    z.strictObject({
      file: z.string(),
      sha256: z.string(),
      bytes: z.number().int(),
      headers: z.number().int(),
    }),
  ),
});
export type CopyList = z.infer<typeof CopyList>;

/** ed25519 over the canonical JSON (RFC 8785) of `copy`: the document /copy.json. */
export const SignedCopy = z.strictObject({
  copy: CopyList,
  keyId: z.string(),
  publicKey: z.string(),
  signature: z.string(),
  delegation: Delegation.optional(),
});
export type SignedCopy = z.infer<typeof SignedCopy>;
