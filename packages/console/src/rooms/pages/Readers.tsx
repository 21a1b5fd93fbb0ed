/** Who may read a page: everybody, or whoever meets one of the ways in. Saving signs everybody out. */
import type { Page } from '@candor/protocol/catalog.ts';
import type { PageAccess } from '@candor/protocol/pages.ts';
import {
  Checkbox,
  NumberInput,
  PasswordInput,
  Radio,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { post, put } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { Callout } from '../../ui/Callout.tsx';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { listed } from './data.ts';
import { FeedTokens } from './FeedTokens.tsx';

export function Readers({ page, locked }: { page: Page; locked: boolean }) {
  const access = useGet<PageAccess>(`/pages/${page.id}/access`);
  if (page.isDefault)
    return (
      <Callout tone="blue">
        The default page is public: it is what the world is told. Add a page for readers of your choice.
      </Callout>
    );
  return (
    <Loaded of={access}>
      {(found) => (
        <Stack gap="lg" maw="48rem">
          <Form key={found.generation} page={page} access={found} locked={locked} />
          {found.kind === 'private' && <FeedTokens page={page} tokens={found.feedTokens} locked={locked} />}
        </Stack>
      )}
    </Loaded>
  );
}

const lines = (list: readonly string[] | undefined) => (list ?? []).join('\n');

function Form({ page, access, locked }: { page: Page; access: PageAccess; locked: boolean }) {
  const touches = ['/pages'];
  const save = useSend((input: object) => put<PageAccess>(`/pages/${page.id}/access`, input), { touches });
  const revoke = useSend(() => post<PageAccess>(`/pages/${page.id}/revocations`), { touches });
  const { email, oidc } = access;
  const form = useForm(
    {
      kind: access.kind as string,
      hours: access.hours,
      keepPassword: access.passwordSet,
      password: '',
      networks: lines(access.networks),
      domains: lines(email?.domains),
      addresses: lines(email?.addresses),
      segments: lines(email?.segments),
      customerIds: lines(email?.customerIds),
      issuer: oidc?.issuer ?? '',
      clientId: oidc?.clientId ?? '',
      clientSecret: '',
      oidcDomains: lines(oidc?.domains),
      oidcGroups: lines(oidc?.groups),
    },
    save.error,
  );
  const it = form.values;
  const mail = {
    domains: listed(it.domains),
    addresses: listed(it.addresses),
    segments: listed(it.segments),
    customerIds: listed(it.customerIds),
  };
  const area = { autosize: true, minRows: 1, maxRows: 8 };
  return (
    <div className="card">
      <FormShell
        submit="Save, and sign readers out"
        pending={save.isPending}
        problem={save.error}
        locked={locked}
        onSubmit={() =>
          save.mutate({
            kind: it.kind,
            hours: it.hours,
            ...(it.password ? { password: it.password } : it.keepPassword ? {} : { password: null }),
            networks: listed(it.networks),
            email: Object.values(mail).some((list) => list.length > 0) ? mail : null,
            oidc: it.issuer.trim()
              ? {
                  issuer: it.issuer.trim(),
                  clientId: it.clientId.trim(),
                  ...(it.clientSecret ? { clientSecret: it.clientSecret } : {}),
                  domains: listed(it.oidcDomains),
                  addresses: oidc?.addresses ?? [],
                  groups: listed(it.oidcGroups),
                  groupsClaim: oidc?.groupsClaim ?? 'groups',
                }
              : null,
          })
        }
      >
        <Radio.Group label="Who may read it" value={it.kind} onChange={(kind) => form.set({ kind })}>
          <Stack gap="xs" mt="xs">
            <Radio value="public" label="Everybody" />
            <Radio value="private" label="Whoever meets one of these" />
          </Stack>
        </Radio.Group>
        {it.kind === 'private' && (
          <>
            <PasswordInput
              label="Password for readers"
              description={
                access.passwordSet ? 'There is one. A new one takes its place.' : 'At least 10 characters.'
              }
              autoComplete="new-password"
              {...form.text('password')}
            />
            {access.passwordSet && <Checkbox label="Keep the password" {...form.checked('keepPassword')} />}
            <Textarea
              label="Networks"
              description="One a line: 203.0.113.0/24 or 2001:db8::/32. From there nobody has to sign in."
              {...area}
              {...form.text('networks')}
            />
            <Title order={2} fz="h6">
              A link by mail, for
            </Title>
            <Textarea
              label="everybody at these domains"
              placeholder="acme.example"
              {...area}
              {...form.text('domains')}
            />
            <Textarea label="these addresses" {...area} {...form.text('addresses')} />
            <Textarea
              label="contacts of customers in these segments"
              description="As the customer list says when the link is asked for."
              {...area}
              {...form.text('segments')}
            />
            <Textarea
              label="contacts of these customers"
              placeholder="cus_…"
              {...area}
              {...form.text('customerIds')}
            />
            <Title order={2} fz="h6">
              An account at an issuer (OpenID Connect)
            </Title>
            <TextInput label="Issuer" placeholder="https://accounts.acme.example" {...form.text('issuer')} />
            {it.issuer.trim() && (
              <>
                <Text size="sm" className="quiet">
                  The issuer has to send readers back to the page’s address with /sign-in/account/callback.
                </Text>
                <TextInput label="Client" {...form.text('clientId')} />
                <PasswordInput
                  label="Client secret"
                  description={
                    oidc?.clientSecretSet ? 'There is one; leave this empty to keep it.' : undefined
                  }
                  autoComplete="new-password"
                  {...form.text('clientSecret')}
                />
                <Textarea
                  label="Only verified addresses at these domains"
                  {...area}
                  {...form.text('oidcDomains')}
                />
                <Textarea label="Only members of these groups" {...area} {...form.text('oidcGroups')} />
              </>
            )}
            <NumberInput
              label="Hours until a reader signs in again"
              min={1}
              max={720}
              {...form.number('hours')}
            />
          </>
        )}
      </FormShell>
      {!locked && access.kind === 'private' && (
        <div style={{ marginBlockStart: '1rem' }}>
          <ConfirmButton
            size="compact-sm"
            variant="subtle"
            question="Every reader has to sign in again. Feed addresses in the list below stay."
            confirm="Sign everybody out"
            loading={revoke.isPending}
            onConfirm={() => revoke.mutate()}
          >
            Sign every reader out …
          </ConfirmButton>
          <ProblemAlert problem={revoke.error} />
        </div>
      )}
    </div>
  );
}
