/**
 * Killed while readers are told of what came after: whichever statement was the last one, each mailbox has one letter
 * about the review and one about its own credit when the next process has done its work.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishReview, recordOutage, shopContract } from './afterwords.ts';
import { minutes, openHouse, seconds } from './house.ts';

/** The last statement that the first process is allowed, and whether its answer still arrives. */
const CUTS: [moment: 'before' | 'after', statement: RegExp][] = [
  ['before', /insert into "?followup_afterword/],
  ['after', /insert into "?followup_afterword/],
  ['before', /insert into "?followup_credit/],
  ['after', /insert into "?followup_credit/],
  ['after', /insert into carriers_delivery/],
  ['after', /^commit/i],
];

for (const [moment, statement] of CUTS)
  test(`killed ${moment} ${statement.source}`, { timeout: 300_000 }, async (t) => {
    let armed = false;
    let dead = false;
    const house = await openHouse(t, {
      monitors: false,
      hook(at, sql) {
        if (armed && at === moment && statement.test(sql)) dead = true;
        if (dead) throw new Error('the power is gone');
      },
    });
    const owner = await house.person('owner@example.com', 'owner');
    const { app, component } = house;
    await app.audience.customers.importCsv(
      'external_id,name,email,fee_minor,currency\nA-1,Alder,billing@alder.example,12900,EUR\nB-2,Birch,billing@birch.example,77000,EUR',
    );
    await house.subscribe('billing@birch.example', { componentIds: [component.id] });
    const id = await recordOutage(house);
    const { contract } = await app.amend.contracts.save(null, shopContract(component.id), null);
    await app.amend.credits.compute(contract.id, '2026-03');
    await publishReview(house, id, owner.id);
    await app.amend.credits.approve(contract.id, '2026-03', 'system:test');
    armed = true;
    for (let i = 0; i < 40 && !dead; i++) await house.forward(seconds(1)).catch(() => {});
    assert.ok(dead, 'the cut was reached');
    await house.kill();
    await house.begin(() => {});
    const letters = () =>
      // What staff is asked about the outage's own words is another story.
      new Set(
        house.mail
          .inbox()
          .filter(({ to }) => !to.includes('owner@example.com'))
          .map(({ messageId, to, subject }) => `${to} ${subject} ${messageId}`),
      );
    await house.until(() => letters().size >= 3, minutes(3));
    await house.forward(minutes(2));
    const subjects = [...letters()].map((line) => line.replace(/ <.*/, '')).sort();
    assert.deepEqual(subjects, [
      'billing@alder.example Your credit: Checkout is down',
      'billing@birch.example What happened: Checkout is down',
      'billing@birch.example Your credit: Checkout is down',
    ]);
  });
