/**
 * What a reader of a private page carries: signed words that say for which page, until when, and by which generation
 * of its access. Nothing is kept on the server, so it works without a database; changing the page's access ends all
 * of them at once.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { PageGate } from '#catalog';
import type { Clock } from '#lib/clock.ts';

export type Purpose = 'session' | 'feed' | 'oidc';
/** `who` tells readers apart without naming them: a digest, or the way they came in. */
export type Pass = { pageId: string; generation: number; until: number; who: string };

export type Passes = {
  make(purpose: Purpose, pass: Pass, more?: Record<string, string>): string;
  /** The pass, when it is ours, for this purpose, of this page and generation, and not over. */
  read(purpose: Purpose, text: string, gate: PageGate): (Pass & Record<string, unknown>) | null;
};

const LONGEST = 2_000;

export function createPasses({ key, clock }: { key: Uint8Array; clock: Clock }): Passes {
  // A key of its own, so that no signature of another kind of link can ever be taken for one of these.
  const own = Buffer.from(hkdfSync('sha256', key, '', 'candor page readers', 32));
  const sign = (purpose: Purpose, body: string) =>
    createHmac('sha256', own).update(`${purpose}\n${body}`).digest('base64url');
  return {
    make(purpose, pass, more = {}) {
      const body = Buffer.from(JSON.stringify({ ...more, ...pass })).toString('base64url');
      return `${body}.${sign(purpose, body)}`;
    },
    read(purpose, text, gate) {
      if (text.length > LONGEST) return null;
      const [body = '', proof = '', ...rest] = text.split('.');
      if (rest.length > 0) return null;
      const given = Buffer.from(proof);
      const wanted = Buffer.from(sign(purpose, body));
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      const pass = JSON.parse(Buffer.from(body, 'base64url').toString()) as Pass & Record<string, unknown>;
      const good = pass.pageId === gate.pageId && pass.generation === gate.generation;
      return good && pass.until > clock.nowMs() ? pass : null;
    },
  };
}

/** One cookie per page and purpose, sent to nothing but that page. */
export function readerCookie({
  pageId,
  prefix,
  secure,
}: {
  pageId: string;
  prefix: string;
  secure: boolean;
}) {
  const nameOf = (purpose: Purpose) =>
    `${secure ? '__Secure-' : ''}candor_${purpose === 'session' ? 'page' : purpose}_${pageId.replace(/\W/g, '')}`;
  const write = (purpose: Purpose, value: string, until: number) =>
    `${nameOf(purpose)}=${value}; Path=${prefix === '' ? '/' : prefix}; Expires=${new Date(until).toUTCString()}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    set: write,
    clear: (purpose: Purpose) => write(purpose, '', 0),
    read(purpose: Purpose, header: string | undefined): string | null {
      const name = nameOf(purpose);
      for (const part of (header ?? '').split(';')) {
        const [key, value] = part.trim().split('=', 2);
        if (key === name && value) return value;
      }
      return null;
    },
  };
}
