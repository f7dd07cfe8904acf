import type { MilestoneSettings } from '../../config/sections/reviews.ts';
import type { MilestoneState } from '../../domain/review.ts';
import type { AgreedAction } from '../../domain/working-session.ts';
import type { ReasonWords } from '../../review/reason-words.ts';
import type { NamedProcedure } from '../../words/procedures.ts';
import type { First } from '../../words/sentence.ts';
import type { Changes, Slice } from './slice.ts';

/** What the outbox keeps of a digest: enough to make the same letter again. */
export interface DigestBody {
  slice: Slice;
  run: string;
  /** ISO 8601: findings first seen from this moment on are new to the recipient. */
  from: string;
  /** Up to and with this one. */
  until: string;
  /** Finished runs the letter sums up; 1 for one that follows a run. */
  runs: number;
  changes: Changes;
  /** Configured names of systems that this run, unlike the one before, could not read whole. */
  failedSources: string[];
}

/** An urgent letter; runs that fell into the hold-off are added. */
export interface CriticalBody {
  slice: Slice;
  /** Oldest first. */
  runs: string[];
  /** As in a digest: of the runs. */
  from: string;
  /** Letters that wait from before do not know it. */
  until?: string;
}

/** The report of a month; its figures are kept with the month. */
export interface MonthlyBody {
  /** `YYYY-MM`. */
  month: string;
}

/** A list sent round, or a reminder of one that has not been answered. */
export interface ConsultationBody {
  slice: Slice;
  round: number;
  agency: string;
  /** Calendar days left when it was put into the outbox; absent: the first letter. */
  daysLeft?: number;
  /** It has answered, and nothing of that was understood. */
  unclear?: true;
}

/** What somebody agreed to do, when its day is near or over, as it was known when it was put into the outbox. */
export interface SessionActionsBody {
  slice: Slice;
  /** An office, or the code of a unit. */
  owner: string;
  /** `YYYY-MM-DD`, of reminding. */
  day: string;
  actions: (Pick<AgreedAction, 'id' | 'session' | 'action' | 'until'> & {
    heldOn: string;
    what: string | null;
  })[];
}

/** A plan that waits for somebody's approval, as it was stored; plans never change. */
export interface PlanApprovalBody {
  slice: Slice;
  plan: string;
  /** ISO 8601. */
  createdAt: string;
  author: string;
  /** It takes another one back. */
  back: boolean;
  /** "83 thay đổi ở 2 hệ thống". */
  headline: string;
  /** What has to be allowed, in words. */
  holds: string[];
  /** The first of them, and how many more there are. */
  services: { code: string; name: string | null; changes: { what: string; how: string }[]; more: number }[];
  more: number;
}

/** A reminder of a milestone, with all that was known when it was put into the outbox. */
export interface ReminderBody {
  slice: Slice;
  what: MilestoneSettings['what'];
  /** The milestone as the plan words it. */
  name: string;
  /** The last day that counts, `YYYY-MM-DD`. */
  due: string;
  state: MilestoneState;
  /** What is missing by name; absent where the milestone asks for no procedures, and in letters of earlier versions. */
  missing?: First<NamedProcedure>;
}

/** A row a unit has to explain again, as the letter and its workbook tell it. */
export interface AskedRow {
  procedure: string;
  name: string;
  /** What the unit wrote, by column; empty where it only made a mark. */
  technical: string | null;
  legal: string | null;
  said: string[];
  /** Opinions of the offices, and what the systems show against it. */
  why: string[];
  /** `YYYY-MM-DD`. */
  until: string | null;
}

/** Rows of Phụ lục II that a unit has to explain again, with all that was known when it was put into the outbox. */
export interface ExplainAgainBody {
  slice: Slice;
  agency: string;
  /** ISO 8601. */
  askedAt: string;
  /** Of each row what it was asked for: so nobody is asked the same twice. */
  keys: string[];
  rows: AskedRow[];
  /** What the workbook asks about, as the city called it then; absent in letters of earlier versions. */
  conditions?: ReasonWords['conditions'];
}
