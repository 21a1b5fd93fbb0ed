/** The lines that a web app needs for the banner, the resilient fetch and the beacon of visits. */
import { MultiSelect, Stack, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useComponents } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Snippet } from '../../ui/Snippet.tsx';
import { sdkSnippet } from './snippets.ts';

export default function Snippets() {
  const components = useComponents().data?.items ?? [];
  const [chosen, setChosen] = useState<string[]>([]);
  const [beacon, setBeacon] = useState(true);
  const [banner, setBanner] = useState(true);
  return (
    <div className="page">
      <PageTitle
        title="Beacon and SDK"
        lead="A few lines in your own web app: it tells users what is known, works on when your service does not, and counts visits without cookies."
      />
      <Stack maw="48rem" gap="lg">
        <section className="card">
          <Title order={2} fz="h4" mb="xs">
            In your pages
          </Title>
          <Stack gap="sm">
            <MultiSelect
              label="Components that this app depends on"
              description="Empty means all of them."
              data={components.map(({ id, name }) => ({ value: id, label: textIn(name) }))}
              value={chosen}
              onChange={setChosen}
            />
            <Switch
              label="Banner while there is something to say"
              checked={banner}
              onChange={({ currentTarget }) => setBanner(currentTarget.checked)}
            />
            <Switch
              label="Beacon: views, sessions and conversions for the trust report"
              checked={beacon}
              onChange={({ currentTarget }) => setBeacon(currentTarget.checked)}
            />
            <Text size="sm" className="quiet">
              Candor serves these files under /sdk/, and browsers keep them for a week when it cannot be
              reached. Better: host a copy beside your own scripts, so that your app never needs Candor in
              order to load.
            </Text>
            <Snippet
              label="Lines for your pages"
              code={sdkSnippet({ origin: window.location.origin, componentIds: chosen, beacon, banner })}
            />
          </Stack>
        </section>
        <section className="card">
          <Title order={2} fz="h4" mb="xs">
            A conversion
          </Title>
          <Text size="sm" mb="xs">
            What your service is for, such as an order. Its value is optional.
          </Text>
          <Snippet label="Line for a conversion" code={"candor.conversion('order', 20);"} />
        </section>
      </Stack>
    </div>
  );
}
