/** The SDK's lines as text. Values come from this installation, so that they work as they are pasted. */

export function sdkSnippet({
  origin,
  componentIds,
  beacon,
  banner,
}: {
  origin: string;
  componentIds: readonly string[];
  beacon: boolean;
  banner: boolean;
}): string {
  const options = [
    `origin: ${quoted(origin)}`,
    ...(componentIds.length > 0 ? [`components: [${componentIds.map(quoted).join(', ')}]`] : []),
    ...(beacon ? ['beacon: true'] : []),
  ];
  return [
    `<script src="${origin}/sdk/candor.iife.js"></script>`,
    '<script>',
    `  const candor = Candor.createCandor({ ${options.join(', ')} });`,
    ...(banner ? ['  candor.banner();'] : []),
    '</script>',
  ].join('\n');
}

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
