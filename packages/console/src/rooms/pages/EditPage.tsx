/** One page: what it shows, who reads it, how it looks, where it lies. */
import type { Page } from '@candor/protocol/catalog.ts';
import { Anchor, Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { del } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Empty, Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Address } from './Address.tsx';
import { Content } from './Content.tsx';
import { addressOf, usePages } from './data.ts';
import { Look } from './Look.tsx';
import { Readers } from './Readers.tsx';

export default function EditPage() {
  const id = useParam('pageId');
  const pages = usePages();
  return (
    <div className="page">
      <Loaded of={pages}>
        {({ items }) => {
          const page = items.find((each) => each.id === id);
          if (page) return <Edit key={page.id} page={page} />;
          return (
            <Empty title="There is no such page" action={<TextLink to="/pages">All pages</TextLink>}>
              It may have been removed.
            </Empty>
          );
        }}
      </Loaded>
    </div>
  );
}

function Edit({ page }: { page: Page }) {
  const navigate = useNavigate();
  const writes = useMay()('catalog:write');
  const remove = useSend(() => del(`/pages/${page.id}`), {
    touches: ['/pages'],
    done: () => void navigate({ to: '/pages' }),
  });
  return (
    <>
      <PageTitle
        title={page.name}
        back={<TextLink to="/pages">Pages</TextLink>}
        lead={
          <>
            {page.private ? 'For certain readers' : 'For everybody'}, at{' '}
            <Anchor href={addressOf(page)} underline="always">
              {addressOf(page)}
            </Anchor>
          </>
        }
      />
      <Tabs defaultValue="content" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="content">What it shows</Tabs.Tab>
          <Tabs.Tab value="readers">Readers</Tabs.Tab>
          <Tabs.Tab value="look">Look</Tabs.Tab>
          <Tabs.Tab value="address">Address</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="content">
          <Content page={page} locked={!writes} />
        </Tabs.Panel>
        <Tabs.Panel value="readers">
          <Readers page={page} locked={!writes} />
        </Tabs.Panel>
        <Tabs.Panel value="look">
          <Look page={page} locked={!writes} />
        </Tabs.Panel>
        <Tabs.Panel value="address">
          <Address page={page} locked={!writes} />
        </Tabs.Panel>
      </Tabs>
      {writes && !page.isDefault && (
        <section aria-label="Remove it" style={{ marginBlockStart: '2rem' }}>
          <ConfirmButton
            size="compact-sm"
            variant="subtle"
            question="Its address answers no more. Components, incidents and their history stay."
            confirm="Remove the page"
            loading={remove.isPending}
            onConfirm={() => remove.mutate()}
          >
            Remove this page …
          </ConfirmButton>
          <ProblemAlert problem={remove.error} />
        </section>
      )}
    </>
  );
}
