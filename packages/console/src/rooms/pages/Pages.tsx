/** Every page: its name, where it is read and by whom. */
import { useMay } from '../../session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { Loaded } from '../../ui/states.tsx';
import { addressOf, usePages } from './data.ts';

export default function Pages() {
  const pages = usePages();
  const add = useMay()('catalog:write') && <LinkButton to="/pages/new">Add a page</LinkButton>;
  return (
    <div className="page">
      <PageTitle title="Pages" lead="One catalogue, several pages: each shows what concerns its readers.">
        {add}
      </PageTitle>
      <Loaded of={pages}>
        {({ items }) => (
          <DataTable
            caption="Pages"
            rows={items}
            rowKey={({ id }) => id}
            to={({ id }) => `/pages/${id}`}
            filter={({ name, slug, host }) => `${name} ${slug} ${host ?? ''}`}
            columns={[
              { header: 'Page', cell: ({ name }) => name },
              { header: 'Read at', cell: (page) => addressOf(page) },
              {
                header: 'Readers',
                cell: ({ isDefault, private: closed }) =>
                  closed ? 'private' : isDefault ? 'public, the default' : 'public',
              },
              {
                header: 'Shows',
                wide: true,
                cell: ({ selection }) =>
                  selection.kind === 'all'
                    ? 'everything'
                    : `${selection.groupIds.length} groups, ${selection.componentIds.length} components`,
              },
            ]}
          />
        )}
      </Loaded>
    </div>
  );
}
