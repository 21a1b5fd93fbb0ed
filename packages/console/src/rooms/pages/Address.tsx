/** Where a page lies: its short name, a host of its own, and what the DNS and the certificate need for that. */
import type { Page } from '@candor/protocol/catalog.ts';
import type { PageDomain } from '@candor/protocol/pages.ts';
import { Checkbox, Code, Stack, Text, TextInput, Title } from '@mantine/core';
import { useGet } from '../../query.ts';
import { Callout } from '../../ui/Callout.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { useSavePage } from './data.ts';

export function Address({ page, locked }: { page: Page; locked: boolean }) {
  const save = useSavePage(page);
  const form = useForm({ slug: page.slug, host: page.host ?? '', hsts: page.hsts }, save.error);
  const { slug, host, hsts } = form.values;
  if (page.isDefault)
    return <Callout tone="blue">The default page is read at the address of this Candor, CANDOR_URL.</Callout>;
  return (
    <Stack gap="lg" maw="48rem">
      <div className="card">
        <FormShell
          submit={save.isSuccess ? 'Saved' : 'Save'}
          pending={save.isPending}
          problem={save.error}
          locked={locked}
          onSubmit={() => save.mutate({ slug, host: host.trim() || null, hsts })}
        >
          <TextInput label="Short name" description={`/p/${slug}/`} {...form.text('slug')} />
          <TextInput
            label="Host of its own"
            description="Then the page is read there; links to the old address lead on."
            placeholder="status.acme.example"
            {...form.text('host')}
          />
          <Checkbox
            label="Tell browsers to use https alone, for a year"
            description="Only when https is there to stay."
            {...form.checked('hsts')}
          />
        </FormShell>
      </div>
      {page.host && <Domain page={page} host={page.host} />}
    </Stack>
  );
}

function Domain({ page, host }: { page: Page; host: string }) {
  const domain = useGet<PageDomain>(`/pages/${page.id}/domain`, {}, { everyMs: 15_000 });
  return (
    <section className="card" aria-labelledby="domain">
      <Title order={2} fz="h5" id="domain" mb="xs">
        DNS and certificate
      </Title>
      <Text size="sm">The DNS has to lead the name to this Candor, or to the proxy before it:</Text>
      <Code block my="xs">
        {host}. CNAME {location.hostname}.
      </Code>
      <Loaded of={domain}>{(state) => <Certificate state={state} />}</Loaded>
    </section>
  );
}

function Certificate({ state }: { state: PageDomain }) {
  const { kind, issuer, validUntil, renewsAt, lastError, nextTryAt } = state;
  return (
    <Stack gap={4}>
      <Text size="sm">
        {kind === 'proxy' &&
          'Candor speaks no TLS itself; the proxy before it needs a certificate for this name.'}
        {kind === 'missing' && 'There is no certificate yet.'}
        {kind === 'file' && `A certificate from your folder, issued by ${issuer}.`}
        {kind === 'acme' && `A certificate issued by ${issuer}.`}
        {validUntil && (
          <>
            {' '}
            Valid until <Time at={validUntil} />.
          </>
        )}
        {renewsAt && (
          <>
            {' '}
            Renewed from <Time at={renewsAt} />.
          </>
        )}
      </Text>
      {lastError && (
        <Text size="sm" role="alert">
          The last attempt failed: {lastError}
          {nextTryAt && (
            <>
              {' '}
              Tried again <Time at={nextTryAt} />.
            </>
          )}
        </Text>
      )}
    </Stack>
  );
}
