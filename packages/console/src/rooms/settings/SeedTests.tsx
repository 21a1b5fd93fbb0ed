/** Seed tests: a letter to mailboxes of one's own, where each landed, and what its receiver found. */
import type {
  SeedLanding,
  SeedMailbox,
  SeedReceiptInput,
  SeedSeen,
  SeedTest,
} from '@candor/protocol/mail-readiness.ts';
import { Button, Group, NativeSelect, Text, Textarea, Title } from '@mantine/core';
import { type Listed, post } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

const ADDRESS = '/mail-readiness/seed-tests';
const PLACES: Record<SeedLanding, string> = {
  inbox: 'In the inbox',
  spam: 'Among the spam',
  elsewhere: 'Under another tab or folder',
  missing: 'Nowhere',
};
const addressesIn = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

export function SeedTests() {
  const may = useMay();
  const tests = useGet<Listed<SeedTest>>(ADDRESS, {}, { everyMs: 10_000 });
  const start = useSend((addresses: string[]) => post<SeedTest>(ADDRESS, { addresses }), {
    touches: [ADDRESS],
  });
  const form = useForm({ addresses: '' }, start.error);
  return (
    <section className="card" aria-labelledby="mail-seeds">
      <Title order={2} fz="h5" id="mail-seeds">
        Seed test
      </Title>
      <Text size="sm" className="quiet" mb="xs">
        A letter that says it is a test goes to mailboxes of your own, one at each provider that matters to
        you. Open its link where you read it, or paste its header here.
      </Text>
      {may('carriers:write') && (
        <FormShell
          submit="Send the test letter"
          pending={start.isPending}
          problem={start.error}
          onSubmit={() => start.mutate(addressesIn(form.values.addresses), { onSuccess: () => form.reset() })}
        >
          <Textarea
            label="Mailboxes"
            description="At most twenty, one a line."
            autosize
            minRows={2}
            autoComplete="off"
            {...form.text('addresses')}
          />
        </FormShell>
      )}
      <Loaded of={tests}>
        {({ items }) =>
          items.map((test) => <Test key={test.id} test={test} mayWrite={may('carriers:write')} />)
        }
      </Loaded>
    </section>
  );
}

function Test({ test, mayWrite }: { test: SeedTest; mayWrite: boolean }) {
  const say = useSend((input: SeedReceiptInput) => post<SeedTest>(`${ADDRESS}/${test.id}/receipts`, input), {
    touches: [ADDRESS],
  });
  return (
    <div
      style={{ borderTop: '1px solid var(--line)', marginBlockStart: '1rem', paddingBlockStart: '0.75rem' }}
    >
      <Title order={3} fz="md">
        Sent <Time at={test.createdAt} />
      </Title>
      {test.mailboxes.map((mailbox) => (
        <Mailbox
          key={mailbox.id}
          mailbox={mailbox}
          {...(mayWrite
            ? { land: (landed: SeedLanding) => say.mutate({ mailboxId: mailbox.id, landed }) }
            : {})}
        />
      ))}
      {mayWrite && (
        <Header
          send={(header, done) => say.mutate({ header }, { onSuccess: done })}
          pending={say.isPending}
        />
      )}
      <ProblemAlert problem={say.error} />
    </div>
  );
}

function Mailbox({ mailbox, land }: { mailbox: SeedMailbox; land?: (landed: SeedLanding) => void }) {
  const { address, delivery, landed, seen } = mailbox;
  return (
    <Group justify="space-between" align="flex-end" gap="xs" mt="xs">
      <div style={{ flex: '1 1 14rem', minWidth: 0 }}>
        <Text style={{ overflowWrap: 'anywhere' }}>{address}</Text>
        <Text size="sm" className="quiet">
          {landed
            ? PLACES[landed]
            : delivery === 'accepted'
              ? 'On its way; nobody has said where it landed'
              : `Letter ${delivery}`}
          {seen && ` · ${seenText(seen)}`}
        </Text>
      </div>
      {land && (
        <NativeSelect
          aria-label={`Where the letter to ${address} landed`}
          value={landed ?? ''}
          data={[
            { value: '', label: 'It landed …' },
            ...Object.entries(PLACES).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(event) => {
            const chosen = event.currentTarget.value as SeedLanding | '';
            if (chosen !== '') land(chosen);
          }}
        />
      )}
    </Group>
  );
}

const seenText = ({ by, spf, dkim, dmarc, tls }: SeedSeen) =>
  `${by}: SPF ${spf ?? 'not said'}, DKIM ${dkim ?? 'not said'}, DMARC ${dmarc ?? 'not said'}${tls === null ? '' : tls ? ', encrypted' : ', not encrypted'}`;

function Header({ send, pending }: { send: (header: string, done: () => void) => void; pending: boolean }) {
  const form = useForm({ header: '' });
  return (
    <details style={{ marginBlockStart: '0.75rem' }}>
      <summary>Paste the header of a letter as it arrived</summary>
      <Textarea
        mt="xs"
        label="Header"
        description="“Show original” in most mail programs. It says which mailbox it is, and what the receiver found."
        autosize
        minRows={4}
        maxRows={12}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...form.text('header')}
      />
      <Button
        mt="xs"
        variant="default"
        loading={pending}
        disabled={form.values.header.trim() === ''}
        onClick={() => send(form.values.header, () => form.reset())}
      >
        Read it
      </Button>
    </details>
  );
}
