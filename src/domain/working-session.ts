/** What a session is about: one unit, by its code, or one field of work in all units, by its name. */
export interface SessionScope {
  scope: 'unit' | 'field';
  subject: string;
}

/** One thing that keeps offerings from level 4, as it is talked about. */
export interface OpenObstacle {
  /** The same in every session: `law:123/2015/NĐ-CP/d7`, `condition:digital-signature`, `conflict` … */
  key: string;
  /** In words, as it was called then. */
  what: string;
  /** Day since when a list names it, `YYYY-MM-DD`; null = not known. */
  since: string | null;
  /** Whose turn it is: offices, or codes of units; sorted. */
  turn: string[];
  /** How many offerings it holds, and how many of them nothing else does. */
  offerings: number;
  frees: number;
  /** Codes, sorted; the first hundred. */
  procedures: string[];
  units: string[];
}

/** Whoever takes part, with whom they speak for. */
export interface SessionParticipant {
  name: string;
  office: string;
}

/** A later word on what was agreed. */
export const actionWords = ['done', 'dropped', 'postponed'] as const;
export type ActionWord = (typeof actionWords)[number];

/** Something that was agreed, with what was said of it later. */
export interface AgreedAction {
  id: number;
  session: number;
  /** Of the obstacle it is about; null = of none in particular. */
  obstacle: string | null;
  action: string;
  /** An office, or the code of a unit. */
  owner: string;
  /** The day by which it is to be done, as it was last said, `YYYY-MM-DD`. */
  until: string;
  state: 'open' | 'done' | 'dropped';
  by: string;
  at: string;
  /** Oldest first. */
  words: { word: ActionWord; until: string | null; reason: string; by: string; at: string }[];
}
