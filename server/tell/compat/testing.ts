/** The whole product with a token for Statuspage's REST API v1, called over HTTP as its clients do. */
import { openHouse } from '../../../stories/house.ts';

export const FIRST =
  'You cannot pay at the checkout since 12:00 UTC; this affects everybody. We are looking for the cause now. There is no workaround yet. We are sorry that you cannot pay.';

const SCOPES = [
  'catalog:read',
  'catalog:write',
  'tell:read',
  'tell:write',
  'respond:write',
  'audience:read',
  'audience:write',
] as const;

export type World = Awaited<ReturnType<typeof world>>;

export async function world(
  t: Parameters<typeof openHouse>[0],
  { monitors = false }: { monitors?: boolean } = {},
) {
  const house = await openHouse(t, { monitors });
  const { people } = house.app;
  const owner = await house.person('owner@example.com', 'owner');
  const session = await people.sessions.signIn('owner@example.com', 'a password of this story only', 'test');
  const maker = (await people.authenticate({ session: session.secret, authorization: null }))!;
  const tokenFor = async (given: readonly string[]) => {
    const token = await people.tokens.make(maker, { name: 'statuspage', scopes: [...given] as never });
    return { authorization: `OAuth ${token.secret}` };
  };
  await house.subscribe('reader@example.com');
  const page = await house.app.catalog.pages.default();
  const base = `/v1/pages/${page.id}`;
  const oauth = await tokenFor(SCOPES);
  return {
    house,
    owner,
    page,
    base,
    oauth,
    tokenFor,
    call: (method: string, path: string, body?: unknown) => house.send(method, `${base}${path}`, body, oauth),
    /** As curl -d sends it. */
    async form(method: string, path: string, fields: [string, string][]) {
      const answer = await fetch(new URL(`${base}${path}`, house.app.web.url()), {
        method,
        headers: { ...oauth, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields),
      });
      return { status: answer.status, body: JSON.parse(await answer.text()) };
    },
    mails: () => house.mail.inbox().filter(({ to }) => to.includes('reader@example.com')),
  };
}
