/**
 * What a holding page says by itself, as one type that each language fills. Everything here is timeless: it has to be
 * true whenever a proxy serves the page, so it names no time, no cause and no promise.
 */
import type { HoldingKind } from '@candor/protocol/holding.ts';

export type HoldingWords = {
  /** Each is given the name of the service. */
  title: Record<HoldingKind, (name: string) => string>;
  text: Record<HoldingKind, (name: string) => string>;
  /** Before the link to the status page. */
  newest: string;
  madeAt: (time: string) => string;
  tryAgain: string;
  /** Above what the status page says at this moment. */
  live: string;
  whatHappened: string;
  whatWeDo: string;
  done: (date: string) => string;
  due: (date: string) => string;
  nothingYet: string;
};
