/** An outside reader: sees what anybody sees, on the page, in the feeds, in the compatible API and on the live stream. */
export type Sighting = { headline: string; nextWord: boolean; feed: string; statuspage: string };

export type Reader = {
  look(): Promise<Sighting>;
  live(): number;
  /** The page at any moment, twice a second, from start to end: when each headline was first seen. */
  headlines(): { at: string; headline: string }[];
  close(): void;
};

const textOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .trim();

export function startReader(url: string): Reader {
  const seen: { at: string; headline: string }[] = [];
  let events = 0;
  const ending = new AbortController();

  const headline = async () => {
    const response = await fetch(`${url}/`, { signal: ending.signal });
    const page = await response.text();
    return { page, headline: textOf(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(page)?.[1] ?? '(no headline)') };
  };
  const timer = setInterval(async () => {
    try {
      const now = await headline();
      if (seen.at(-1)?.headline !== now.headline)
        seen.push({ at: new Date().toISOString(), headline: now.headline });
    } catch {
      // A page that cannot be read is no headline; the steps that need it say so.
    }
  }, 500);

  void (async () => {
    try {
      const response = await fetch(`${url}/live`, {
        headers: { accept: 'text/event-stream' },
        signal: ending.signal,
      });
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream()))
        events += chunk.split('event: snapshot').length - 1;
    } catch {
      // The stream ends with the demo.
    }
  })();

  return {
    async look() {
      const [{ page, headline: said }, feed, summary] = await Promise.all([
        headline(),
        fetch(`${url}/feed.atom`).then((response) => response.text()),
        fetch(`${url}/api/v2/summary.json`).then(
          (response) => response.json() as Promise<{ status: { description: string } }>,
        ),
      ]);
      return {
        headline: said,
        nextWord: page.includes('data-r="due"'),
        feed: textOf(/<entry>[\s\S]*?<title>([\s\S]*?)<\/title>/.exec(feed)?.[1] ?? '(empty)'),
        statuspage: summary.status.description,
      };
    },
    live: () => events,
    headlines: () => [...seen],
    close() {
      clearInterval(timer);
      ending.abort();
    },
  };
}
