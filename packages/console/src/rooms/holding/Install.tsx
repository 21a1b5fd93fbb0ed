/** From the set to the proxy: where it will lie, one folder to download, and the lines for that host. */
import { Anchor, Group, List, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addressOf } from '../../api.ts';
import { Snippet } from '../../ui/Snippet.tsx';
import { FOLDER, HOSTS, isFolder } from './hosts.ts';

export function Install({ setId }: { setId: string }) {
  const [picked, pick] = useState('nginx');
  const [folder, setFolder] = useState(FOLDER);
  const host = HOSTS.find(({ value }) => value === picked) ?? HOSTS[0];
  if (!host) return null;
  const fits = isFolder(folder);
  const archive = (format: string) =>
    addressOf(`/holding-sets/${setId}/archive`, {
      format,
      ...(host.onMachine && fits ? { folder } : {}),
    });
  return (
    <details className="install">
      <summary>Download and install</summary>
      <Group gap="sm" align="flex-start" mt="sm">
        <NativeSelect
          label="Where it is served from"
          value={picked}
          onChange={({ currentTarget }) => pick(currentTarget.value)}
          data={HOSTS.map(({ value, label }) => ({ value, label }))}
        />
        {host.onMachine && (
          <TextInput
            label="Folder on that machine"
            value={folder}
            error={fits ? null : 'An absolute path of letters, digits and . _ - + @'}
            onChange={({ currentTarget }) => setFolder(currentTarget.value)}
          />
        )}
      </Group>
      <List type="ordered" size="sm" spacing="xs" mt="sm">
        <List.Item>
          Download the folder:{' '}
          <Anchor href={archive('zip')} download underline="always">
            ZIP
          </Anchor>{' '}
          or{' '}
          <Anchor href={archive('tar.gz')} download underline="always">
            tar.gz
          </Anchor>
          {host.onMachine && fits && (
            <>
              , and unpack it into <code>{folder}</code>
            </>
          )}
          .
        </List.Item>
        <List.Item>
          {host.how}
          {host.code && (
            <div style={{ marginBlockStart: 8 }}>
              <Snippet label={`Lines for ${host.label}`} code={host.code(fits ? folder : FOLDER)} />
            </div>
          )}
        </List.Item>
        <List.Item>
          Try it while nobody needs it: stop one server behind it, and look with <code>curl -i</code> for the
          status 503 and your page.
        </List.Item>
      </List>
      <Text size="sm" className="quiet" mt="xs">
        Every page is one file that asks nothing of another. Changed words need a new download; a place
        outside follows by itself.
      </Text>
    </details>
  );
}
