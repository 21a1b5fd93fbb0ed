/** The room's own tables. */
export type FollowUpTables = {
  followupSent: {
    incidentId: string;
    toWhom: 'affected' | 'told';
    text: unknown;
    input: unknown;
    planned: number;
    surveyAt: string | null;
    sentBy: string;
    sentAt: string;
  };
  followupAfterword: {
    incidentId: string;
    about: 'postmortem_ready' | 'questions';
    planned: number;
    waiting: number;
    toldAt: string;
  };
  followupCredit: {
    statementId: string;
    contractId: string;
    period: string;
    /** And phones, browsers and rooms of theirs; none where no way to them is known. */
    mailboxes: number;
    toldAt: string;
  };
};
