import { strikes } from '../strikes.ts';

/**
 * What the sandbox does that a nicer server would not. `true`, one or several pieces of a path: an answer is spoiled
 * everywhere, or where the path contains one of them.
 */
export interface Quirks {
  /** A token is refused after so many calls; 0 = never. */
  expireTokenAfter: number;
  /** Every token is refused at once. */
  expireAlways: boolean;
  /** Refreshing fails as with an expired refresh token. */
  refreshFails: boolean;
  /** Wrong passwords answer 500 (contract 1.3); otherwise 401. */
  loginFailsWith500: boolean;
  /** Empty pages have `data: null`. */
  nullOnEmpty: boolean;
  /** `donvithutucs` pages over row × recipient in an order that is not unique (contract 2.2). */
  recipientPaging: boolean;
  /** `groups` tells neither its page nor its size. */
  groupPagerZero: boolean;
  /** Lists know nothing of `removed`: the live rows come either way. */
  ignoreRemoved: boolean;
  /** Codes that were deleted and created again: their offerings come twice. */
  duplicateProcedureRows: string[];
  /** Larger pages are not given; 0 = no limit. */
  pageSizeLimit: number;
  /** The counts of lists change with every request, as if somebody was busy. */
  restless: Where;
  /** 500 with the bare text of an exception. */
  bareError: Where;
  /** 403 without a body. */
  forbidden: Where;
  /** An HTML page with status 200. */
  html: Where;
  /** JSON that ends in the middle. */
  cut: Where;
  /** The connection is closed without an answer. */
  down: Where;
  /** No answer at all. */
  hang: Where;
  /** An endless answer of so many bytes. */
  hugeAnswer: number;
  delayMs: number;
  /** The account may write nothing at all: 403. */
  readOnly: boolean;
  /** The account has the permission that writes on cases and steps need. */
  sysadmin: boolean;
  /** Updates erase the notes and attachments they do not bring along (contract 2.5, 2.6). */
  eraseOmitted: boolean;
  /** `UpdateMulti` says nothing of ids it does not know. */
  silentUnknownIds: boolean;
  /** The level history names the row's previous editor. */
  historyQuirk: boolean;
  /** Writes are answered as usual and change nothing. */
  ignoreWrites: Where;
  /** Writes whose path contains the piece fail with 500 and this text. */
  refuse: Record<string, string>;
  /** A write takes effect, but the connection is closed without an answer. A number is a share of the writes. */
  dropAfterWrite: Where | number;
  /** The connection is closed before a write takes effect. */
  dropBeforeWrite: Where | number;
  /** 500 after a write took effect, or before it would. */
  failAfterWrite: Where | number;
  failBeforeWrite: Where | number;
  /** Writes that take effect, and are answered, only `lateMs` after they arrived, whoever still waits by then. */
  lateWrite: Where | number;
  lateMs: number;
}

export type Where = boolean | string | string[];

const usual: Quirks = {
  expireTokenAfter: 400,
  expireAlways: false,
  refreshFails: false,
  loginFailsWith500: true,
  nullOnEmpty: true,
  recipientPaging: true,
  groupPagerZero: true,
  ignoreRemoved: false,
  duplicateProcedureRows: [],
  pageSizeLimit: 0,
  restless: false,
  bareError: false,
  forbidden: false,
  html: false,
  cut: false,
  down: false,
  hang: false,
  hugeAnswer: 0,
  delayMs: 0,
  readOnly: false,
  sysadmin: true,
  eraseOmitted: true,
  silentUnknownIds: true,
  historyQuirk: true,
  ignoreWrites: false,
  refuse: {},
  dropAfterWrite: false,
  dropBeforeWrite: false,
  failAfterWrite: false,
  failBeforeWrite: false,
  lateWrite: false,
  lateMs: 0,
};

/** The documented faults are on; hostile ones are off until somebody asks for them. */
export function createQuirks(changed: Record<string, unknown> = {}): Quirks {
  const quirks = { ...usual };
  for (const [name, value] of Object.entries(changed)) setQuirk(quirks, name, value);
  return quirks;
}

export function setQuirk(quirks: Quirks, name: string, value: unknown): void {
  if (!(name in usual)) throw new Error(`td-dvc sandbox: no quirk ${name}`);
  Object.assign(quirks, { [name]: value });
}

export function at(where: Where, path: string): boolean {
  if (typeof where === 'boolean') return where;
  return [where].flat().some(piece => path.includes(piece.toLowerCase()));
}

export function strikesAt(where: Where | number, path: string, number: number): boolean {
  return typeof where === 'number' ? strikes(where, number) : at(where, path);
}
