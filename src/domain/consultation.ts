/** Lists that are sent round, by what commands and the machine interface call them. */
export const roundLists = { 'appendix-1': 'eligible', 'appendix-2': 'not-eligible' } as const;
export type RoundList = keyof typeof roundLists;
export const roundListNames = Object.keys(roundLists) as RoundList[];

/** A row of a list that is sent round. */
export interface RoundRow {
  procedure: string;
  name: string;
  /** The one unit it is about; null = several. */
  agency: string | null;
  /** All units it is about; absent in rounds opened by earlier versions. */
  agencies?: string[];
  /** Why not, or that nothing is in the way; as the list has it. */
  technical: string;
  legal: string;
  /** Why it stands in this list where the units themselves name nothing. */
  note?: string;
}

/** Units a row is about; none where it is about several that nobody wrote down. */
export function unitsOf({ agency, agencies }: Pick<RoundRow, 'agency' | 'agencies'>): readonly string[] {
  return agencies ?? (agency === null ? [] : [agency]);
}

/** What an addressee says of a row, by its place in the list (0…). */
export interface RoundWord {
  row: number;
  /** Absent: only a comment. */
  say?: 'agree' | 'differ';
  comment?: string;
  /** Nobody could tell what is meant by the comment: whoever wrote it was asked. */
  asked?: true;
}

/** The two answers to choose from, in their order. */
export const roundSays = ['agree', 'differ'] as const;
export const roundSayNames: Record<(typeof roundSays)[number], string> = {
  agree: 'Thống nhất',
  differ: 'Không thống nhất',
};
