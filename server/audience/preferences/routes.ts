/**
 * The addresses in every message: one's own wishes, the end with one click, everything that is known about oneself, and
 * being forgotten. The token is the whole sign-in. A GET shows and changes nothing; a POST changes.
 */
import { html, timesIn } from '@candor/page';
import { SubscriberEdit } from '@candor/protocol/audience.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Carriers } from '#carriers';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import { type Api, withForms } from '#web';
import { maskedAddress } from '../address.ts';
import type { ChoicesOf } from '../choices.ts';
import { filled, formWords } from '../form-words.ts';
import type { Audience, SubscriberRow } from '../index.ts';
import { knownAbout } from '../proof.ts';
import { explainLostLinks, faultFor, type Show, wantsPage } from '../small-page.ts';
import { type Followed, wishesOf } from '../wishes-form.ts';
import { dayBegins, preferencesForm } from './form.ts';

const Token = z.object({ token: z.string().max(200) });
const Day = z.iso.date();
const OWN = { source: 'preference page' };

export function preferenceRoutes(
  api: Api,
  {
    audience,
    carriers,
    catalog,
    store,
    clock,
    choices,
    show,
  }: {
    audience: Audience;
    carriers: Pick<Carriers, 'all' | 'ledger'>;
    catalog: Catalog;
    store: Store;
    clock: Clock;
    choices: ChoicesOf;
    show: Show;
  },
): void {
  const { subscribers, links } = audience;
  const open = { access: 'public' } as const;

  async function owner(token: string): Promise<SubscriberRow> {
    const id = links.read('manage', token);
    if (!id)
      throw new Problem(
        'not-found',
        'This link belongs to no subscription; it may have been cut off by the mail program.',
      );
    return subscribers.get(id);
  }
  const tokenOf = (request: FastifyRequest) => (request.params as { token: string }).token;
  const locales = async () => (await catalog.pages.default()).locales;

  /** What is followed now, and what a letter offered to follow. */
  async function followed(subscriber: SubscriberRow, offered: string | undefined): Promise<Followed[]> {
    const among = await choices.of(subscriber);
    const found: Followed[] = [];
    for (const id of new Set([...(subscriber.incidentIds ?? []), ...(offered ? [offered] : [])])) {
      const incident = await choices.open(id, among);
      if (incident) found.push(incident);
    }
    return found;
  }

  async function showWishes(
    reply: FastifyReply,
    subscriber: SubscriberRow,
    { token, offered, fault = null }: { token: string; offered?: string | undefined; fault?: string | null },
  ) {
    const body = preferencesForm({
      subscriber: {
        ...subscriber,
        address: maskedAddress(carriers.all, subscriber.carrier, subscriber.address),
      },
      token,
      choices: await choices.of(subscriber),
      locales: await locales(),
      followed: await followed(subscriber, offered),
      now: clock.now(),
      fault,
    });
    return show(reply, subscriber.locale, '/subscribers', formWords(subscriber.locale).manage, body);
  }

  /** Throws what is wrong with it; then nothing was changed. */
  async function saveWishes(subscriber: SubscriberRow, body: unknown): Promise<string> {
    if (subscriber.state === 'unsubscribed' || subscriber.state === 'suppressed')
      throw new Problem('state.conflict', 'This subscription was ended; sign up again on the page.');
    const { pausedUntil, ...form } = (body ?? {}) as Record<string, unknown>;
    const given = wishesOf({ everyNote: false, ...form });
    const timeZone = SubscriberEdit.shape.timeZone.safeParse(given['timeZone']).data ?? subscriber.timeZone;
    const day = Day.safeParse(pausedUntil);
    const rest =
      pausedUntil === undefined
        ? {}
        : {
            pausedUntil: day.success
              ? dayBegins(day.data, timeZone)
              : pausedUntil === ''
                ? null
                : pausedUntil,
          };
    const edit = SubscriberEdit.pick(OWN_FIELDS).safeParse({ ...given, ...rest });
    if (!edit.success)
      throw new Problem('request.invalid', 'The wishes could not be read.', {
        errors: edit.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
      });
    const among = await choices.of(subscriber);
    await choices.refuseStrangers(edit.data, among, subscriber);
    const chosen = edit.data.componentIds ?? edit.data.groupIds ?? edit.data.incidentIds;
    // Who chooses nothing hears of everything that the page shows.
    if (!chosen) edit.data.componentIds = among.everything;
    await subscribers.change(subscriber.id, edit.data, OWN);
    // Whoever cares for the endpoint has just been here.
    await subscribers.release(subscriber.id, OWN);
    return edit.data.locale ?? subscriber.locale;
  }

  withForms(api, (forms) => {
    explainLostLinks(forms, { catalog, show });
    // Mail programs send the one click as either kind of form (RFC 8058); its content says nothing that the address does not.
    forms.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: 64 * 1024 },
      (_request, _body, done) => done(null, {}),
    );

    forms.get(
      '/subscribers/:token',
      {
        config: open,
        schema: { params: Token, querystring: z.object({ follow: z.string().max(64).optional() }) },
      },
      async ({ params, query }, reply) =>
        showWishes(reply, await owner(params.token), { token: params.token, offered: query.follow }),
    );
    forms.post(
      '/subscribers/:token',
      { config: { ...open, perMinute: 30 }, schema: { params: Token, body: z.unknown() } },
      async (request, reply) => {
        const subscriber = await owner(tokenOf(request));
        const token = tokenOf(request);
        const saved = await saveWishes(subscriber, request.body).catch((problem) => {
          if (!(problem instanceof Problem) || problem.status >= 500 || !wantsPage(request)) throw problem;
          return problem;
        });
        if (saved instanceof Problem)
          return showWishes(
            reply.status(saved.status),
            { ...subscriber, ...readable(request.body) },
            { token, fault: faultFor(saved, subscriber.locale) },
          );
        const words = formWords(saved);
        const body = html`<p>${words.saved}</p><p><a href="/subscribers/${token}">${words.manage}</a></p>`;
        return show(reply, saved, '/subscribers', words.savedTitle, body);
      },
    );

    forms.post(
      '/subscribers/:token/secrets',
      { config: { ...open, perMinute: 10 }, schema: { params: Token, body: z.unknown() } },
      async (request, reply) => {
        const { id, locale, timeZone } = await owner(tokenOf(request));
        const { secret, oldUntil } = await subscribers.replaceSecret(id, OWN);
        const words = formWords(locale);
        const time = timesIn(locale, timeZone, clock.now()).clock(oldUntil);
        const body = html`<p>${words.signingSecret}<br><code dir="ltr">${secret}</code></p><p>${filled(words.oldSecret, { time })}</p><p><a href="/subscribers/${tokenOf(request)}">${words.manage}</a></p>`;
        return show(reply, locale, '/subscribers', words.savedTitle, body);
      },
    );

    forms.get(
      '/subscribers/:token/unsubscribe',
      { config: open, schema: { params: Token } },
      async ({ params }, reply) => {
        const { locale } = await owner(params.token);
        const words = formWords(locale);
        const body = html`<p>${words.unsubscribeAsk}</p><form method="post"><button>${words.unsubscribeButton}</button></form>`;
        return show(reply, locale, '/subscribers', words.unsubscribeTitle, body);
      },
    );
    // RFC 8058: one click in the mail program is this POST, without cookies and without any further question. A
    // mailbox provider sends the clicks of all its readers from a few addresses, and who has no token changes nothing.
    forms.post(
      '/subscribers/:token/unsubscribe',
      { config: { ...open, perMinute: 6_000 }, schema: { params: Token, body: z.unknown() } },
      async (request, reply) => {
        const { id, locale } = await owner(tokenOf(request));
        await subscribers.end(id, 'unsubscribed', 'asked to stop');
        const words = formWords(locale);
        return show(
          reply,
          locale,
          '/subscribers',
          words.unsubscribedTitle,
          html`<p>${words.unsubscribed}</p>`,
        );
      },
    );

    forms.get(
      '/subscribers/:token/data',
      { config: open, schema: { params: Token } },
      async ({ params }, reply) => {
        const subscriber = await owner(params.token);
        const { carrier, address } = subscriber;
        // A room shares this page; whoever knows an address that is a key could post there.
        const known = { ...subscriber, address: maskedAddress(carriers.all, carrier, address) };
        return reply
          .header('cache-control', 'private, no-store')
          .header('content-disposition', 'attachment; filename="what-is-known.json"')
          .type('application/json; charset=utf-8')
          .send(JSON.stringify(await knownAbout(known, { subscribers, ledger: carriers.ledger }), null, 2));
      },
    );

    forms.get(
      '/subscribers/:token/erasure',
      { config: open, schema: { params: Token } },
      async ({ params }, reply) => {
        const { locale } = await owner(params.token);
        const words = formWords(locale);
        const body = html`<p>${words.forgetAsk}</p><form method="post"><button>${words.forgetButton}</button></form>`;
        return show(reply, locale, '/subscribers', words.forgetTitle, body);
      },
    );
    forms.post(
      '/subscribers/:token/erasure',
      { config: { ...open, perMinute: 10 }, schema: { params: Token, body: z.unknown() } },
      async (request, reply) => {
        const { id, locale } = await owner(tokenOf(request));
        await store.transaction(async (tx) => {
          await subscribers.erase(id, tx);
          await carriers.ledger.erase(id, tx);
        });
        const words = formWords(locale);
        return show(reply, locale, '/subscribers', words.forgetTitle, html`<p>${words.forgotten}</p>`);
      },
    );
  });
}

/** What of a form can be shown again: each wish that can be read by itself. */
const readable = (body: unknown): Partial<SubscriberRow> =>
  Object.fromEntries(
    Object.entries(wishesOf((body ?? {}) as Record<string, unknown>)).flatMap(([name, given]) => {
      const { success, data } = Object.hasOwn(OWN_FIELDS, name)
        ? SubscriberEdit.shape[name as keyof typeof OWN_FIELDS].safeParse(given)
        : { success: false, data: undefined };
      return success ? [[name, data]] : [];
    }),
  );

/** What people change about themselves; whose customer they are is the house's business. */
const OWN_FIELDS = {
  componentIds: true,
  groupIds: true,
  incidentIds: true,
  leastSeverity: true,
  wantsIncidents: true,
  wantsMaintenance: true,
  everyNote: true,
  quietFrom: true,
  quietUntil: true,
  quietExceptCritical: true,
  digest: true,
  locale: true,
  timeZone: true,
  pausedUntil: true,
} as const;
