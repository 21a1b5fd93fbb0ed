/** The first of `locales` that the reader asks for (`Accept-Language`, in its order, regions aside), else the first of all. */
export function languageOf(locales: readonly string[], accepted: string | undefined): string | undefined {
  const base = (locale: string) => locale.split('-')[0]!.toLowerCase();
  const asked = (accepted ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => base(part.split(';')[0]!.trim()));
  const found = asked.flatMap((wish) => locales.find((locale) => base(locale) === wish) ?? []);
  return found[0] ?? locales[0];
}
