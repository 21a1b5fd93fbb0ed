/**
 * Signed notes and checkpoints as C2SP has them, pure: a text, a blank line, a line per signature with the key's name
 * and an id that follows from name and key. Only ed25519. Byte for byte what other implementations read and write.
 * Sources: c2sp.org/signed-note, c2sp.org/tlog-checkpoint.
 */
import { createHash } from 'node:crypto';
import { verifySignature } from '../keys.ts';

export type NoteKey = { name: string; publicKey: string };

const ED25519 = Buffer.from([1]);

const idOf = ({ name, publicKey }: NoteKey): Buffer =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(ED25519)
    .update(Buffer.from(publicKey, 'base64'))
    .digest()
    .subarray(0, 4);

/** The key as other tools take it: `name+id+key`. */
export const verifierKey = (key: NoteKey): string =>
  `${key.name}+${idOf(key).toString('hex')}+${Buffer.concat([ED25519, Buffer.from(key.publicKey, 'base64')]).toString('base64')}`;

export function signNote(text: string, key: NoteKey & { sign(text: string): string }): string {
  const signature = Buffer.concat([idOf(key), Buffer.from(key.sign(text), 'base64')]).toString('base64');
  return `${text}\n— ${key.name} ${signature}\n`;
}

const MOST_SIGNATURES = 100;
/** Control characters have no place in a note but for the line end. */
const hasControls = (note: string) => [...note].some((character) => character < ' ' && character !== '\n');

/** The note's text when the key signed it; null when the note is no note, or not this key's. */
export function openNote(note: string, key: NoteKey): string | null {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n') || hasControls(note)) return null;
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) return null;
  let signed = false;
  for (const line of lines) {
    const [, name, base64 = ''] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
    const bytes = Buffer.from(base64, 'base64');
    if (name === undefined || bytes.length < 5 || bytes.toString('base64') !== base64) return null;
    if (name !== key.name || !bytes.subarray(0, 4).equals(idOf(key))) continue;
    if (!verifySignature(key.publicKey, text, bytes.subarray(4).toString('base64'))) return null;
    signed = true;
  }
  return signed ? text : null;
}

export const checkpointText = (origin: string, size: number, root: Buffer): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;
