/**
 * The data folder: one folder holds everything of an installation. This looks at it before anything is written there:
 * who owns it, which layout it has, and where its database lies. A folder that this process should not touch is
 * refused with a sentence that says what to do.
 */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The layout of the data folder; a change of layout raises it and comes with a way to move. */
const LAYOUT = 1;

export type DataFolder = {
  path: string;
  /** Where the database lies when not in the data folder, or null. */
  elsewhere: string | null;
  /** Notes that the database lies elsewhere, so that people and later processes find it. */
  pointTo(place: string): void;
};

export function openFolder(given: string): DataFolder {
  const path = resolve(given);
  make(path);
  if (!statSync(path).isDirectory())
    throw new Error(`${path} is a file; CANDOR_DATA has to name a folder of Candor's own.`);
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new Error(
      `The data folder ${path} belongs to another account (uid ${statSync(path).uid}) and cannot be written to; run Candor as that account, hand the folder over with chown, or choose another with CANDOR_DATA.`,
    );
  }
  checkLayout(path);
  const pointer = join(path, 'postgres.where');
  return {
    path,
    elsewhere: existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : null,
    pointTo: (place) => writeFileSync(pointer, `${place}\n`),
  };
}

function make(path: string): void {
  try {
    // As root the database server is another account, which has to walk through but not to look around.
    mkdirSync(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  } catch (error) {
    throw new Error(
      `The data folder ${path} cannot be made (${(error as NodeJS.ErrnoException).code}); choose another with CANDOR_DATA.`,
      { cause: error },
    );
  }
}

function checkLayout(path: string): void {
  const file = join(path, 'VERSION');
  if (!existsSync(file)) {
    writeFileSync(file, `${LAYOUT}\n`);
    return;
  }
  const text = readFileSync(file, 'utf8').trim();
  if (text === String(LAYOUT)) return;
  if (/^\d+$/.test(text) && Number(text) > LAYOUT)
    throw new Error(
      `The data folder ${path} has layout ${text}, and this version of Candor knows layouts up to ${LAYOUT}: it was written by a newer version. Start that version.`,
    );
  throw new Error(
    `The file ${file} says "${text.slice(0, 40)}", which is no layout of Candor; choose a folder of Candor's own with CANDOR_DATA.`,
  );
}
