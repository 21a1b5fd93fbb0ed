/** One recorded incident and one finished postmortem of it. For tests alone. */
import { PostmortemDocument, type Sentence } from '@candor/protocol/postmortem.ts';
import { draftPostmortem, type IncidentRecord } from './draft.ts';

const day = (time: string) => `2026-03-02T${time}.000Z`;

export function record(changes: Partial<IncidentRecord> = {}): IncidentRecord {
  return {
    id: 'inc_1',
    title: 'Checkout did not work',
    severity: 2,
    openedFactId: 'fct_opened',
    components: [
      { id: 'cmp_checkout', name: 'Checkout', allDown: true, downMs: 95 * 60_000 },
      { id: 'cmp_api', name: 'API v2', allDown: false, downMs: 40 * 60_000 },
    ],
    impact: 'you could not pay',
    startedAt: day('10:00:00'),
    detectedAt: day('10:00:45'),
    detectedBy: 'monitor',
    acknowledged: { factId: 'fct_ack', at: day('10:03:00') },
    firstWordAt: day('10:02:00'),
    firstWordTargetMinutes: 15,
    updates: [
      {
        factId: 'fct_u1',
        at: day('10:02:00'),
        phase: 'investigating',
        text: 'Payments fail. Next update by 10:32 UTC.',
        origin: 'automatic',
        nextUpdateBy: day('10:32:00'),
      },
      {
        factId: 'fct_u2',
        at: day('10:32:00'),
        phase: 'investigating',
        text: 'No change since 10:02 UTC.',
        origin: 'note',
        nextUpdateBy: day('11:02:00'),
      },
      {
        factId: 'fct_u3',
        at: day('11:20:00'),
        phase: 'identified',
        text: 'We should have said more: a setting is being turned back.',
        origin: 'person',
        nextUpdateBy: day('11:50:00'),
      },
      {
        factId: 'fct_u4',
        at: day('11:40:00'),
        phase: 'resolved',
        text: 'Payments work again.',
        origin: 'person',
        nextUpdateBy: null,
      },
    ],
    corrections: [],
    promises: [
      { factId: 'fct_p1', dueAt: day('10:32:00'), at: day('10:32:00'), outcome: 'kept-by-note' },
      { factId: 'fct_p2', dueAt: day('11:02:00'), at: day('11:02:00'), outcome: 'missed' },
      { factId: 'fct_p3', dueAt: day('11:50:00'), at: day('11:40:00'), outcome: 'kept-by-person' },
    ],
    evidence: [
      {
        factId: 'fct_f1',
        at: day('10:00:00'),
        kind: 'failed',
        monitorName: 'web-03 checkout',
        componentId: 'cmp_checkout',
        detail: 'failed to connect: refused',
      },
      {
        factId: 'fct_r1',
        at: day('11:35:00'),
        kind: 'recovered',
        monitorName: 'web-03 checkout',
        componentId: 'cmp_checkout',
        detail: '200 in 40 ms',
      },
    ],
    severityChanges: [{ factId: 'fct_sev', at: day('10:10:00'), from: 3, to: 2 }],
    notes: [
      { factId: 'fct_n1', at: day('09:55:00'), text: 'Deploy 4711 of the payment service', kind: 'change' },
      { factId: 'fct_n2', at: day('11:30:00'), text: 'Turned the setting back', kind: 'mitigation' },
    ],
    recovered: { factId: 'fct_r1', at: day('11:35:00') },
    resolved: { factId: 'fct_u4', at: day('11:40:00') },
    ownerId: 'usr_ada',
    figures: [
      {
        name: 'failed-requests',
        label: 'failed payments',
        value: 1_234,
        unit: '',
        componentId: 'cmp_checkout',
        evidence: ['fct_f1'],
      },
    ],
    credits: {
      text: 'Customers with a service level agreement get their credit without asking.',
      factId: 'fct_credit',
    },
    askUrl: 'https://status.example.com/ask',
    ...changes,
  };
}

export const byPerson = (text: string): Sentence => ({ text, evidence: [], origin: 'person' });

/** The draft after people did their part; no rule finds anything in it. */
export function finished(change: (doc: PostmortemDocument) => void = () => {}): PostmortemDocument {
  const doc = draftPostmortem(record());
  doc.status = 'reviewed';
  doc.reviewedAt = '2026-03-04T09:00:00.000Z';
  doc.sections.factors = {
    trigger: byPerson('A new time limit of the payment service was shorter than its slowest answers.'),
    factors: [
      { id: 'fac_1', title: 'The limit was not tried under load', text: null, evidence: [] },
      { id: 'fac_2', title: 'The alarm looked at averages', text: null, evidence: [] },
    ],
  };
  doc.sections.actions = [
    {
      id: 'act_1',
      title: 'Test time limits under load',
      owner: 'usr_ada',
      dueOn: '2026-04-01',
      type: 'prevent',
      completionTest: 'The pipeline runs the load test.',
      factorIds: ['fac_1'],
      doneAt: null,
      proof: null,
    },
    {
      id: 'act_2',
      title: 'Alarm on the slowest percent',
      owner: 'usr_bob',
      dueOn: '2026-04-01',
      type: 'detect',
      completionTest: 'The drill of April raises the alarm.',
      factorIds: ['fac_2'],
      doneAt: null,
      proof: null,
    },
  ];
  doc.sections.publicVersion.whatWeDo = [byPerson('We test time limits under load, by 2026-04-01.')];
  change(doc);
  return PostmortemDocument.parse(doc);
}
