/** Text for XML 1.0, which has no way to write most control characters: they fall away. */
import { escapeText } from './html.ts';

const writable = (character: string) => {
  const code = character.codePointAt(0)!;
  return code >= 0x20 ? code !== 0xfffe && code !== 0xffff : code === 0x9 || code === 0xa || code === 0xd;
};

export const writableText = (text: string): string => [...text].filter(writable).join('');

export const xml = (text: string): string => escapeText(writableText(text));
