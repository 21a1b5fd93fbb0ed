/** A short form with one more sentence in it. Pure; whether that still fits is its channel's question. */
import { sentencesOf } from '../text/sentences.ts';
import { joined, LINK_AT_END, oneLine } from './fit.ts';

/** Before the promise, and before what leads to the address. */
export function withBeside(short: string, beside: string, { promised }: { promised: boolean }): string {
  const link = LINK_AT_END.exec(short)?.[1] ?? '';
  const parts = sentencesOf(short.slice(0, short.length - link.length)).map(({ text }) => text);
  const leadsOn = promised || (link !== '' && /[:：]$/.test(parts.at(-1) ?? ''));
  const at = leadsOn && parts.length > 1 ? parts.length - 1 : parts.length;
  const said = joined(parts.toSpliced(at, 0, oneLine(beside)));
  return link ? `${said} ${link}` : said;
}
