/** Each kind of fact as one line that a tired reader understands. Kinds that are not listed still show their name. */
import type { FactView } from '@candor/protocol/respond.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { spanText } from '../../lib/times.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { severityLabel } from '../../ui/Severity.tsx';
import { statusLabel } from '../../ui/StatusMark.tsx';

export type Tone = 'red' | 'amber' | 'green' | 'blue' | 'plain';
export type Line = { text: string; detail?: string | undefined; tone: Tone };
export type Names = { person: (id: string) => string; component: (id: string) => string };

type Body = FactView['body'];
const str = (body: Body, field: string): string => {
  const value = body[field];
  return typeof value === 'string' ? value : '';
};
const num = (body: Body, field: string): number => Number(body[field] ?? 0);
const text = (body: Body, field: string) => textIn(body[field] as LocalizedText | null);
const late = (fact: FactView) => spanText(Date.parse(fact.at) - Date.parse(str(fact.body, 'dueAt')));
const many = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;

const AFTERWORDS: Record<string, string> = {
  postmortem_ready: 'Word of the published review',
  questions: 'The invitation to ask questions',
  credit: 'Word of their own credits',
};

const LINES: Record<string, (fact: FactView, names: Names) => Line> = {
  'incident.opened': ({ body }) => ({
    text: `Opened: ${text(body, 'title')}`,
    detail: `${severityLabel(num(body, 'severity'))}, found by ${str(body, 'detectedBy') === 'person' ? 'a person' : `a ${str(body, 'detectedBy')}`}`,
    tone: 'red',
  }),
  'incident.retitled': ({ body }) => ({ text: `Renamed: ${text(body, 'title')}`, tone: 'plain' }),
  'symptom.joined': ({ body }, { component }) => ({
    text: `${str(body, 'monitorName')} fails: ${component(str(body, 'componentId'))} ${statusLabel(str(body, 'status')).toLowerCase()}`,
    detail: str(body, 'detail'),
    tone: 'red',
  }),
  'symptom.cleared': () => ({ text: 'A monitor recovered', tone: 'green' }),
  'incident.acknowledged': () => ({ text: 'Acknowledged', tone: 'blue' }),
  'acknowledgement.missed': () => ({ text: 'Nobody acknowledged in time', tone: 'amber' }),
  'escalation.stepped': ({ body }, { person }) => ({
    text: `Escalated: step ${num(body, 'step') + 1}`,
    detail: [
      ...(body['personIds'] as string[]).map(person),
      ...(num(body, 'webhooks') > 0 ? [many(num(body, 'webhooks'), 'shared target')] : []),
    ].join(', '),
    tone: 'amber',
  }),
  'escalation.exhausted': () => ({ text: 'The escalation policy has nobody left to call', tone: 'red' }),
  'severity.changed': ({ body }) => ({
    text: `Severity: ${severityLabel(num(body, 'from'))} → ${severityLabel(num(body, 'to'))}`,
    detail: str(body, 'reason'),
    tone: 'plain',
  }),
  'role.assigned': ({ body }, { person }) => ({
    text: str(body, 'personId')
      ? `${person(str(body, 'personId'))} is ${str(body, 'role')}`
      : `Nobody is ${str(body, 'role')} any more`,
    tone: 'plain',
  }),
  'task.added': ({ body }, { person }) => ({
    text: `Task: ${str(body, 'title')}`,
    detail: str(body, 'personId') ? person(str(body, 'personId')) : undefined,
    tone: 'plain',
  }),
  'task.done': () => ({ text: 'A task is done', tone: 'green' }),
  'update.corrected': ({ body }) => ({
    text: 'An update was corrected in public',
    detail: str(body, 'reason'),
    tone: 'amber',
  }),
  'estimate.given': ({ body }) => ({
    text: str(body, 'recoveryAt')
      ? `Said to be over about ${str(body, 'recoveryAt').slice(11, 16)} UTC`
      : 'Said that nobody can tell yet when it is over',
    detail: text(body, 'basis'),
    tone: 'blue',
  }),
  'holding.published': ({ body }) => ({ text: `Holding page published: ${str(body, 'page')}`, tone: 'blue' }),
  'holding.withdrawn': ({ body }) => ({
    text: `Holding page withdrawn: ${str(body, 'page')}`,
    tone: 'plain',
  }),
  'workflow.ran': ({ body }) => ({
    text: body['undo'] ? 'A rule took back what it did' : 'A rule acted',
    detail: str(body, 'detail'),
    tone: 'blue',
  }),
  'workflow.failed': ({ body }) => ({
    text: 'A rule could not act',
    detail: str(body, 'detail'),
    tone: 'amber',
  }),
  'workaround.given': ({ body }) => ({
    text: body['text'] ? 'Said what users can do meanwhile' : 'Took back what users could do meanwhile',
    detail: text(body, 'text'),
    tone: 'blue',
  }),
  'promise.reminded': ({ body }, { person }) => ({
    text: `${str(body, 'personId') ? person(str(body, 'personId')) : `The ${str(body, 'role')}`} was reminded of the promised word`,
    tone: 'amber',
  }),
  'promise.escalated': () => ({
    text: 'Everybody on the policy was called for the promised word',
    tone: 'amber',
  }),
  'promise.acknowledged': () => ({ text: 'Is writing the next word', tone: 'plain' }),
  'promise.snoozed': ({ body }) => ({
    text: `The next word was put off to ${str(body, 'until').slice(0, 16).replace('T', ' ')} UTC`,
    detail: text(body, 'reason'),
    tone: 'amber',
  }),
  'promise.kept': ({ body }) => ({
    text: str(body, 'keptBy') === 'note' ? 'Promise kept by the automatic note' : 'Promise kept',
    tone: str(body, 'keptBy') === 'note' ? 'amber' : 'green',
  }),
  'promise.missed': (fact) => ({ text: 'Promise missed', detail: `noticed ${late(fact)} late`, tone: 'red' }),
  'gate.overridden': ({ body }) => ({
    text: 'Published against the checks, with a signed reason',
    detail: `${str(body, 'reason')} (${(body['claims'] as string[]).join('; ')})`,
    tone: 'amber',
  }),
  'challenge.raised': ({ body }) => ({
    text: `No longer so: “${str(body, 'text')}”`,
    detail: str(body, 'detail'),
    tone: 'red',
  }),
  'challenge.answered': ({ body }) => ({
    text: `What was no longer so was put right by ${str(body, 'how') === 'correction' ? 'a correction' : str(body, 'how') === 'estimate' ? 'a new estimate' : 'an update'}`,
    tone: 'green',
  }),
  'challenge.dismissed': ({ body }) => ({
    text: 'A correction was asked for and declined, with a signed reason',
    detail: str(body, 'reason'),
    tone: 'amber',
  }),
  'statement.approved': ({ body }, { person }) => ({
    text: `${person(str(body, 'personId'))} answers for what was said`,
    tone: 'plain',
  }),
  'approval.asked': () => ({ text: 'An update waits for a second person', tone: 'blue' }),
  'approval.given': () => ({ text: 'An update was approved', tone: 'green' }),
  'approval.refused': ({ body }) => ({
    text: 'An update was given back to its author',
    detail: str(body, 'reason'),
    tone: 'amber',
  }),
  'approval.missed': ({ body }) => ({
    text: 'Nobody read the update before the promised time',
    detail: {
      note: 'the automatic note went out, and it still waits',
      published: 'it went out without an approval',
      reminded: 'it still waits',
    }[str(body, 'instead')],
    tone: 'amber',
  }),
  'carrier.skipped': ({ body }) => ({
    text: `Not sent by ${str(body, 'carrier')}`,
    detail: str(body, 'reason'),
    tone: 'amber',
  }),
  'duplicate.suppressed': ({ body }) => ({ text: `Not said twice: ${str(body, 'what')}`, tone: 'plain' }),
  'maintenance.scheduled': ({ body }) => ({ text: `Scheduled: ${text(body, 'title')}`, tone: 'blue' }),
  'maintenance.started': () => ({ text: 'Started', tone: 'blue' }),
  'maintenance.extended': ({ body }) => ({
    text: 'Its end was moved',
    detail: str(body, 'reason'),
    tone: 'amber',
  }),
  'maintenance.moved': ({ body }) => ({
    text: 'Moved to other times',
    detail: str(body, 'reason'),
    tone: 'amber',
  }),
  'maintenance.extension_asked': ({ body }, { person }) => ({
    text: `${str(body, 'personId') ? person(str(body, 'personId')) : 'Nobody'} was asked whether it takes longer`,
    tone: 'amber',
  }),
  'maintenance.verifying': () => ({ text: 'In proof by its monitors', tone: 'blue' }),
  'maintenance.overran': () => ({ text: 'Overran its end', tone: 'red' }),
  'incident.linked': () => ({ text: 'Came from planned maintenance that overran', tone: 'plain' }),
  'maintenance.completed': () => ({ text: 'Completed', tone: 'green' }),
  'maintenance.cancelled': ({ body }) => ({ text: 'Cancelled', detail: str(body, 'reason'), tone: 'plain' }),
  'postmortem.published': ({ body }) => ({
    text: `Postmortem published (version ${num(body, 'version')})`,
    tone: 'green',
  }),
  'postmortem.corrected': ({ body }) => ({
    text: `Postmortem corrected (version ${num(body, 'version')})`,
    detail: str(body, 'reason'),
    tone: 'amber',
  }),
  'action.added': ({ body }) => ({
    text: `Action: ${str(body, 'title')}`,
    detail: `due ${str(body, 'dueOn')}`,
    tone: 'plain',
  }),
  'action.done': () => ({ text: 'An action is done', tone: 'green' }),
  'credits.approved': ({ body }) => ({
    text: `Credits approved for ${many(num(body, 'statements'), 'customer')}`,
    tone: 'green',
  }),
  'fact.redacted': ({ body }) => ({
    text: 'A text was removed from an earlier entry',
    detail: str(body, 'reason'),
    tone: 'amber',
  }),
  'followup.sent': ({ body }) => ({
    text: `The word after recovery went to ${many(num(body, 'planned'), 'reader')}`,
    tone: 'blue',
  }),
  'afterword.sent': ({ body }) => ({
    text: `${AFTERWORDS[str(body, 'about')] ?? 'A word after recovery'} went to ${many(num(body, 'planned'), 'reader')}`,
    tone: 'blue',
  }),
  'questions.opened': () => ({ text: 'Those affected may ask questions', tone: 'blue' }),
  'questions.closed': () => ({ text: 'No more questions are taken', tone: 'plain' }),
  'survey.opened': ({ body }) => ({ text: `Survey opened: ${num(body, 'invited')} invited`, tone: 'blue' }),
  'trust.measured': ({ body }) => ({ text: `Trust measured: ${str(body, 'metric')}`, tone: 'blue' }),
};

export const lineOf = (fact: FactView, names: Names): Line =>
  LINES[fact.body.kind]?.(fact, names) ?? { text: fact.body.kind.replaceAll('.', ' '), tone: 'plain' };
