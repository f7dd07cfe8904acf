/** What a locality adds to a procedure that is announced nationally (III.2.c of the plan). */
export const localParts = ['city-decision', 'local-fee', 'reception-address'] as const;
export type LocalPart = (typeof localParts)[number];
