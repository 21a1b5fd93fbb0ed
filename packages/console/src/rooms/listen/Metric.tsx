/** One metric: what happened while it was down, whether it came back, whether something lasts, and how sure that is. */
import type { Claim, MeasuredMetric } from '@candor/protocol/listen.ts';
import { List, Text, Title } from '@mantine/core';
import { changeText, estimateText, percentText, roughText } from '../../ui/figures.ts';
import { claimText, isHarm, METRICS, recoveryText, trustInMethod } from './words.ts';

export function Metric({ metric }: { metric: MeasuredMetric }) {
  const { label, unit } = METRICS[metric.metric];
  const { whileDown, cameBack, lasting, displaced, harm, kind } = metric;
  const asUnit = kind === 'rate' && metric.metric !== 'sessionDuration' ? percentText : roughText;
  return (
    <article className="card">
      <Title order={3} fz="md" mb="xs">
        {label}{' '}
        <span className="chip" {...(isHarm(harm, whileDown) ? { 'data-tone': 'amber' } : {})}>
          {whileDown.verdict}
        </span>
      </Title>
      <List size="sm" spacing={4}>
        <List.Item>
          While it was down: {claimText(whileDown)}.
          {whileDown.observed !== null && whileDown.expected && (
            <>
              {' '}
              Observed {asUnit(whileDown.observed)}, expected {asUnit(whileDown.expected.value)} (95% interval{' '}
              {asUnit(whileDown.expected.low)} to {asUnit(whileDown.expected.high)}) {unit}.
            </>
          )}
        </List.Item>
        {cameBack && <List.Item>In the time right after: {claimText(cameBack)}.</List.Item>}
        {displaced && <List.Item>Of what was lost came back: {changeText(displaced)}.</List.Item>}
        {lasting && <List.Item>After that: {claimText(lasting)}.</List.Item>}
        <List.Item>{recoveryText(metric.recovery)}</List.Item>
        {whileDown.difference && kind === 'count' && (
          <List.Item>Difference: {estimateText(whileDown.difference, unit)}.</List.Item>
        )}
      </List>
      <Doubt claim={whileDown} />
    </article>
  );
}

function Doubt({ claim }: { claim: Claim }) {
  return (
    <Text size="sm" className="quiet" mt="xs">
      {trustInMethod(claim).join(' ')} {percentText(claim.coverage)} of the window was measured;{' '}
      {claim.seasons} {claim.seasons === 1 ? 'season' : 'seasons'} of history.
      {claim.p !== null && ` p = ${claim.p.toPrecision(2)}.`}
    </Text>
  );
}
