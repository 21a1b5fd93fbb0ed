/** A reader of a private page, for the stories about the ways in: a browser that keeps cookies, and the page. */
import { openHouse } from './house.ts';

const HTML = { accept: 'text/html' };

/** One browser: it keeps cookies and follows nothing by itself. */
export function browser(base: string) {
  const jar = new Map<string, string>();
  return async (url: string, form?: Record<string, string>) => {
    const answer = await fetch(new URL(url, base), {
      redirect: 'manual',
      headers: { ...HTML, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=');
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
  };
}

export async function privatePage(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t, { monitors: false });
  const page = await house.app.catalog.pages.create(
    { slug: 'acme', name: 'Acme' },
    {
      kind: 'private',
      networks: ['203.0.113.0/24'],
    },
  );
  await house.settled();
  const base = house.app.web.url();
  const admit = async (access: object) => {
    await house.app.catalog.pages.setAccess(page.id, { kind: 'private', ...access });
    await house.settled();
  };
  return { house, page, base, admit };
}
