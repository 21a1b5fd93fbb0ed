/** The lines that put a checklist into a host app, with the values of this installation. */

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

export const embedSnippet = ({ origin, slug }: { origin: string; slug: string }): string =>
  [
    `<script type="module" src="${attribute(origin)}/sdk/candor-embed.js"></script>`,
    `<candor-checklist origin="${attribute(origin)}" list="${attribute(slug)}"></candor-checklist>`,
  ].join('\n');
