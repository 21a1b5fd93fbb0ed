/**
 * `candor verify ADDRESS`: reads a page from outside, as any of its readers could, and checks its public history, what
 * it shows today, and, when a file remembers how the log looked, that it only grew. Uses the verifier that readers get.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { SignedSnapshot } from '@candor/protocol/snapshot.ts';
import { z } from 'zod';
import { canonical } from '#lib/canonical.ts';
import { verifySignature } from '../timeline/keys.ts';
import { aboutOthers, differences } from '../timeline/publiclog/compare.ts';
import { readerOf, verifyLog } from '../timeline/publiclog/verifier/candor-verify.mjs';
import { Complaint } from './complaint.ts';

const Remembered = z.object({
  origin: z.string(),
  size: z.number().int().nonnegative(),
  root: z.string(),
});

/** A page that is just being made anew agrees with its log a moment later. */
const TRIES = 3;
const PAUSE_MS = 2_000;

export async function verifyPage(
  place: string,
  remember: string | undefined,
  pauseMs = PAUSE_MS,
): Promise<void> {
  const url = URL.canParse(place) && /^https?:$/.test(new URL(place).protocol);
  if (!url && !(existsSync(place) && statSync(place).isDirectory()))
    throw new Complaint(`"${place}" is neither an address that begins with http nor a folder.`, {
      exitCode: 2,
    });
  const remembered = remember && existsSync(remember) ? recall(remember) : null;
  const read = readerOf(place);
  // A page under /p/ shares the log of its host.
  const shared = url && !(await read('log/keys.json').catch(() => null));
  const readLog = shared ? readerOf(new URL(place).origin) : read;
  /** Whatever is wrong with what was read is said as it is. */
  const said = (error: Error & { code?: string }) => {
    const sentence = error instanceof Complaint || error.code === 'ERR_ASSERTION';
    throw new Complaint(sentence ? error.message : `This log cannot be read: ${error.message}`, {
      cause: error,
    });
  };
  // A copy in a folder stays as it is.
  for (let left = url ? TRIES : 1; ; left--) {
    const signed = await snapshotOf(read).catch(said);
    const log = await verifyLog(readLog, remembered).catch(said);
    const { snapshot, publicKey, signature } = signed;
    const ours = log.keys.includes(publicKey);
    if (!ours || !verifySignature(publicKey, canonical(snapshot), signature))
      throw new Complaint('The page’s snapshot.json is not signed by a key of this log.');
    const different = differences(log, snapshot);
    if (different.length > 0) {
      if (left > 1) {
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        continue;
      }
      throw new Complaint(['The page and its public log differ.', ...different].join('\n'));
    }
    const gone = log.texts.flatMap((texts) => [...texts.values()]).filter((text) => text === null).length;
    const updates = [...snapshot.incidents, ...snapshot.maintenances].flatMap((each) => each.updates).length;
    console.log(`${log.size} entries, each in its place. Root ${log.root}, log ${log.origin}.`);
    console.log(`The page of ${snapshot.madeAt} shows ${updates} updates, each as it stands in the log.`);
    if (gone > 0)
      console.log(`Texts removed: ${gone}. That they stood there is proven; what they said is not.`);
    const others = aboutOthers(log, snapshot);
    if (others > 0)
      console.log(`The log also tells of ${others} incidents in parts that this page does not show.`);
    if (remembered) console.log(`The ${remembered.size} entries that were remembered are unchanged.`);
    if (remember) {
      const { origin, size, root } = log;
      writeFileSync(remember, `${JSON.stringify({ origin, size, root })}\n`);
    }
    return;
  }
}

function recall(file: string): z.infer<typeof Remembered> {
  try {
    return Remembered.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new Complaint(
      `${file} does not remember a log; give --remember a file that an earlier check wrote.`,
      {
        exitCode: 2,
      },
    );
  }
}

async function snapshotOf(read: (path: string) => Promise<Buffer | null>): Promise<SignedSnapshot> {
  const bytes = await read('snapshot.json');
  if (!bytes) throw new Complaint('There is no snapshot.json here; is this the page of a Candor?');
  try {
    return SignedSnapshot.parse(JSON.parse(bytes.toString()));
  } catch {
    throw new Complaint('snapshot.json is not one that this version of Candor understands.');
  }
}
