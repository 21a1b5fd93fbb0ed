/** The room's one table. */
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
};
