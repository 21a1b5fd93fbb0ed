/**
 * Signing readers in at an issuer that the page names: OpenID Connect's code flow with state, nonce and PKCE, by
 * openid-client. Every request to the issuer goes through the guarded door; what the issuer says is checked by the
 * library, and what the page wants of it by `mayRead`. Keeps no token: who the reader is matters once.
 */
import * as oidc from 'openid-client';
import type { PageGate } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { Problem } from '#lib/problem.ts';

type Issuer = NonNullable<PageGate['oidc']>;
export type Attempt = { state: string; nonce: string; verifier: string; to: string };
export type Claims = Record<string, unknown>;

const KEPT_MS = 10 * 60_000;
const LARGEST = 1_000_000;
const SCOPE = 'openid email profile';

export function createOidc({ outbound, clock }: { outbound: Outbound; clock: Clock }) {
  const found = new Map<string, { until: number; configuration: Promise<oidc.Configuration> }>();

  const guardedFetch: oidc.CustomFetch = async (url, { method, headers, body, signal }) => {
    const answer = await outbound.request(url, {
      method: method as 'GET' | 'POST',
      headers: headers as Record<string, string>,
      maxBytes: LARGEST,
      ...(body === undefined || body === null ? {} : { body: String(body) }),
      ...(signal ? { signal } : {}),
    });
    const empty = answer.status === 204 || answer.status === 304;
    return new Response(empty ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: answer.headers,
    });
  };

  async function discover({ issuer, clientId, clientSecret }: Issuer): Promise<oidc.Configuration> {
    const server = new URL(issuer);
    // Plain http only where the operator's own address policy lets it through at all.
    const execute = server.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    const options = { [oidc.customFetch]: guardedFetch, execute };
    const first = await oidc.discovery(server, clientId, undefined, oidc.None(), options);
    const metadata = first.serverMetadata();
    const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const authentication =
      clientSecret === undefined
        ? oidc.None()
        : methods.includes('client_secret_basic')
          ? oidc.ClientSecretBasic(clientSecret)
          : oidc.ClientSecretPost(clientSecret);
    const configuration = new oidc.Configuration(metadata, clientId, undefined, authentication);
    configuration[oidc.customFetch] = guardedFetch;
    for (const step of execute) step(configuration);
    return configuration;
  }

  function configurationOf(issuer: Issuer): Promise<oidc.Configuration> {
    const key = JSON.stringify([issuer.issuer, issuer.clientId, issuer.clientSecret]);
    const known = found.get(key);
    if (known && known.until > clock.nowMs()) return known.configuration;
    const configuration = discover(issuer);
    found.set(key, { until: clock.nowMs() + KEPT_MS, configuration });
    configuration.catch(() => found.delete(key));
    return configuration;
  }

  return {
    /** Where the reader is sent, and what has to come back with them. */
    async begin(issuer: Issuer, redirectUri: string, to: string): Promise<{ url: string; attempt: Attempt }> {
      const configuration = await configurationOf(issuer).catch((error: unknown) => {
        throw unreachable(error);
      });
      const attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        to,
      };
      const url = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, attempt };
    },
    /** What the issuer vouches for. Throws where the answer is not one to this attempt. */
    async finish(issuer: Issuer, returned: URL, attempt: Attempt): Promise<Claims> {
      const configuration = await configurationOf(issuer);
      const tokens = await oidc.authorizationCodeGrant(configuration, returned, {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      const { userinfo_endpoint: more } = configuration.serverMetadata();
      const wanted = ['email', issuer.groupsClaim].filter((name) => !(name in claims));
      if (!more || wanted.length === 0) return claims;
      // Many issuers keep the token small and say the rest here.
      return { ...(await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims };
    },
  };
}

/** What the page wants: an address that the issuer has verified, a group, or both. Pure. */
export function mayRead({ domains, addresses, groups, groupsClaim }: Issuer, claims: Claims): boolean {
  if (domains.length + addresses.length > 0) {
    const { email, email_verified: verified } = claims;
    // An address that anybody may type into their account says nothing.
    if (typeof email !== 'string' || verified !== true) return false;
    if (!isAllowed(email, { domains, addresses })) return false;
  }
  if (groups.length === 0) return true;
  const mine = claims[groupsClaim];
  return (Array.isArray(mine) ? mine : [mine]).some(
    (group) => typeof group === 'string' && groups.includes(group),
  );
}

/** Whole addresses and whole domains; `a@evil.example` is not at `example`. Pure. */
export function isAllowed(
  address: string,
  { domains, addresses }: { domains: readonly string[]; addresses: readonly string[] },
): boolean {
  const given = address.trim().toLowerCase();
  const at = given.lastIndexOf('@');
  if (at < 1) return false;
  return (
    addresses.some((allowed) => allowed.toLowerCase() === given) || domains.includes(given.slice(at + 1))
  );
}

const unreachable = (cause: unknown) =>
  new Problem(
    'state.conflict',
    'The place where you sign in cannot be reached at the moment. Try again in a minute.',
    {
      cause,
    },
  );
