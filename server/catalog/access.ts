/**
 * Who may read a page, as it is kept: with the digest of a password and of feed tokens, and an issuer's secret. What
 * is shown of it says only whether there is one. Pure.
 */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { PageAccess, PageAccessInput } from '@candor/protocol/pages.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';

const OidcKept = PageAccessInput.shape.oidc.unwrap().unwrap();
export const KeptAccess = PageAccessInput.omit({ password: true, oidc: true }).extend({
  passwordHash: z.string().nullable().default(null),
  oidc: OidcKept.nullable().default(null),
  generation: z.number().int().default(1),
  feedTokens: z
    .array(z.strictObject({ id: z.string(), label: z.string(), createdAt: z.string(), digest: z.string() }))
    .default([]),
});
export type KeptAccess = z.infer<typeof KeptAccess>;

export const tokenDigest = (token: string): string => createHash('sha256').update(token).digest('base64url');

export function shownAccess({ passwordHash, oidc, feedTokens, ...kept }: KeptAccess): PageAccess {
  const { clientSecret, ...issuer } = oidc ?? ({} as NonNullable<KeptAccess['oidc']>);
  return PageAccess.parse({
    ...kept,
    passwordSet: passwordHash !== null,
    oidc: oidc && { ...issuer, clientSecretSet: clientSecret !== undefined },
    feedTokens: feedTokens.map(({ digest: _, ...token }) => token),
  });
}

/** What is kept after the edit. Everybody is signed out by it, because what let them in may be gone. */
export function changedAccess(
  before: KeptAccess,
  { password: _, ...input }: z.output<typeof PageAccessInput>,
  passwordHash: string | null | undefined,
): KeptAccess {
  const after: KeptAccess = {
    ...before,
    ...input,
    passwordHash: passwordHash === undefined ? before.passwordHash : passwordHash,
    oidc: input.oidc && {
      ...input.oidc,
      ...secretOf(input.oidc, before.oidc),
    },
    generation: before.generation + 1,
  };
  for (const [i, network] of after.networks.entries()) checkNetwork(network, `networks.${i}`);
  const { email } = after;
  const none =
    email &&
    email.domains.length + email.addresses.length + email.segments.length + email.customerIds.length === 0;
  if (none)
    throw invalid('email', 'Name at least one domain, address, segment or customer, or leave the link out.');
  if (after.kind === 'private' && !after.passwordHash && after.networks.length === 0 && !email && !after.oidc)
    throw invalid(
      'kind',
      'A private page needs a way in: a password, networks, a link by mail or an issuer.',
    );
  return after;
}

/** A secret belongs to its issuer and client; it never follows to another, where somebody could read it. */
function secretOf(wanted: NonNullable<KeptAccess['oidc']>, before: KeptAccess['oidc']) {
  if (wanted.clientSecret !== undefined) return { clientSecret: wanted.clientSecret };
  const same = before?.issuer === wanted.issuer && before.clientId === wanted.clientId;
  return same && before.clientSecret !== undefined ? { clientSecret: before.clientSecret } : {};
}

function checkNetwork(network: string, path: string) {
  const [address = '', bits] = network.split('/');
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  if (family === 0 || (bits !== undefined && Number(bits) > most))
    throw invalid(path, `"${network}" is no address or network.`);
  // Everybody is in this one: that is a public page that looks private.
  if (bits !== undefined && Number(bits) === 0)
    throw invalid(path, `${network} holds every address; make the page public instead.`);
}

const invalid = (path: string, message: string) =>
  new Problem('request.invalid', message, { errors: [{ path: `access.${path}`, message }] });
