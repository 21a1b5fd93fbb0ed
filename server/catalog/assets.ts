/**
 * Files of a brand: which kinds, how large, and what they hold. A file is believed by its first bytes, never by its
 * name; an SVG is a document, so one that could run or fetch anything is refused. Pure.
 */
import type { AssetKind } from '@candor/protocol/pages.ts';
import { Problem } from '#lib/problem.ts';

const TYPES: Record<string, string> = {
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
  'image/x-icon': 'ico',
  'font/woff2': 'woff2',
};
const RULES: Record<AssetKind, { types: string[]; most: number }> = {
  logo: { types: ['image/png', 'image/svg+xml', 'image/webp'], most: 200_000 },
  favicon: { types: ['image/png', 'image/svg+xml', 'image/x-icon'], most: 50_000 },
  font: { types: ['font/woff2'], most: 300_000 },
};

export const extensionOf = (contentType: string): string => TYPES[contentType] ?? 'bin';

function typeOf(bytes: Buffer): string | null {
  const starts = (hex: string) => bytes.subarray(0, hex.length / 2).toString('hex') === hex;
  if (starts('89504e470d0a1a0a')) return 'image/png';
  if (starts('52494646') && bytes.subarray(8, 12).toString('latin1') === 'WEBP') return 'image/webp';
  if (starts('00000100')) return 'image/x-icon';
  if (starts('774f4632')) return 'font/woff2';
  const text = bytes
    .subarray(0, 1_000)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return /^(<\?xml[^>]*\?>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/i.test(text) ? 'image/svg+xml' : null;
}

/** Nothing that runs, nothing that is fetched, no entity that grows. */
const SVG_REFUSED =
  /<script|<foreignObject|<iframe|<embed|<object|<!DOCTYPE|<!ENTITY|\son[a-z]+\s*=|javascript:|@import|(?:href|src)\s*=\s*["']?\s*(?!["'#]|data:image\/(?:png|webp|jpeg|gif))|url\(\s*["']?(?!#)/i;

/** Answers the file's type, or says what is wrong with it. */
export function checkAsset(kind: AssetKind, bytes: Buffer): string {
  const { types, most } = RULES[kind];
  const refuse = (why: string) =>
    new Problem('request.invalid', `The ${kind} ${why}`, { errors: [{ path: 'base64', message: why }] });
  if (bytes.length > most) throw refuse(`has ${bytes.length} bytes; at most ${most} are taken.`);
  const type = typeOf(bytes);
  const names = types.map((each) => (TYPES[each] ?? '').toUpperCase()).join(', ');
  if (type === null || !types.includes(type)) throw refuse(`is none of ${names}, going by its first bytes.`);
  if (type === 'image/svg+xml') {
    const found = SVG_REFUSED.exec(bytes.toString('utf8'));
    if (found)
      throw refuse(
        `holds "${found[0].trim().slice(0, 30)}", which an image needs not; save it as plain SVG.`,
      );
  }
  return type;
}
