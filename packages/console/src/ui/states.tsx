/** What stands in the place of content: nothing yet, not loaded yet, or an error that says what to do. */
import { Button, List, Loader, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { isProblem, type Problem } from '../api.ts';
import { Callout } from './Callout.tsx';

/** An empty place teaches the next step. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <section className="card" style={{ padding: '2rem 1.5rem', textAlign: 'center' }}>
      <Title order={2} fz="h4">
        {title}
      </Title>
      {children && (
        <Text component="div" className="quiet" mt="xs" mx="auto" maw="34rem">
          {children}
        </Text>
      )}
      {action && <div style={{ marginBlockStart: '1rem' }}>{action}</div>}
    </section>
  );
}

export function ProblemAlert({ problem, retry }: { problem: unknown; retry?: (() => unknown) | undefined }) {
  if (!problem) return null;
  const known: Partial<Problem> = isProblem(problem) ? problem : {};
  const { title = 'Something went wrong in this page.', detail = String(problem), errors = [] } = known;
  return (
    <Callout role="alert" tone="red" title={title === detail ? undefined : title}>
      {detail}
      {errors.length > 0 && (
        <List size="sm" mt={4}>
          {errors.map(({ path, message }) => (
            <List.Item key={`${path} ${message}`}>
              {path ? <code>{path}</code> : null} {message}
            </List.Item>
          ))}
        </List>
      )}
      {retry && (
        <div>
          <Button mt="xs" size="xs" variant="default" onClick={() => retry()}>
            Try again
          </Button>
        </div>
      )}
    </Callout>
  );
}

/** Shows itself only when the wait can be felt: no flash for what comes at once. */
export function Waiting({ what = 'Loading' }: { what?: string }) {
  const [felt, setFelt] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setFelt(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className="waiting" style={{ minHeight: '4rem', padding: '1rem' }}>
      {felt && (
        <Text component="span" className="quiet">
          <Loader size="xs" mr={8} aria-hidden="true" />
          {what} …
        </Text>
      )}
    </div>
  );
}

type Loadable<T> = {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
};

/** The content of a query once it is there. Old content stays while new content is fetched, also when that fails. */
export function Loaded<T>({ of, children }: { of: Loadable<T>; children: (data: T) => ReactNode }) {
  if (of.data !== undefined)
    return (
      <>
        {of.error ? <ProblemAlert problem={of.error} retry={of.refetch} /> : null}
        {children(of.data)}
      </>
    );
  if (of.error) return <ProblemAlert problem={of.error} retry={of.refetch} />;
  return of.isPending ? <Waiting /> : null;
}
