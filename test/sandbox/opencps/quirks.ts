import { strikes } from '../strikes.ts';

/** Behaviours of the real system that can be switched; the defaults are what it does (contract 7). */
export interface Quirks {
  /** Services (their codes, or a share of all) whose config rows in lists show an old level or lack the newest row. */
  indexLag: number | string[];
  /** Services whose details embed configs that are an hour old. */
  staleEmbedded: number | string[];
  /** Booleans and some integers as text. */
  stringBooleans: boolean;
  /** Lists of one as the element itself, empty lists left out (JSON; XML always does). */
  singleAsObject: boolean;
  /** Texts are stored escaped. Takes effect when the sandbox starts. */
  escapeText: boolean;
  /** `createDate` and `modifiedDate` of list rows the wrong way round. */
  swappedDates: boolean;
  /** The service list shows published services only. */
  hideUnpublished: boolean;
  /** Processes answer 203 to guests. */
  noSignIn203: boolean;
  /** Processes answer 203 to everybody. */
  refuseProcesses: boolean;
  /** XML whatever was asked for. */
  xml: boolean;
  /** `serviceinfos?agency=` without `start` and `end` fails. */
  agencyFilter403: boolean;
  /** Filters match every code that shares a token. */
  tokenMatch: boolean;
  /** Most rows of a list in one answer; `total` counts them all. 0 = as many as there are. */
  maxRows: number;
  /** Lists (pieces of their paths) that fail without a word when they are asked for without an end. */
  refuseWhole: Where;
  /** Before every answer. */
  delayMs: number;
  /** Share of answers (`true` = all) that end half-way, are an HTML page, are a 503, or never come. */
  cut: number | boolean;
  html: number | boolean;
  failShare: number | boolean;
  dropConnectionShare: number | boolean;
  /** Bytes of filler in every answer; `true` = 200 MB. */
  hugeAnswer: number | boolean;
  /** Every connection is closed without an answer. */
  down: boolean;
  /** Requests, and milliseconds, until lists show what was written; details show it at once. */
  writeLag: number;
  writeLagMs: number;
  /** The account is no administrator: 401 on services, 203 on processes. */
  notAdministrator: boolean;
  /** How much of a script, report or sample data is stored, 0…1; the answer shows all of it. */
  keptOfContents: number;
  /** Writes are answered as usual and change nothing. `true`, or pieces of the paths it holds for. */
  ignoreWrites: Where;
  /** Writes whose path contains the piece are refused with 403 and this description; blank = without one. */
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
  /**
   * What single addresses (path below the base) answer: a status, a text, or `drop` to close the connection. With `?` behind
   * it only where no filter is asked for.
   */
  faults: Record<string, number | string>;
}

/** Everywhere, nowhere, or where the path contains one of the pieces. */
export type Where = boolean | string | string[];

export const usualQuirks: Quirks = {
  indexLag: 0.05,
  staleEmbedded: 0.03,
  stringBooleans: true,
  singleAsObject: true,
  escapeText: true,
  swappedDates: true,
  hideUnpublished: true,
  noSignIn203: true,
  refuseProcesses: false,
  xml: false,
  agencyFilter403: true,
  tokenMatch: true,
  maxRows: 0,
  refuseWhole: false,
  delayMs: 0,
  cut: false,
  html: false,
  failShare: false,
  dropConnectionShare: false,
  hugeAnswer: false,
  down: false,
  writeLag: 0,
  writeLagMs: 0,
  notAdministrator: false,
  keptOfContents: 1,
  ignoreWrites: false,
  refuse: {},
  dropAfterWrite: false,
  dropBeforeWrite: false,
  failAfterWrite: false,
  failBeforeWrite: false,
  lateWrite: false,
  lateMs: 0,
  faults: {},
};

export function at(where: Where, path: string): boolean {
  if (typeof where === 'boolean') return where;
  return [where].flat().some(piece => path.includes(piece));
}

export function strikesAt(where: Where | number, path: string, number: number): boolean {
  return typeof where === 'number' ? strikes(where, number) : at(where, path);
}

export function knownQuirks(changed: Record<string, unknown>): Partial<Quirks> {
  for (const name of Object.keys(changed)) {
    if (!(name in usualQuirks)) throw new TypeError(`The OpenCPS sandbox has no quirk "${name}"`);
  }
  return changed;
}
