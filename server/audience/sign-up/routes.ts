/**
 * Signing up on the page: without JavaScript, without a cookie, and without telling anybody whether an address is
 * known. A GET never changes a subscription, because mail scanners follow links; only the POST of a person does.
 */
import { html, stringsFor } from '@candor/page';
import { SubscribeInput } from '@candor/protocol/audience.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Carriers } from '#carriers';
import type { Catalog, Page } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import { currentSecret } from '#lib/webhook-secret.ts';
import type { Timeline } from '#timeline';
import { type Api, limitKey, type Web, withForms } from '#web';
import { isForReaders, readAddress } from '../address.ts';
import type { ChoicesOf } from '../choices.ts';
import { FORM_VERSION } from '../consent.ts';
import { formWords } from '../form-words.ts';
import type { Audience } from '../index.ts';
import { confirmedBy } from '../letters.ts';
import { explainLostLinks, faultFor, type Show, signUpLink, wantsPage } from '../small-page.ts';
import { type Followed, wishesOf } from '../wishes-form.ts';
import { createCodeTokens } from './code-token.ts';
import { codeForm, proofForm, signUpForm } from './form.ts';
import { createProofs, withProofScript } from './proof.ts';

const Token = z.object({ token: z.string().max(200) });

export type SignUpDeps = {
  audience: Audience;
  carriers: Pick<Carriers, 'all' | 'ledger' | 'describe'>;
  catalog: Catalog;
  timeline: Pick<Timeline, 'incident'>;
  clock: Clock;
  publicUrl: () => string;
  csp: string;
  web: Pick<Web, 'pageOf'>;
  choices: ChoicesOf;
  show: Show;
};

export function signUpRoutes(
  api: Api,
  { audience, carriers, catalog, clock, publicUrl, csp, web, choices, show }: SignUpDeps,
): void {
  const { subscribers, links, codes, ask, limits } = audience;
  const proofs = createProofs({ links, clock });
  const codeTokens = createCodeTokens({ links, clock });

  const pageOf = async (request: FastifyRequest): Promise<Page> =>
    web.pageOf(request) ?? catalog.pages.default();
  const fieldsOf = (body: unknown) =>
    (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const localeOn = (page: Page, given: unknown) =>
    typeof given === 'string' && page.locales.includes(given) ? given : (page.locales[0] ?? 'en');
  const actionOf = (request: FastifyRequest) => request.url.split('?')[0]!;
  /** Ways by which a person can be asked, and that can leave here. */
  const waysOf = () => {
    const ready = new Set(carriers.describe().flatMap(({ name, ready: works }) => (works ? [name] : [])));
    return [...carriers.all]
      .filter(([name, rule]) => isForReaders(rule) && name !== 'webpush')
      .flatMap(([name, { title }]) => (name === 'email' || ready.has(name) ? [{ name, title }] : []));
  };

  async function showForm(
    request: FastifyRequest,
    reply: FastifyReply,
    page: Page,
    given: Record<string, unknown>,
    fault: string | null,
  ) {
    const locale = localeOn(page, given['locale']);
    const among = await choices.on(page);
    const followed: Followed[] = [];
    const asked = [given['incident'], given['incidentIds']].flat();
    for (const id of asked)
      if (typeof id === 'string') {
        const incident = await choices.open(id.slice(0, 64), among);
        if (incident) followed.push(incident);
      }
    const {
      incident: _,
      website: __,
      stamp: ___,
      proof: ____,
      nonce: _____,
      email,
      phone,
      room,
      ...wishes
    } = given;
    const body = signUpForm({
      action: actionOf(request),
      ways: waysOf(),
      choices: among,
      locale,
      locales: page.locales,
      timeZone: page.timeZone,
      followed,
      stamp: proofs.stamp(),
      wishes: wishesOf(wishes),
      email,
      phone,
      room,
      fault,
    });
    return show(reply, locale, '/subscribers', stringsFor(locale).tellMe, body, { at: page });
  }

  /** Programs get a problem; people the form again, with what is wrong above it. */
  async function refuse(request: FastifyRequest, reply: FastifyReply, page: Page, problem: Problem) {
    if (!wantsPage(request)) throw problem;
    const given = fieldsOf(request.body);
    const fault = faultFor(problem, localeOn(page, given['locale']));
    return showForm(request, reply.status(problem.status), page, given, fault);
  }

  const signUp = async (request: FastifyRequest, reply: FastifyReply) => {
    const page = await pageOf(request);
    const fields = fieldsOf(request.body);
    const { website, stamp, proof, nonce, email, phone, room, ...form } = fields;
    const carrier = typeof form['carrier'] === 'string' ? form['carrier'] : 'email';
    const parsed = SubscribeInput.safeParse({
      ...wishesOf(form),
      carrier,
      address:
        form['address'] ?? (carrier === 'email' ? email : confirmedBy(carrier) === 'code' ? phone : room),
    });
    if (!parsed.success)
      return refuse(
        request,
        reply,
        page,
        new Problem('request.invalid', 'The sign-up could not be read.', {
          errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
        }),
      );
    const wish = parsed.data;
    const ways = waysOf().map(({ name }) => name);
    const read = ways.includes(carrier)
      ? readAddress(carriers.all, carrier, wish.address, 'reader')
      : { fault: `Readers are told by ${ways.join(' or ')} here; ask the staff for other ways.` };
    if (typeof read !== 'string')
      return refuse(
        request,
        reply,
        page,
        new Problem('request.invalid', read.fault, { errors: [{ path: 'address', message: read.fault }] }),
      );
    const among = await choices.on(page);
    await choices.refuseStrangers(wish, among);

    const { locale } = wish;
    const words = formWords(locale);
    const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
    // The same answer whether the address is known or not, and whether a trap was filled or not.
    const done = () => {
      if (confirmedBy(carrier) === 'code') {
        const action = `${actionOf(request)}/codes/${codeTokens.make(carrier, read)}`;
        if (isJson) return reply.status(202).send({ message: words.codeAsk, code: action });
        return show(
          reply.status(202),
          locale,
          '/subscribers',
          words.confirmTitle,
          codeForm(locale, action, null),
          {
            at: page,
          },
        );
      }
      if (isJson) return reply.status(202).send({ message: words.checkMail });
      const body = html`<p>${words.checkMail}</p>`;
      const title = carrier === 'email' ? words.checkMailTitle : words.confirmTitle;
      return show(reply.status(202), locale, '/subscribers', title, body, { at: page });
    };
    if (typeof website === 'string' && website !== '') return done();

    const left = await limits.room(carrier, read, limitKey(request.address));
    if (left === 'full') {
      if (isJson) throw new Problem('request.rate-limited', formWords('en').tooMany);
      return show(
        reply.status(429),
        locale,
        '/subscribers',
        words.proofTitle,
        html`<p>${words.tooMany}</p>`,
        {
          at: page,
        },
      );
    }
    const isDoubtful = left === 'prove' || proof !== undefined || proofs.isHasty(stamp);
    if (isDoubtful && !proofs.holds(carrier, read, proof, nonce)) {
      if (isJson)
        throw new Problem(
          'request.rate-limited',
          'Many sign-ups are coming in at the moment. The form on the page takes this one, with one more step.',
        );
      const body = proofForm(locale, actionOf(request), fields, proofs.token(carrier, read, proof));
      return show(reply, locale, '/subscribers', words.proofTitle, body, {
        at: page,
        csp: withProofScript(csp),
      });
    }

    const chosen = wish.componentIds ?? wish.groupIds ?? wish.incidentIds;
    const subscriber = await subscribers.signUp(
      { ...wish, address: read, componentIds: chosen ? wish.componentIds : among.everything },
      { source: `page ${page.slug}, form ${FORM_VERSION}`, detail: { locale, proved: isDoubtful } },
    );
    if (subscriber)
      await ask(subscriber, {
        pageName: page.name,
        publicUrl: publicUrl(),
        follow: wish.incidentIds?.[0] ?? null,
        plan: carriers.ledger.plan,
      });
    return done();
  };

  withForms(api, (forms) => {
    const open = { access: 'public' } as const;
    explainLostLinks(forms, { catalog, show });
    for (const path of ['/subscribers', '/p/:slug/subscribers']) {
      forms.get(
        path,
        { config: open, schema: { summary: 'The form of subscribing' } },
        async (request, reply) =>
          showForm(request, reply, await pageOf(request), fieldsOf(request.query), null),
      );
      forms.post(
        path,
        { config: { ...open, perMinute: 10 }, schema: { summary: 'Ask to be told', body: z.unknown() } },
        signUp,
      );
      forms.post(
        `${path}/codes/:token`,
        { config: { ...open, perMinute: 10 }, schema: { summary: 'Confirm by a code', body: z.unknown() } },
        async (request, reply) => {
          const page = await pageOf(request);
          const { token } = request.params as { token: string };
          const asked = codeTokens.read(token.slice(0, 200));
          if (!asked)
            throw new Problem('not-found', 'This form belongs to no code; sign up again on the page.');
          const subscriber = await subscribers.findByHash(asked.carrier, asked.hash);
          const locale = localeOn(page, subscriber?.state === 'pending' ? subscriber.locale : null);
          const words = formWords(locale);
          const { code } = fieldsOf(request.body);
          const given = typeof code === 'string' ? code : '';
          if (!asked.over && subscriber && (await codes.use(subscriber.id, given)) === 'right') {
            await subscribers.confirm(subscriber.id, { source: `page ${page.slug}, code` });
            return confirmed(reply, subscriber.id, locale, { page });
          }
          const body = asked.over
            ? html`<p>${words.codeOver}</p>`
            : codeForm(locale, actionOf(request), words.codeWrong);
          return show(
            reply.status(asked.over ? 410 : 400),
            locale,
            '/subscribers',
            words.confirmTitle,
            body,
            {
              at: page,
            },
          );
        },
      );
    }

    const pendingOf = async (token: string) => {
      const id = links.read('confirm', token);
      if (!id)
        throw new Problem(
          'not-found',
          'This link belongs to no subscription; it may have been cut off by the mail program.',
        );
      return subscribers.get(id);
    };
    forms.get(
      '/subscribers/:token/confirm',
      { config: open, schema: { params: Token } },
      async ({ params }, reply) => {
        const { id, state, locale } = await pendingOf(params.token);
        // A link that stays in a room keeps leading to the subscription; the secret is shown to whoever confirms alone.
        if (state === 'active') return confirmed(reply, id, locale);
        const words = formWords(locale);
        const body = html`<p>${words.confirmAsk}</p><form method="post"><button>${words.confirmButton}</button></form>`;
        return show(reply, locale, '/subscribers', words.confirmTitle, body);
      },
    );
    forms.post(
      '/subscribers/:token/confirm',
      { config: { ...open, perMinute: 30 }, schema: { params: Token } },
      async (request, reply) => {
        const { id, state, locale } = await pendingOf(request.params.token);
        if (state === 'unsubscribed' || state === 'suppressed') {
          if (!wantsPage(request))
            throw new Problem('state.conflict', 'This subscription was ended; sign up again on the page.');
          const words = formWords(locale);
          const body = html`<p>${words.state[state]}</p>${signUpLink(locale)}`;
          return show(reply.status(409), locale, '/subscribers', words.manage, body);
        }
        const { secret } = await subscribers.confirm(id, { source: 'link in the letter' });
        return confirmed(reply, id, locale, { secret: secret && currentSecret(secret) });
      },
    );
  });

  /** `secret`: with which the calls to a program are signed. Its owner alone has the link that leads here. */
  function confirmed(
    reply: FastifyReply,
    id: string,
    locale: string,
    { page: at, secret = null }: { page?: Page; secret?: string | null } = {},
  ) {
    const words = formWords(locale);
    const manage = `/subscribers/${links.make('manage', id)}`;
    const body = html`<p>${words.confirmed}</p>${secret && html`<p>${words.signingSecret}<br><code dir="ltr">${secret}</code></p>`}<p><a href="${manage}">${words.manage}</a></p>`;
    return show(reply, locale, '/subscribers', words.confirmedTitle, body, { at });
  }
}
