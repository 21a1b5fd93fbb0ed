/** What the rules PM01 to PM15 found: a list that leads to each place, and the same words beside the place itself. */
import type { Finding } from '@candor/protocol/postmortem.ts';
import { Alert, Anchor, List, Stack, Text } from '@mantine/core';
import { FindingLine } from '../../ui/FindingLine.tsx';
import { useEditor } from './context.ts';
import { findingsAt, nearest } from './places.ts';

/** Beside the field: what blocks is an error, what asks is a note. */
export function FindingsHere({ path, exact = false }: { path: string; exact?: boolean }) {
  const { findings } = useEditor();
  const here = exact ? findings.filter((finding) => finding.path === path) : findingsAt(findings, path);
  if (here.length === 0) return null;
  return (
    <Stack gap={2}>
      {here.map((finding) => (
        <FindingLine key={`${finding.rule}${finding.path}${finding.start ?? ''}`} finding={finding} />
      ))}
    </Stack>
  );
}

function go(path: string) {
  const id = nearest(path, (each) => document.getElementById(each) !== null);
  const place = id ? document.getElementById(id) : null;
  const field = place?.matches('input,textarea,select') ? place : place?.querySelector('input,textarea');
  place?.scrollIntoView({ block: 'center' });
  if (field instanceof HTMLElement) field.focus({ preventScroll: true });
}

/** All of them in one place, the blocking ones first. */
export function FindingsList({ findings, unsaved }: { findings: readonly Finding[]; unsaved: boolean }) {
  const blocking = findings.filter(({ level }) => level === 'block');
  const asking = findings.filter(({ level }) => level === 'warn');
  const stale = unsaved ? ' They are about the saved text; save to check again.' : '';
  if (findings.length === 0)
    return (
      <Alert variant="default" title="All 15 rules pass">
        Nothing blocks publication.{stale}
      </Alert>
    );
  return (
    <Alert
      variant="default"
      title={
        blocking.length > 0
          ? `${blocking.length} ${blocking.length === 1 ? 'finding blocks' : 'findings block'} publication`
          : 'Nothing blocks publication'
      }
    >
      <Text size="sm" mb={6}>
        {asking.length > 0 && `${asking.length} more to look at.`}
        {stale}
      </Text>
      <List size="sm" spacing={4} listStyleType="none">
        {[...blocking, ...asking].map((finding) => (
          <List.Item key={`${finding.rule}${finding.path}${finding.start ?? ''}`}>
            <Anchor
              component="button"
              type="button"
              ta="left"
              fz="sm"
              underline="always"
              onClick={() => go(finding.path)}
            >
              {finding.rule}
            </Anchor>{' '}
            {finding.level === 'block' ? '' : '(check) '}
            {finding.message}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
