import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as discord from '../discord/embed.ts';
import * as googleChat from '../google-chat/card.ts';
import * as mattermost from '../mattermost/text.ts';
import * as slack from '../slack/blocks.ts';
import * as teams from '../teams/card.ts';
import { leaveOf } from './leave.ts';
import { noteOf } from './note.ts';
import { forAnyWords, parts } from './testing.ts';

const room = {
  locale: 'en',
  recipientKind: 'subscriber' as const,
  address: 'https://hooks.example.org/services/T0/B0/key',
  unsubscribeUrl: 'https://status.example.org/subscribers/token/unsubscribe',
};
const PAGE = 'https://status.example.org/subscribers/token';
const form = { subject: 'Logins fail', text: 'Some logins fail.' };

const MESSAGES = {
  slack: slack.messageOf,
  teams: teams.messageOf,
  discord: discord.messageOf,
  'google-chat': googleChat.messageOf,
  mattermost: mattermost.textOf,
};

test('a reader’s own room leads to the page of its subscription, in its language', () => {
  assert.deepEqual(leaveOf(room), { label: 'Stop these messages', url: PAGE });
  assert.equal(leaveOf({ ...room, locale: 'de-CH' })!.label, 'Diese Meldungen beenden');
  assert.equal(leaveOf({ ...room, locale: 'sv' })!.label, 'Stop these messages');
  for (const [whose, more] of Object.entries({
    'a channel of the house’s bot': { address: 'C0123456789' },
    'staff on call': { recipientKind: 'person' as const },
    'somebody who has not confirmed': { unsubscribeUrl: null },
    'an address that no chat should be given': { unsubscribeUrl: 'javascript:alert(1)' },
  }))
    assert.equal(leaveOf({ ...room, ...more }), null, whose);
});

for (const [name, messageOf] of Object.entries(MESSAGES))
  test(`${name}: the way out is a link below everything else, once`, () => {
    for (const said of [form, { ...form, parts: parts() }]) {
      const written = JSON.stringify(messageOf(noteOf({ form: said }, room)));
      assert.equal(written.split(PAGE).length, 2, written);
      assert.doesNotMatch(written, /unsubscribe/);
      assert.ok(written.indexOf('Some logins') < written.indexOf(PAGE));
      assert.ok(!JSON.stringify(messageOf(noteOf({ form: said }))).includes('Stop these'));
    }
  });

test('whatever is said, the way out stays whole and the message fits', () => {
  forAnyWords((said) => {
    const note = noteOf({ form: said }, room);
    const [embed] = discord.messageOf(note).embeds;
    assert.ok(embed!.description.endsWith(`[Stop these messages](${PAGE})`));
    assert.ok(embed!.description.length <= discord.DESCRIPTION);
    assert.ok(teams.bytesOf(teams.messageOf(note)) <= teams.MESSAGE_BYTES);
    assert.ok(googleChat.bytesOf(googleChat.messageOf(note)) <= googleChat.MESSAGE_BYTES);
    const text = mattermost.textOf(note);
    assert.ok(text.endsWith(`[Stop these messages](${PAGE})`) && text.length <= mattermost.POST);
  });
});
