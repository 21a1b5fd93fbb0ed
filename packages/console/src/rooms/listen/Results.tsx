/** Results of a survey: shares with Wilson intervals, counts as bars with their numbers, comments as they were written. */
import type { ScaleResult, SurveyResults } from '@candor/protocol/listen.ts';
import { Stack, Text, Title } from '@mantine/core';
import { DataTable } from '../../ui/DataTable.tsx';
import { numberText, shareText } from '../../ui/figures.ts';
import { textIn } from '../../ui/LocalizedField.tsx';

export function Results({ results }: { results: SurveyResults }) {
  const { answered, responseRate, scales, choices, comments } = results;
  return (
    <Stack>
      <Text>
        {answered} answered{responseRate && `: ${shareText(responseRate)} of those invited`}.
      </Text>
      {scales.map((scale) => (
        <Scale key={scale.questionId} scale={scale} />
      ))}
      {choices.map((choice) => (
        <article className="card" key={choice.questionId}>
          <Title order={3} fz="md" mb="xs">
            {textIn(choice.text)}
          </Title>
          <DataTable
            caption={textIn(choice.text)}
            keys={false}
            rows={choice.options}
            rowKey={({ id }) => id}
            columns={[
              { header: 'Answer', cell: ({ text }) => textIn(text) },
              { header: 'Chosen by', cell: ({ share }) => (share ? shareText(share) : 'nobody yet') },
            ]}
          />
        </article>
      ))}
      {comments.length > 0 && (
        <article className="card">
          <Title order={3} fz="md" mb="xs">
            In their words
          </Title>
          <Stack gap="xs">
            {comments.map(({ text, locale, questionId }) => (
              <blockquote key={`${questionId} ${text}`} lang={locale} className="prose" style={{ margin: 0 }}>
                {text}
              </blockquote>
            ))}
          </Stack>
        </article>
      )}
    </Stack>
  );
}

function Scale({ scale }: { scale: ScaleResult }) {
  const { text, min, max, answered, mean, topTwo, counts, tooFew } = scale;
  const most = Math.max(1, ...counts);
  return (
    <article className="card">
      <Title order={3} fz="md" mb="xs">
        {textIn(text)}
      </Title>
      <Text size="sm">
        {topTwo ? `One of the two best answers: ${shareText(topTwo)}.` : 'No answer yet.'}
        {mean !== null && ` Mean ${numberText(mean)} on ${min} to ${max}.`}
        {tooFew && answered > 0 && ' Too few answers to compare anything with.'}
      </Text>
      {answered > 0 && (
        <div style={{ marginBlockStart: '0.75rem', maxWidth: '26rem' }}>
          <DataTable
            caption={`Answers to “${textIn(text)}”`}
            keys={false}
            rows={counts.map((count, i) => ({ answer: min + i, count }))}
            rowKey={({ answer }) => String(answer)}
            columns={[
              { header: 'Answer', cell: ({ answer }) => answer },
              { header: 'How many', cell: ({ count }) => <Bar count={count} share={count / most} /> },
            ]}
          />
        </div>
      )}
    </article>
  );
}

/** The bar repeats the number beside it, for the eye. */
function Bar({ count, share }: { count: number; share: number }) {
  return (
    <span style={{ display: 'flex', alignItems: 'center', gap: 8, minWidth: '9rem' }}>
      <span
        aria-hidden
        style={{
          width: `${share * 75}%`,
          minWidth: count > 0 ? 4 : 0,
          height: 12,
          borderRadius: 3,
          background: 'var(--mantine-primary-color-filled)',
        }}
      />
      {count}
    </span>
  );
}
