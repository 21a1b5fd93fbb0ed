/** The kit for posting by hand: whether it would work today, and what was posted with it and waits to be entered. */
import type { FallbackState } from '@candor/protocol/outside.ts';
import { Button, Code, Group, Stack, Text, Title } from '@mantine/core';
import { put } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

export function Fallback() {
  const fallback = useGet<FallbackState>('/fallback');
  return (
    <section className="card" aria-labelledby="fallback">
      <Title order={2} fz="h4" id="fallback" mb={4}>
        When everything else is dead
      </Title>
      <Text size="sm" className="quiet" mb="sm">
        A kit on another machine posts an update by hand: one file, a key of its own, the same places.
      </Text>
      <Loaded of={fallback}>{(state) => <Inside state={state} />}</Loaded>
    </section>
  );
}

function Inside({ state: { kit, lastDrill, advice, posts } }: { state: FallbackState }) {
  return (
    <Stack gap="sm">
      {advice && (
        <Callout tone="amber" title={advice.replaceAll('`', '')}>
          {!kit && (
            <>
              On the machine of Candor: <Code>candor fallback prepare --out kit</Code>
            </>
          )}
        </Callout>
      )}
      {kit && (
        <Text size="sm" component="div">
          Kit made <Time at={kit.madeAt} />; its key ends on <Time at={kit.validUntil} show="absolute" />
        </Text>
      )}
      <Text size="sm" component="div">
        {lastDrill ? (
          <>
            Last drill <Time at={lastDrill.at} />:{' '}
            <StatusMark
              state={lastDrill.ok ? 'operational' : 'major_outage'}
              label={lastDrill.ok ? `worked in ${(lastDrill.durationMs / 1_000).toFixed(1)} s` : 'failed'}
            />{' '}
            <span className="quiet">{lastDrill.detail}</span>
          </>
        ) : (
          'No drill yet.'
        )}
      </Text>
      {posts.length > 0 && <Posts posts={posts} />}
    </Stack>
  );
}

function Posts({ posts }: { posts: FallbackState['posts'] }) {
  const mayEdit = useMay()('tell:write');
  const enter = useSend((id: string) => put(`/fallback/posts/${id}/entry`), { touches: ['/fallback'] });
  return (
    <Stack gap="xs">
      <Text fw={600}>
        Posted by hand and not entered yet; add each to its incident.{' '}
        <TextLink to="/incidents">Incidents</TextLink>
      </Text>
      <ProblemAlert problem={enter.error} />
      {posts.map(({ id, at, phase, message, nextUpdateBy }) => (
        <article key={id} className="card">
          <StatusMark state={phase} /> <Time at={at} />
          <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }} my={4}>
            {message}
          </Text>
          <Group justify="space-between">
            <Text size="sm" component="div" className="quiet">
              {nextUpdateBy ? (
                <>
                  Next word was promised by <Time at={nextUpdateBy} />
                </>
              ) : (
                'Nothing further was promised.'
              )}
            </Text>
            {mayEdit && (
              <Button
                size="compact-sm"
                variant="default"
                loading={enter.isPending && enter.variables === id}
                onClick={() => enter.mutate(id)}
              >
                It is entered
              </Button>
            )}
          </Group>
        </article>
      ))}
    </Stack>
  );
}
