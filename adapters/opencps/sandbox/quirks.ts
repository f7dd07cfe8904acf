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
  /** What single addresses (path below the base) answer: a status, a text, or `drop` to close the connection. */
  faults: Record<string, number | string>;
}

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
  delayMs: 0,
  cut: false,
  html: false,
  failShare: false,
  dropConnectionShare: false,
  hugeAnswer: false,
  down: false,
  faults: {},
};

export function knownQuirks(changed: Record<string, unknown>): Partial<Quirks> {
  for (const name of Object.keys(changed)) {
    if (!(name in usualQuirks)) throw new TypeError(`The OpenCPS sandbox has no quirk "${name}"`);
  }
  return changed;
}
