/**
 * Cards for links (OpenGraph): one picture per language on the shelf, drawn after the page's bytes are out and in a
 * loop of its own, so that no reader ever waits for one. Drawn again when its words change, and every quarter of an
 * hour in any case, because a card says as of when. It never claims anything about the time after.
 */
import { headline, stringsFor, timesIn } from '@candor/page';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { Shelf, ShelfItem } from '#web';
import { prefixOf } from '../placement.ts';
import { drawCard, type Words } from './card.ts';
import { canWrite } from './font.ts';

export type Cards = {
  start(): void;
  /** The newest snapshot of a set of pages; its cards follow soon. */
  show(set: string, snapshot: Snapshot, options?: { host?: string | null }): void;
};

const QUARTER_MS = 15 * 60_000;
const CACHE = 'public, max-age=300';

type Shown = { snapshot: Snapshot; host: string | null };
type Drawn = { key: string; asOf: string; item: ShelfItem };

export function createCards({ loops, shelf }: { loops: Loops; shelf: Pick<Shelf, 'replace'> }): Cards {
  const waiting = new Map<string, Shown>();
  const drawn = new Map<string, Map<string, Drawn>>();
  let loop: Loop | undefined;

  async function draw(set: string, { snapshot, host }: Shown) {
    const before = drawn.get(set) ?? new Map<string, Drawn>();
    const after = new Map<string, Drawn>();
    const made = new Map<string, Promise<Buffer>>();
    const items = new Map<string, ShelfItem>();
    for (const [i, locale] of snapshot.page.locales.entries()) {
      const path = `${prefixOf(snapshot.page.url)}${i === 0 ? '' : `/${locale}`}/card.png`;
      const { asOf, ...words } = wordsOf(snapshot, locale);
      const key = JSON.stringify([words, Math.floor(Date.parse(snapshot.madeAt) / QUARTER_MS)]);
      let card = before.get(path);
      if (card?.key !== key) {
        // Languages that the font cannot write share the English card.
        const picture = made.get(key) ?? drawCard({ ...words, asOf });
        made.set(key, picture);
        card = { key, asOf, item: { contentType: 'image/png', body: await picture, cacheControl: CACHE } };
        // Whoever else has something to do goes first.
        await new Promise((resolve) => setImmediate(resolve));
      }
      after.set(path, card);
      items.set(path, card.item);
    }
    drawn.set(set, after);
    if (made.size > 0 || after.size !== before.size) await shelf.replace(`${set}:cards`, items, { host });
  }

  return {
    start() {
      loop = loops.start('cards', async () => {
        for (const [set, shown] of waiting) {
          waiting.delete(set);
          await draw(set, shown);
        }
        return null;
      });
    },
    show(set, snapshot, { host = null } = {}) {
      waiting.set(set, { snapshot, host });
      loop?.kick();
    },
  };
}

/** In the page's language where the font has its letters, else in English; never with a box for a letter. */
function wordsOf(snapshot: Snapshot, locale: string): Words {
  const { page, madeAt } = snapshot;
  const host = new URL(page.url).host;
  const name = canWrite(page.name) ? page.name : host;
  const inLanguage = (language: string): Words => {
    const strings = stringsFor(language);
    const { state, sentence } = headline(snapshot, strings, language);
    const times = timesIn(language, page.timeZone, madeAt);
    return {
      name,
      host,
      state,
      sentence,
      asOf: strings.asOf(`${times.date(madeAt)}, ${times.clock(madeAt)}`),
    };
  };
  const own = inLanguage(locale);
  if (canWrite(own.sentence + own.asOf)) return own;
  const english = inLanguage('en');
  if (canWrite(english.sentence)) return english;
  return { ...english, sentence: stringsFor('en').status[english.state] };
}
