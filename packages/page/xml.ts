/** Text for XML 1.0, which has no way to write most control characters: they fall away. */
import { escapeText } from './html.ts';

const writable = (code: number): boolean =>
  code >= 0x20 ? code !== 0xfffe && code !== 0xffff : code === 0x9 || code === 0xa || code === 0xd;

export function writableText(text: string): string {
  for (let at = 0; at < text.length; at += 1)
    if (!writable(text.charCodeAt(at)))
      return [...text].filter((character) => writable(character.codePointAt(0)!)).join('');
  return text;
}

export const xml = (text: string): string => escapeText(writableText(text));
