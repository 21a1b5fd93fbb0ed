/** The room's own tables. */
import type { SurveyAnswers, SurveyQuestion } from '@candor/protocol/embed.ts';
import type { ListenSettings, SurveySkipped, TrustReport } from '@candor/protocol/listen.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Generated, JSONColumnType } from 'kysely';

export type ListenTables = {
  listenEvent: {
    shard: number;
    session: string;
    id: string;
    at: string;
    kind: 'view' | 'leave' | 'conversion';
    path: string | null;
    name: string | null;
    value: number | null;
  };
  listenSession: {
    shard: number;
    session: string;
    firstAt: string;
    lastAt: string;
    views: number;
    conversions: number;
    widthSeconds: number;
  };
  listenBucket: {
    source: 'beacon' | 'import';
    widthSeconds: number;
    at: string;
    sessions: number;
    pageViews: number;
    bounces: number;
    durationSeconds: number;
    conversions: number;
    conversionValue: number;
    dropped: Generated<number>;
  };
  listenAlive: { id: string; fromAt: string; untilAt: string };
  listenSettings: { onlyOne: boolean; settings: JSONColumnType<ListenSettings>; updatedAt: string };
  listenReport: {
    incidentId: string;
    report: JSONColumnType<TrustReport>;
    measuredAt: string;
    publishedAt: string | null;
    publishedBy: string | null;
  };
  listenMeasurement: { incidentId: string; step: number; dueAt: string };
  listenSurvey: {
    id: string;
    incidentId: string;
    questions: JSONColumnType<SurveyQuestion[]>;
    invited: number;
    skipped: JSONColumnType<SurveySkipped>;
    openedBy: string;
    openedAt: string;
    closesAt: string;
  };
  listenInvitation: {
    tokenHash: string;
    surveyId: string;
    channel: 'mail' | 'embed';
    respondent: string;
    locale: string;
    answered: Generated<boolean>;
    answerKey: string | null;
  };
  listenAnswer: {
    id: string;
    surveyId: string;
    channel: 'mail' | 'embed';
    locale: string;
    answers: JSONColumnType<SurveyAnswers['answers']>;
    answeredOn: string;
  };
  listenRound: {
    incidentId: string;
    answerBy: string;
    liveAt: string | null;
    liveUrl: string | null;
    openedBy: string;
    openedAt: string;
    closedAt: string | null;
  };
  listenQuestion: {
    id: string;
    incidentId: string;
    text: string;
    locale: string;
    askedOn: string;
    state: Generated<'waiting' | 'shown' | 'hidden'>;
    sameAs: string | null;
    answer: JSONColumnType<LocalizedText | null, string | null, string | null>;
    answeredBy: string | null;
    answeredAt: string | null;
  };
  listenAsked: { respondent: string; askedAt: string };
};
