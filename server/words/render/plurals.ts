/**
 * The filters that the sandbox adds, so that a site's templates can say numbers and lists as each language does:
 * `{{ affectedCount | plural: one: "# customer is", other: "# customers are" }}`, `{{ affectedCount | number }}`,
 * `{{ componentNames | list: "or" }}`. Forms and marks come from Intl, by the language of the message.
 */
import type { FilterImplOptions } from 'liquidjs';
import { lists, numbers, plurals } from './intl.ts';

type Asked = { context: { getSync(path: string[]): unknown } };

const localeIn = (asked: Asked): string => String(asked.context.getSync(['locale']) ?? 'en');

/** `one`, `other` … by name, as CLDR calls them; two without names are `one` and `other`. */
function formsOf(given: readonly unknown[]): Record<string, string> {
  const named = given.filter((each): each is [string, unknown] => Array.isArray(each) && each.length === 2);
  if (named.length > 0) return Object.fromEntries(named.map(([name, form]) => [name, String(form)]));
  const [one, other] = given;
  return { ...(other === undefined ? { other: one } : { one, other }) } as Record<string, string>;
}

const CATEGORIES = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

export const FILTERS_OF_OURS: Readonly<Record<string, FilterImplOptions>> = {
  plural(value: unknown, ...given: unknown[]) {
    const forms = formsOf(given);
    const wrong = Object.keys(forms).find((name) => !CATEGORIES.has(name));
    if (wrong !== undefined)
      throw new Error(`plural knows no form "${wrong}": there are ${[...CATEGORIES].join(', ')}`);
    if (typeof forms['other'] !== 'string')
      throw new Error('plural needs the form "other", such as plural: one: "# check", other: "# checks"');
    if (value === null || value === undefined) return '';
    const number = Number(value);
    if (!Number.isFinite(number)) throw new Error('plural needs a number before it');
    const locale = localeIn(this);
    const form = forms[plurals(locale).select(number)] ?? forms['other'];
    return form.replaceAll('#', () => numbers(locale).format(number));
  },
  number(value: unknown) {
    if (value === null || value === undefined) return '';
    const number = Number(value);
    if (!Number.isFinite(number)) throw new Error('number needs a number before it');
    return numbers(localeIn(this)).format(number);
  },
  list(value: unknown, kind: unknown = 'and') {
    if (kind !== 'and' && kind !== 'or') throw new Error('list knows "and" and "or"');
    const type = kind === 'or' ? 'disjunction' : 'conjunction';
    return lists(localeIn(this), type).format(Array.isArray(value) ? value.map(String) : []);
  },
};
