/** What a hostile or careless author may write, and what becomes of it: refused in the same place on every machine. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '#lib/problem.ts';
import { blockedBy } from '../templates/check.ts';
import { checkLiquid, renderLiquid, TemplateError } from './liquid.ts';
import { VARIABLE_NAMES } from './variable-table.ts';

const VALUES = {
  ...Object.fromEntries([...VARIABLE_NAMES].map((name) => [name, 'x'])),
  locale: 'en',
  componentNames: ['Sign-in', 'Billing'],
  affectedCount: 1_204,
  cause: null,
};

const tried = (source: string, values: typeof VALUES = VALUES): string => {
  try {
    checkLiquid(source, VARIABLE_NAMES);
    return renderLiquid(source, values);
  } catch (error) {
    assert.ok(error instanceof TemplateError, String(error));
    const { line, column, excerpt } = error.extra as { line: number; column: number; excerpt: string };
    assert.ok(line >= 1 && column >= 1 && excerpt.endsWith('^'), excerpt);
    return error.message;
  }
};

test('what is not known is refused, with a guess at what was meant', () => {
  assert.match(
    tried('{{ titel }}'),
    /^Line 1, column 4: there is no variable "titel" \(do you mean "title"\?\)/,
  );
  assert.match(tried('a\n\n  {{ title | upcas }}'), /^Line 3, column 3: .*do you mean "upcase"/);
  assert.match(tried('{% case title %}{% else %}{{ nope }}{% endcase %}'), /^Line 1, column 30: /);
  assert.match(tried('{{ title | default: nope }}'), /there is no variable "nope"/);
  for (const tag of [
    'include',
    'render',
    'layout',
    'block',
    'liquid',
    'capture',
    'cycle',
    'increment',
    'raw',
  ])
    assert.match(tried(`{% ${tag} x %}`), new RegExp(`^Line 1, column 1: the tag "${tag}" is not available`));
  assert.match(tried('{{ title'), /^Line 1, column 1: output "\{\{ title" not closed/);
  assert.match(tried('{% endif %}'), /"endif" belongs to a tag before it/);
});

test('no way leads from a value to what lies behind it', () => {
  for (const way of [
    'title.constructor',
    'title.__proto__',
    'title["constructor"]',
    'componentNames.constructor.constructor',
    'title.length',
  ])
    assert.match(tried(`{{ ${way} }}`), /has no "/, way);
  for (const name of ['__proto__', 'constructor', 'process', 'globalThis', 'this'])
    assert.match(tried(`{{ ${name} }}`), /there is no variable/, name);
  assert.equal(
    tried('{{ componentNames.size }} {{ componentNames[1] }} {{ componentNames.first }}'),
    '2 Billing Sign-in',
  );
});

test('loops, output, memory and nesting have bounds that no clock decides', () => {
  const many = '{% for i in (1..300) %}{% for j in (1..300) %}';
  assert.match(tried(`${many}x{% endfor %}{% endfor %}`), /it takes more than 5000 steps/);
  // Also a loop that writes nothing.
  assert.match(tried(`${many}{% endfor %}{% endfor %}`), /it takes more than 5000 steps/);
  assert.match(tried('{% for i in (1..1000000000) %}x{% endfor %}'), /too much memory/);
  assert.match(tried('{{ (1..100000) | join: "," }}'), /too much memory/);
  assert.match(tried(`{% for i in (1..1500) %}${'x'.repeat(50)}{% endfor %}`), /it writes more than 20000/);
  assert.match(
    tried(`{{ title }}${'{% if title %}'.repeat(13)}`),
    /^Line 1, column 180: tags are nested more/,
  );
  assert.match(tried(`{{ ${'title['.repeat(1_600)}1${']'.repeat(1_600)} }}`), /^Line 1, column/);
  assert.match(tried('x'.repeat(10_001)), /longer than 10000/);
  assert.match(tried(`${' '.repeat(9_000)}x${' '.repeat(900)}`), /^x$/);
});

test('numbers, plural forms and lists come as the language has them', () => {
  const customers = '{{ affectedCount | plural: one: "# customer", other: "# customers" }}';
  assert.equal(tried(customers), '1,204 customers');
  assert.equal(tried(customers, { ...VALUES, affectedCount: 1 }), '1 customer');
  assert.equal(
    tried('{{ affectedCount | plural: "# Kunde", "# Kunden" }}', { ...VALUES, locale: 'de' }),
    '1.204 Kunden',
  );
  assert.equal(
    tried('{{ 2 | plural: one: "#", few: "# prvky", other: "# prvků" }}', { ...VALUES, locale: 'cs' }),
    '2 prvky',
  );
  assert.equal(tried('{{ 3 | plural: other: "#件" }}', { ...VALUES, locale: 'ja' }), '3件');
  assert.equal(tried('{{ affectedCount | number }}', { ...VALUES, locale: 'de' }), '1.204');
  assert.equal(tried('{{ componentNames | list: "or" }}'), 'Sign-in or Billing');
  assert.equal(tried('[{{ cause | plural: other: "#" }}{{ cause | number }}{{ cause | list }}]'), '[]');
  assert.match(tried('{{ affectedCount | plural: one: "x" }}'), /plural needs the form "other"/);
  assert.match(
    tried('{{ affectedCount | plural: single: "x", other: "y" }}'),
    /plural knows no form "single"/,
  );
  assert.match(tried('{{ title | number }}'), /number needs a number/);
});

test('a fault says in which of the four texts it lies, and points there', () => {
  const template = {
    kind: 'no_change' as const,
    locale: 'en',
    subject: '{{ title }}',
    body: 'No change since {{ unchangedSince }}.',
    short: '{{ title }}\n  {{ nope }}',
    banner: '{{ title }}',
  };
  assert.throws(
    () => blockedBy(template, '2026-03-03T13:00:00.000Z'),
    (error) => {
      assert.ok(error instanceof Problem);
      assert.match(error.message, /^short: Line 2, column 6: there is no variable "nope"/);
      assert.deepEqual(error.extra, {
        part: 'short',
        pointer: '/short',
        line: 2,
        column: 6,
        excerpt: '  {{ nope }}\n     ^',
      });
      return true;
    },
  );
  for (const [banner, line, column] of [
    ['a <script>alert(1)</script>', 1, 3],
    ['a\n <img src=x onerror=alert(1)>', 2, 2],
    ['<!-- x -->', 1, 1],
    ['[x](javascript:alert(1))', 1, 5],
    ['![x](https://a.example/x.png)', 1, 1],
  ] as const)
    assert.throws(
      () => blockedBy({ ...template, short: '{{ title }}', banner }, '2026-03-03T13:00:00.000Z'),
      new RegExp(`banner: Line ${line}, column ${column}: (?:HTML|an address|pictures)`),
    );
  // Signs that only look like it are words.
  blockedBy(
    {
      ...template,
      short: '{% if minutes <severity %}x{% endif %} a < b, <https://a.example>, data: none {{ title }}',
    },
    '2026-03-03T13:00:00.000Z',
  );
  assert.throws(
    () => blockedBy({ ...template, short: '{% if false %}x{% endif %}' }, '2026-03-03T13:00:00.000Z'),
    /short: .*it says nothing/,
  );
});
