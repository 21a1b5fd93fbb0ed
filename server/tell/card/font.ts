/**
 * The letters of the card: outlines of Roboto (Apache-2.0), read when the first card is drawn. Says which texts it
 * cannot write, so that nobody ever sees empty boxes.
 */
import { readFileSync } from 'node:fs';
import opentype, { type Font, type PathCommand } from 'opentype.js';

let loaded: Font | null = null;

function font(): Font {
  if (!loaded) {
    const file = readFileSync(
      new URL(import.meta.resolve('roboto-fontface/fonts/roboto/Roboto-Medium.woff')),
    );
    const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
    loaded = opentype.parse(bytes, { lowMemory: true });
  }
  return loaded;
}

export const canWrite = (text: string): boolean =>
  [...text].every((character) => /\s/.test(character) || font().charToGlyphIndex(character) > 0);

export const widthOf = (text: string, size: number): number => font().getAdvanceWidth(text, size);

/** The outlines of a line of text whose baseline begins at x, y. */
export const outlineOf = (text: string, x: number, y: number, size: number): PathCommand[] =>
  font().getPath(text, x, y, size).commands;
