/** Intl's formatters, made once each: to make one takes longer than to use it a thousand times. Pure. */
const made = new Map<string, unknown>();
/** A dozen languages with a few options each; more comes only from a template that makes up its own. */
const MOST = 500;

function once<T>(key: string, make: () => T): T {
  const known = made.get(key) as T | undefined;
  if (known) return known;
  const fresh = make();
  if (made.size >= MOST) made.clear();
  made.set(key, fresh);
  return fresh;
}

export const numbers = (locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  once(`n${locale}${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options));

/** A count as the language writes it. */
export const figure = (n: number, locale: string): string => numbers(locale).format(n);

export const dates = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  once(`d${locale}${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, options));

export const lists = (locale: string, type: Intl.ListFormatType = 'conjunction'): Intl.ListFormat =>
  once(`l${locale}${type}`, () => new Intl.ListFormat(locale, { type }));

export const plurals = (locale: string): Intl.PluralRules =>
  once(`p${locale}`, () => new Intl.PluralRules(locale));
