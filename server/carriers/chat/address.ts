/** Addresses of chats as people paste them: incoming webhooks, whose address is itself the key, and base addresses. */
import { isIP } from 'node:net';
import { z } from 'zod';
import type { Outbound } from '#lib/outbound/index.ts';
import type { AddressRule } from '../carrier.ts';

type Parsed = ReturnType<AddressRule['parse']>;

export const isUrl = (text: string): boolean => /^https?:\/\//i.test(text);

/** https, except towards an address given by number, and for services that people run in their own network. */
export function webhookUrl(
  outbound: Outbound,
  text: string,
  { path, wanted, selfHosted = false }: { path: RegExp; wanted: string; selfHosted?: boolean },
): Parsed {
  let url: URL;
  try {
    url = outbound.checkUrl(text.trim());
  } catch (error) {
    return { fault: (error as Error).message };
  }
  const isNumber = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (url.protocol !== 'https:' && !isNumber && !selfHosted)
    return { fault: 'This address is a key, so it has to start with https://.' };
  if (!path.test(url.pathname)) return { fault: `This is no ${wanted}.` };
  url.hash = '';
  return { address: url.href };
}

/** Of addresses that a reader brings, see AddressRule: the key travels in it, so it is encrypted on its way. */
export const isOwnUrl = (address: string): boolean => {
  if (!isUrl(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
};

/** The secret of a webhook's address: what stands behind the host. */
export const secretOf = (address: string): string[] => {
  const { pathname, searchParams } = new URL(address);
  const last = pathname.split('/').at(-1) ?? '';
  return [pathname, last, ...searchParams.values()].filter((part) => part.length >= 8);
};

/** Where an API is reached, without a slash at the end. */
export const BaseUrl = z
  .string()
  .max(500)
  .regex(/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i, 'Enter an address such as https://chat.example.com.')
  .transform((text) => text.replace(/\/+$/, ''));

/** A key as vendors hand it out: printable, no spaces. */
export const Token = z
  .string()
  .trim()
  .min(8)
  .max(500)
  .regex(/^[\x21-\x7e]+$/, 'A token has no spaces and no letters beyond ASCII.');
