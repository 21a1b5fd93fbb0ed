/** A file of templates: first what it would change, then all of it or nothing. */
import type { TemplateImported } from '@candor/protocol/words.ts';
import { Button, FileButton, List, Modal, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ProblemAlert } from '../../ui/states.tsx';

const DOES = { add: 'New', change: 'Changed', remove: 'Removed', keep: 'As it is' } as const;

export function Import() {
  const may = useMay();
  const [text, setText] = useState<string | null>(null);
  const [replace, setReplace] = useState(false);
  const send = (dryRun: boolean) => (given: { text: string; replace: boolean }) =>
    post<TemplateImported>('/templates/import', { ...given, dryRun });
  const plan = useSend(send(true), { touches: [] });
  const apply = useSend(send(false), {
    touches: ['/templates', '/words'],
    done: () => close(),
  });
  function close() {
    setText(null);
    plan.reset();
    apply.reset();
  }
  const look = (words: string, all: boolean) => {
    setText(words);
    setReplace(all);
    apply.reset();
    plan.mutate({ text: words, replace: all });
  };
  if (!may('words:write')) return null;
  const changes = (plan.data?.changes ?? []).filter(({ does }) => does !== 'keep');
  return (
    <>
      <FileButton
        accept=".yaml,.yml,.json,application/yaml,application/json"
        onChange={(file) => void file?.text().then((words) => look(words, false))}
      >
        {(props) => (
          <Button variant="default" {...props}>
            Import …
          </Button>
        )}
      </FileButton>
      <Modal
        opened={text !== null}
        onClose={close}
        title="What the file would change"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack gap="sm">
          <Switch
            label="Also remove templates that the file does not have"
            checked={replace}
            onChange={(event) => text !== null && look(text, event.currentTarget.checked)}
          />
          <ProblemAlert problem={plan.error ?? apply.error} />
          {plan.data && changes.length === 0 && (
            <Text size="sm">Nothing: everything in it stands here already.</Text>
          )}
          {changes.length > 0 && (
            <List size="sm">
              {changes.map(({ key, does, parts }) => (
                <List.Item key={key}>
                  {DOES[does]}: {key}
                  {does === 'change' && <span className="quiet"> ({parts.join(', ')})</span>}
                </List.Item>
              ))}
            </List>
          )}
          <Button
            disabled={changes.length === 0 || plan.error !== null}
            loading={apply.isPending || plan.isPending}
            onClick={() => text !== null && apply.mutate({ text, replace })}
          >
            {changes.length === 1 ? 'Make this change' : `Make these ${changes.length} changes`}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}
