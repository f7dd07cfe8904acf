import { createHash } from 'node:crypto';
import type { ReviewList } from '../domain/review.ts';
import type { BookKind } from '../reading/book.ts';
import type { PartKey } from '../store/reviews/review-rows.ts';

/**
 * What came of an imported file, for whoever sent it. Stable: `review import --json` and the API hand it out as it
 * is. All texts Vietnamese. A row is either accepted (perhaps after a correction), questioned (usable once somebody
 * has answered) or rejected; only accepted rows are kept.
 */
export interface FileAnswer {
  file: { name: string; sha256: string; bytes: number; kind: BookKind | null };
  /**
   * `imported`; `unchanged`: the same file was imported before; `dry-run`: nothing was kept; `nothing`: no row could be
   * used; `unreadable`: see `error`.
   */
  state: 'imported' | 'unchanged' | 'dry-run' | 'nothing' | 'unreadable';
  /** Why it is unreadable and what to do. */
  error: string | null;
  /** Number of the import, or of the answer to a round, to ask for it again; null where nothing was kept. */
  id: number | null;
  /** The round a workbook answers; null for lists. */
  round: number | null;
  /** Were the codes held against the national list? Without one only their shape could be checked. */
  checked: boolean;
  accepted: number;
  corrected: number;
  questioned: number;
  rejected: number;
  lists: ListAnswer[];
  corrections: Correction[];
  problems: Problem[];
  /** Worth knowing, nothing to do. */
  notes: Note[];
  /** Reasons no word of the list codes yet. */
  unknownReasons: (Place & { text: string })[];
  /** Earlier lists that no longer count, with procedures that are no longer in the new one. */
  superseded: SupersededList[];
}

export interface ListAnswer {
  agency: string;
  agencyName: string;
  list: ReviewList;
  accepted: number;
  corrected: number;
  questioned: number;
  rejected: number;
}

/** `cell` is `C12`, or "dòng 12, cột 3" in documents; row and cell null = the whole sheet, sheet null = the file. */
export interface Place {
  sheet: string | null;
  row: number | null;
  cell: string | null;
}

export interface Correction extends Place {
  what: string;
  from: string;
  to: string;
}

export interface Problem extends Place {
  kind: 'questioned' | 'rejected';
  reason: string;
  /** What the sender should do. */
  todo: string;
  /** National procedures that may be meant, best first. */
  suggestions: { code: string; name: string }[];
  /** How many rows it keeps out. */
  rows: number;
}

export interface Note extends Place {
  text: string;
}

export interface SupersededList {
  agency: string;
  list: ReviewList;
  file: number;
  name: string;
  importedAt: string;
  /** National codes the earlier list had and the new one has not. */
  dropped: string[];
}

export const stateNames: Record<FileAnswer['state'], string> = {
  imported: 'đã nhập',
  unchanged: 'không thay đổi',
  'dry-run': 'xem thử, chưa nhập',
  nothing: 'không có dòng nào dùng được',
  unreadable: 'không đọc được',
};

/** What somebody has to see to. */
export function problemAt(
  place: Place,
  kind: Problem['kind'],
  reason: string,
  todo: string,
  rows: number,
): Problem {
  return { ...place, kind, reason, todo, suggestions: [], rows };
}

/** A list of which nothing was taken yet. */
export function emptyList({ agency, list }: PartKey, agencyName: string): ListAnswer {
  return { agency, agencyName, list, accepted: 0, corrected: 0, questioned: 0, rejected: 0 };
}

/** "trang «PL I», ô C12". */
export function placeText({ sheet, cell, row }: Place): string {
  const where =
    cell === null ? (row === null ? null : `dòng ${row}`) : /^dòng/.test(cell) ? cell : `ô ${cell}`;
  return [sheet === null ? null : `«${sheet}»`, where].filter(Boolean).join(', ');
}

/** Before anything of a file was read. */
export function emptyAnswer(name: string, bytes: Uint8Array, checked: boolean): FileAnswer {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    file: { name, sha256, bytes: bytes.byteLength, kind: null },
    state: 'nothing',
    error: null,
    ...{ id: null, round: null },
    checked,
    ...{ accepted: 0, corrected: 0, questioned: 0, rejected: 0 },
    ...{ lists: [], corrections: [], problems: [], notes: [], unknownReasons: [], superseded: [] },
  };
}
