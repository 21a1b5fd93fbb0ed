/**
 * The session's cookie: unreadable to scripts, not sent from other sites, bound to https where the product is reached
 * by https (`__Host-` then also keeps other hosts of the domain from setting it).
 */
export type SessionCookie = {
  read(header: string | undefined): string | null;
  set(secret: string, expiresAt: string): string;
  clear(): string;
};

export function createSessionCookie({ secure }: { secure: boolean }): SessionCookie {
  const name = secure ? '__Host-candor' : 'candor_session';
  // The secret is base64url, so its text needs no escapes.
  const write = (value: string, expires: Date) =>
    `${name}=${value}; Path=/; Expires=${expires.toUTCString()}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const pattern = new RegExp(`(?:^|;)\\s*${name}=([\\w-]{1,200})\\s*(?:;|$)`);
  return {
    read: (header) => (header && pattern.exec(header)?.[1]) || null,
    set: (secret, expiresAt) => write(secret, new Date(expiresAt)),
    clear: () => write('', new Date(0)),
  };
}
