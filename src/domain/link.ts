/**
 * What came of a look at where a system sends people. Only `gone`, `other-procedure` and `other-unit` say that something
 * is wrong; `not-allowed`: whoever runs the address, or the city's own list, does not want it asked; `unknown`: no answer,
 * a sign-in, a front page, a page that does not say what it is about.
 */
export type LinkVerdict = 'answers' | 'gone' | 'other-procedure' | 'other-unit' | 'not-allowed' | 'unknown';

export const brokenVerdicts = ['gone', 'other-procedure', 'other-unit'] as const satisfies LinkVerdict[];
export type BrokenVerdict = (typeof brokenVerdicts)[number];

export interface CheckedLink {
  verdict: LinkVerdict;
  /** HTTP status of the last answer; null = none came, or nothing was asked. */
  status: number | null;
  /** ISO 8601, UTC; null = never looked at. */
  checkedAt: string | null;
  /** What the page shows instead: a code, a unit. */
  shows?: string;
}

export function isBroken(verdict: LinkVerdict): verdict is BrokenVerdict {
  return brokenVerdicts.some(each => each === verdict);
}
