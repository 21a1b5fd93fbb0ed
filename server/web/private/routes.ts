/**
 * The way in to a private page: forms that work without script, in the page's look, at `/sign-in` of the page's own
 * address. Says the same to everybody about addresses and passwords; sets one cookie, for that page alone.
 */
import { html, renderDocument } from '@candor/page';
import { EmailAddress } from '@candor/protocol/people.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Audience } from '#audience';
import type { Carriers } from '#carriers';
import { lookOf, type PageGate } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { Problem } from '#lib/problem.ts';
import type { Passwords } from '#people';
import type { Store } from '#store';
import type { Api } from '../api.ts';
import { below } from '../below.ts';
import { withForms } from '../fastify.ts';
import { createLimiter } from '../limiter.ts';
import type { Web } from '../web.ts';
import { readerOf, SIGN_IN } from './gate.ts';
import { createLinks, LINK_MINUTES } from './links.ts';
import { type Attempt, createOidc, isAllowed, mayRead } from './oidc.ts';
import { type Pass, readerCookie } from './session.ts';
import { type GateWords, languageFor } from './words.ts';

type Deps = {
  web: Pick<Web, 'sites' | 'passes' | 'isEncrypted'>;
  audience: Audience;
  carriers: Carriers;
  passwords: Passwords;
  outbound: Outbound;
  store: Store;
  clock: Clock;
  log: Log;
  csp: string;
  /** Waits for work that an answer does not wait for. */
  track: (work: Promise<unknown>) => void;
};

const OIDC_MS = 10 * 60_000;
const FEED_MS = 365 * 24 * 3_600_000;
/** In all, from any number of addresses: a shared password is worth guessing together. */
const GUESSES_PER_MINUTE = 60;
const LINKS_PER_ADDRESS_PER_MINUTE = 1;

export const privatePageRoutes =
  ({ web, audience, carriers, passwords, outbound, store, clock, log, csp, track }: Deps) =>
  (api: Api): void => {
    const links = createLinks({ store, clock });
    const issuers = createOidc({ outbound, clock });
    const limiter = createLimiter({ clock });

    /** The private page that this address belongs to, with what an answer needs; others have no way in. */
    function meet(request: FastifyRequest) {
      const { raw, headers, params } = request;
      const meant = web.sites.at(raw.headers.host, raw.url!);
      const named = (params as { slug?: string }).slug;
      const gate = meant?.site.gate;
      if (!gate || (named === undefined) !== (meant.prefix === ''))
        throw new Problem('not-found', 'There is nothing at this address.');
      const { page } = meant.site;
      const secure = web.isEncrypted(raw);
      return {
        page,
        gate,
        prefix: meant.prefix,
        base: `${meant.prefix}${SIGN_IN}`,
        cookie: readerCookie({ pageId: page.id, prefix: meant.prefix, secure }),
        ...languageFor(page.locales, headers['accept-language']),
      };
    }
    type Met = ReturnType<typeof meet>;

    function show(
      reply: FastifyReply,
      met: Met,
      status: number,
      title: string,
      body: ReturnType<typeof html>,
    ) {
      const { page, locale, prefix } = met;
      const look = lookOf(page);
      const { name, supportUrl, locales } = page;
      const document = renderDocument(
        {
          name,
          supportUrl,
          locales: locales.includes(locale) ? locales : [locale],
          ...(look ? { look } : {}),
        },
        { locale, path: SIGN_IN, title, body, noindex: true },
      );
      return quiet(reply)
        .status(status)
        .header('content-security-policy', look?.fontUrl ? `${csp}; font-src 'self'` : csp)
        .type('text/html; charset=utf-8')
        .send(below(prefix, document));
    }

    const welcome = (met: Met, to: string, complaint?: string) => {
      const { gate, words, base } = met;
      const goal = html`<input type="hidden" name="to" value="${to}">`;
      const ways = [
        gate.oidc &&
          html`<p class="card"><a class="button" href="${SIGN_IN}/account?to=${encodeURIComponent(to)}">${words.account}</a></p>`,
        gate.email &&
          html`<form class="card" method="post" action="${base}/email">${goal}<label for="email">${words.email}</label><input id="email" type="email" name="email" required maxlength="254" autocomplete="email"><p class="hint">${words.emailHint(LINK_MINUTES)}</p><button>${words.sendLink}</button></form>`,
        gate.passwordHash !== null &&
          html`<form class="card" method="post" action="${base}/password">${goal}<label for="password">${words.password}</label><input id="password" type="password" name="password" required maxlength="200" autocomplete="current-password"><button>${words.enter}</button></form>`,
      ].filter(Boolean);
      return html`<p>${words.intro}${ways.length === 0 && html` ${words.networkOnly}`}</p>${complaint && html`<p role="alert"><strong>${complaint}</strong></p>`}${ways}`;
    };

    function letIn(reply: FastifyReply, met: Met, who: string, to: string) {
      const { page, gate, prefix, cookie } = met;
      const until = clock.nowMs() + gate.hours * 3_600_000;
      const pass = { pageId: page.id, generation: gate.generation, until, who };
      return quiet(reply)
        .header('set-cookie', cookie.set('session', web.passes.make('session', pass), until))
        .redirect(`${prefix}${to}`, 303);
    }

    const passOf = ({ cookie, gate }: Met, request: FastifyRequest): Pass | null => {
      const text = cookie.read('session', request.headers.cookie);
      return text === null ? null : web.passes.read('session', text, gate);
    };

    /** Asked for by a stranger, so whether it sends anything is decided after the answer is on its way. */
    async function sendLink({ page, gate, locale, words }: Met, email: string) {
      const { domains, addresses } = gate.email!;
      if (!isAllowed(email, { domains, addresses }) && !(await isContact(gate, email))) return;
      const reader = readerOf(email);
      if (!limiter.take(`${page.id} ${reader}`, LINKS_PER_ADDRESS_PER_MINUTE).ok) return;
      await store.transaction(async (tx) => {
        const token = await links.make(tx, gate, reader);
        await carriers.ledger.plan(tx, {
          message: {
            kind: 'page-link',
            urgent: true,
            forms: { [locale]: letter(words, page.name), en: letter(words, page.name) },
          },
          recipients: [
            {
              id: `rdr_${reader}`,
              kind: 'endpoint',
              carrier: 'email',
              address: email,
              locale,
              timeZone: page.timeZone,
              ownUrl: `${web.sites.urlOf(page)}${SIGN_IN}/link/${token}`,
            },
          ],
        });
      });
    }

    async function isContact({ email }: PageGate, address: string): Promise<boolean> {
      const { segments, customerIds } = email!;
      if (segments.length + customerIds.length === 0) return false;
      const today = clock.now().slice(0, 10);
      return (await audience.customers.list()).some(
        (customer) =>
          customer.email?.toLowerCase() === address.toLowerCase() &&
          (customer.endedOn === null || customer.endedOn >= today) &&
          (customerIds.includes(customer.id) ||
            (customer.segment !== null && segments.includes(customer.segment))),
      );
    }

    withForms(api, (forms) => {
      const open = { access: 'public' } as const;
      const form = { access: 'public', sameSite: true, perMinute: 10 } as const;
      for (const at of [SIGN_IN, `/p/:slug${SIGN_IN}`]) {
        forms.get(at, { config: open, schema: { hide: true } }, async (request, reply) => {
          const met = meet(request);
          const { words, base, prefix, page, gate } = met;
          const pass = passOf(met, request);
          if (!pass) return show(reply, met, 200, words.title, welcome(met, goalOf(request.query)));
          const feed = web.passes.make('feed', {
            ...pass,
            generation: gate.generation,
            until: clock.nowMs() + FEED_MS,
          });
          const address = `${web.sites.urlOf(page)}/feed.`;
          return show(
            reply,
            met,
            200,
            words.inTitle,
            html`<p><a href="/">${words.toPage}</a></p><details><summary>RSS, Atom, JSON</summary><p class="hint">${words.feeds}</p><ul>${['rss', 'atom', 'json'].map((kind) => html`<li><code>${`${address}${kind}?token=${feed}`}</code></li>`)}</ul></details><form method="post" action="${base}/end"><input type="hidden" name="to" value="${prefix}"><button class="plain">${words.signOut}</button></form>`,
          );
        });

        forms.post(
          `${at}/password`,
          { config: form, schema: { hide: true, body: z.unknown() } },
          async (request, reply) => {
            const met = meet(request);
            const { page, gate, words } = met;
            const { password } = fieldsOf(request.body);
            const to = goalOf(request.body);
            if (!limiter.take(`password ${page.id}`, GUESSES_PER_MINUTE).ok)
              return show(reply, met, 429, words.title, welcome(met, to, words.tooMany));
            const { ok } = await passwords.verify(password.slice(0, 200), gate.passwordHash);
            if (!ok) return show(reply, met, 403, words.title, welcome(met, to, words.wrong));
            return letIn(reply, met, 'password', to);
          },
        );

        forms.post(
          `${at}/email`,
          { config: { ...form, perMinute: 5 }, schema: { hide: true, body: z.unknown() } },
          async (request, reply) => {
            const met = meet(request);
            const { words, gate } = met;
            if (!gate.email) throw new Problem('not-found', 'There is nothing at this address.');
            const email = EmailAddress.safeParse(fieldsOf(request.body).email);
            if (!email.success)
              return show(reply, met, 400, words.title, welcome(met, goalOf(request.body), words.badAddress));
            track(
              sendLink(met, email.data).catch((error) =>
                log.error({ err: error }, 'a link to a private page could not be planned'),
              ),
            );
            return show(reply, met, 202, words.sentTitle, html`<p>${words.sent(LINK_MINUTES)}</p>`);
          },
        );
        // Mail scanners follow links, so the link only shows the button that uses it.
        forms.get(`${at}/link/:token`, { config: open, schema: { hide: true } }, async (request, reply) => {
          const met = meet(request);
          const { words } = met;
          return show(
            reply,
            met,
            200,
            words.openTitle,
            html`<p>${words.openAsk}</p><form method="post"><button>${words.enter}</button></form>`,
          );
        });
        forms.post(
          `${at}/link/:token`,
          { config: { ...form, perMinute: 20 }, schema: { hide: true, body: z.unknown() } },
          async (request, reply) => {
            const met = meet(request);
            const { token = '' } = request.params as { token?: string };
            const reader = token.length > 100 || !met.gate.email ? null : await links.use(token, met.gate);
            if (reader === null)
              return show(reply, met, 403, met.words.title, welcome(met, '/', met.words.linkOver));
            return letIn(reply, met, reader, '/');
          },
        );

        forms.get(`${at}/account`, { config: open, schema: { hide: true } }, async (request, reply) => {
          const met = meet(request);
          const { page, gate, cookie } = met;
          if (!gate.oidc) throw new Problem('not-found', 'There is nothing at this address.');
          const { url, attempt } = await issuers.begin(gate.oidc, callbackOf(met), goalOf(request.query));
          const until = clock.nowMs() + OIDC_MS;
          const pass = { pageId: page.id, generation: gate.generation, until, who: 'oidc' };
          return quiet(reply)
            .header('set-cookie', cookie.set('oidc', web.passes.make('oidc', pass, attempt), until))
            .redirect(url, 303);
        });
        forms.get(
          `${at}/account/callback`,
          { config: open, schema: { hide: true } },
          async (request, reply) => {
            const met = meet(request);
            const { gate, cookie, words } = met;
            const kept = cookie.read('oidc', request.headers.cookie);
            const attempt = kept === null || !gate.oidc ? null : web.passes.read('oidc', kept, gate);
            const failed = (complaint: string) => {
              reply.header('set-cookie', cookie.clear('oidc'));
              return show(reply, met, 403, words.title, welcome(met, '/', complaint));
            };
            if (!attempt) return failed(words.accountFailed);
            const { search } = new URL(request.raw.url!, 'http://localhost');
            const returned = new URL(`${callbackOf(met)}${search}`);
            const claims = await issuers
              .finish(gate.oidc!, returned, attempt as unknown as Attempt)
              .catch((error: unknown) => {
                log.info(
                  { err: error, pageId: gate.pageId },
                  'a reader could not be signed in at the issuer',
                );
                return null;
              });
            if (!claims) return failed(words.accountFailed);
            if (!mayRead(gate.oidc!, claims)) return failed(words.accountRefused);
            reply.header('set-cookie', cookie.clear('oidc'));
            return letIn(reply, met, readerOf(String(claims['sub'])), pathOf(String(attempt['to'])));
          },
        );

        forms.post(
          `${at}/end`,
          { config: form, schema: { hide: true, body: z.unknown() } },
          async (request, reply) => {
            const { cookie, prefix } = meet(request);
            return quiet(reply)
              .header('set-cookie', cookie.clear('session'))
              .redirect(`${prefix}${SIGN_IN}`, 303);
          },
        );
      }
    });

    const callbackOf = ({ page }: Met) => `${web.sites.urlOf(page)}${SIGN_IN}/account/callback`;
  };

const quiet = (reply: FastifyReply) =>
  reply
    .header('cache-control', 'private, no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex');

function fieldsOf(body: unknown) {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
  return { password: text('password'), email: text('email'), to: text('to') };
}

const goalOf = (given: unknown): string => pathOf(fieldsOf(given).to);
/** A path within the page, whatever a stranger put into the link. */
const pathOf = (to: string): string =>
  /^\/(?![/\\])[\w\-./~%]{0,300}$/.test(to) && !to.startsWith(SIGN_IN) ? to : '/';

function letter(words: GateWords, page: string) {
  const [why = '', how = '', not = ''] = words.letter(page, LINK_MINUTES);
  const safe = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);
  return {
    subject: words.letterSubject(page),
    text: `${why}\n\n${how}\n{{ownUrl}}\n\n${not}\n`,
    html: `<p>${safe(why)}</p><p>${safe(how)}</p><p><a href="{{ownUrl}}">${safe(words.enter)}</a></p><p>${safe(not)}</p>`,
  };
}
