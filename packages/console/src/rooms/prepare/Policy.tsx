/** The outage policy: a draft that staff works on, what publishing it would change, and the versions until today. */
import type { PolicyView } from '@candor/protocol/prepare.ts';
import { Anchor, Grid, Stack } from '@mantine/core';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useTagged } from './data.ts';
import { PolicyEditor } from './PolicyEditor.tsx';
import { Publication } from './Publication.tsx';
import { Versions } from './Versions.tsx';

export default function Policy() {
  const policy = useTagged<PolicyView>('/policy');
  return (
    <div className="page">
      <PageTitle
        title="Outage policy"
        lead={
          <>
            What users can expect when something fails. The published version is at{' '}
            <Anchor href="/policy" underline="always">
              /policy
            </Anchor>
            , inside your app, and in the checklists.
          </>
        }
      />
      <Loaded of={policy}>
        {({ value, etag }) => (
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: 7 }} order={{ base: 2, md: 1 }}>
              <PolicyEditor stored={value} etag={etag} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }} order={{ base: 1, md: 2 }}>
              <Stack>
                <Publication policy={value} />
                <Versions />
              </Stack>
            </Grid.Col>
          </Grid>
        )}
      </Loaded>
    </div>
  );
}
