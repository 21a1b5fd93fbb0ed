import assert from 'node:assert/strict';
import { test } from 'node:test';
import { titleFor } from './title.ts';

const named = (en: string, de = en) => ({ en, de });

test('one component is named, in its language, with what users see of it', () => {
  assert.deepEqual(titleFor([named('Checkout', 'Kasse')], 'major_outage'), {
    en: 'Checkout is not working',
    de: 'Kasse funktioniert nicht',
    fr: 'Checkout ne fonctionne pas',
    es: 'Checkout no funciona',
    pt: 'Checkout não funciona',
    ja: 'Checkoutが動作していません',
  });
});

test('several are named together, many are counted', () => {
  const some = ['Checkout', 'Search', 'Sign-in'].map((name) => named(name));
  assert.equal(
    titleFor(some, 'partial_outage')['en'],
    'Checkout, Search, and Sign-in are failing for some users',
  );
  assert.equal(
    titleFor(some, 'degraded_performance')['de'],
    'Checkout, Search und Sign-in sind langsam oder unzuverlässig',
  );
  assert.equal(titleFor([...some, named('Mail')], 'major_outage')['en'], '4 services are not working');
});

test('a component without a German name keeps its English one', () => {
  assert.equal(titleFor([{ en: 'Billing' }], 'unknown')['de'], 'Billing funktioniert möglicherweise nicht');
});
