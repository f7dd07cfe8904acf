import type { Audience } from './seed.ts';

/** Everywhere, nowhere, or where the path (or the procedure's code) contains one of the pieces. */
export type Where = boolean | string | string[];

/**
 * How a list takes `departmentCode`: that code and those below it at a dot, that very code only, every code that
 * begins so, or not at all.
 */
export type FilterMode = 'below' | 'exact' | 'prefix' | 'ignored';

/** Behaviours of the portal that can be switched. Calls are numbered from 1, those to the interface only. */
export interface Quirks {
  /** What the firewall does with what it dislikes: "Request Rejected" with 200, the same with 403, no answer. */
  wall: 'rejected' | 'forbidden' | 'dropped';
  /** It dislikes calls without Origin, Referer, User-Agent or the cookie of a first page. */
  wallChecks: boolean;
  /** Paths it dislikes whoever calls. */
  refuse: Where;
  /** From this call on it dislikes all; 0 = never. */
  refuseFrom: number;
  /** A cookie is good for so many calls, the last of which brings a new one; 0 = for ever. */
  cookieCalls: number;

  /** The connection is closed without an answer. */
  down: Where;
  /** Share of the calls whose connection is closed; strikes evenly, not by chance. */
  dropShare: number;
  unavailable: Where;
  unavailableShare: number;
  /** Calls answered by a page of HTML with 200 that is no refusal. */
  htmlCalls: number[];
  /** A page of HTML with 200 that is no refusal, for everything. */
  html: Where;
  /** An answer of so many bytes that is no JSON, to every call; 0 = none. */
  hugeAnswer: number;
  /** No answer at all. */
  hang: Where;
  /** JSON that ends in the middle. */
  cut: Where;
  /** 201 with another code than OK and no data. */
  notOk: Where;
  /** 200 where the portal says 201. */
  status200: boolean;
  /** What a wrong question gets: a status of its own, or 201 with another code than OK. */
  refusalStatus: 400 | 201;
  delayMs: number;

  /** Larger pages are not given; 0 = any size. */
  pageCeiling: number;
  overCeiling: 'gateway-timeout' | 'hang';
  /** Pages in the middle are shorter than asked for. */
  shortPages: boolean;
  /** How a cursor says that it is at its end: an empty page, no `lastId`, or the last page again. */
  end: 'empty' | 'no-last-id' | 'stays';
  totalMissing: Where;
  /** Added to every `total`. */
  totalOff: number;
  /** After so many rows the cursor gives the same page again and does not move; 0 = never. */
  cursorStallsAfter: number;
  /** After so many rows the cursor is back at the beginning; 0 = never. */
  cursorRepeatsAfter: number;

  procedureFilter: FilterMode;
  offeringFilter: FilterMode;
  /** Rows of other cities on the first page of offerings although they were filtered by ours. */
  strayRows: number;
  /** 503 for one audience, once so many of its rows were given. */
  failingAudience: Audience | '';
  failingAudienceAfter: number;
  /** Levels by "<procedure code> <department code>", as if somebody had changed them. */
  implementLevels: Record<string, string | null>;

  /** From here on by procedure code. */
  testing: Where;
  /** Enterprises see one level less than citizens. */
  audienceConflict: Where;
  sameCaseNames: Where;
  /** `fees: []`: not declared. */
  noFees: Where;
  zeroFees: Where;
  /** `value: null` with the rule in the description. */
  nullFees: Where;
  /** Papers are in `executionCases` only. */
  papersInCasesOnly: Where;
  duplicatePapers: Where;
  /** `required` is false, whatever is required. */
  requiredFalse: Where;
  repeatedLegalBases: Where;
  /** Withdrawn, applies nowhere, its rows are left over. */
  inactive: Where;
  genericBody: Where;
  /** So many ids where it applies. */
  manyApplied: Where;
  /** HTML and pictures inside texts. */
  pictures: Where;
  nonNfc: Where;
  /** Numbers and booleans as text, null for an empty list. */
  wrongTypes: Where;
  /** Rows nobody can use: no code, a name that is no text. */
  brokenRows: Where;
  /** Codes of procedures come as numbers, without the zeros numbers lose. */
  numericCodes: Where;
  /** Booleans that may be absent are. */
  missingFlags: Where;

  /** Groups or codes of metrics without numbers. */
  nullMetrics: Where;
  /** Metrics say that they are provisional or have no data. */
  qualityFlags: boolean;
  /** Children of `provide-online-tree` carry files by channel as their parent does. */
  childCounts: boolean;
  /** The day it is, in milliseconds; 0 = today. */
  now: number;
}

export const appliedIds = 3_629;

/** What the real portal was seen to do is on; what it was seen to do at times is off until somebody asks for it. */
const usual: Quirks = {
  wall: 'rejected',
  wallChecks: true,
  refuse: false,
  refuseFrom: 0,
  cookieCalls: 0,
  down: false,
  dropShare: 0,
  unavailable: false,
  unavailableShare: 0,
  htmlCalls: [],
  html: false,
  hugeAnswer: 0,
  hang: false,
  cut: false,
  notOk: false,
  status200: false,
  refusalStatus: 400,
  delayMs: 0,
  pageCeiling: 200,
  overCeiling: 'gateway-timeout',
  shortPages: false,
  end: 'empty',
  totalMissing: false,
  totalOff: 0,
  cursorStallsAfter: 0,
  cursorRepeatsAfter: 0,
  procedureFilter: 'below',
  offeringFilter: 'below',
  strayRows: 0,
  failingAudience: '',
  failingAudienceAfter: 0,
  implementLevels: {},
  testing: false,
  audienceConflict: false,
  sameCaseNames: false,
  noFees: false,
  zeroFees: false,
  nullFees: false,
  papersInCasesOnly: true,
  duplicatePapers: true,
  requiredFalse: true,
  repeatedLegalBases: true,
  inactive: false,
  genericBody: false,
  manyApplied: false,
  pictures: true,
  nonNfc: false,
  wrongTypes: false,
  brokenRows: false,
  numericCodes: false,
  missingFlags: false,
  nullMetrics: false,
  qualityFlags: true,
  childCounts: true,
  now: 0,
};

export function createQuirks(changed: Record<string, unknown> = {}): Quirks {
  const quirks = { ...usual };
  for (const [name, value] of Object.entries(changed)) setQuirk(quirks, name, value);
  return quirks;
}

export function setQuirk(quirks: Quirks, name: string, value: unknown): void {
  if (!(name in usual)) throw new TypeError(`dvcqg-2026 sandbox: no quirk ${name}`);
  Object.assign(quirks, { [name]: value });
}

export function at(where: Where, place: string): boolean {
  if (typeof where === 'boolean') return where;
  return [where].flat().some(piece => place.includes(piece));
}
