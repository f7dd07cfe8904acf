/** One thing that is, or will be, otherwise. */
export interface Difference {
  sign: 'added' | 'removed' | 'changed';
  /** Vietnamese: "bước «Thẩm định»", "mức dịch vụ". */
  what: string;
  /** As a reader would say them; null = nothing there, or nothing more to say. */
  before: string | null;
  after: string | null;
}

export function added(what: string, after: string | null = null): Difference {
  return { sign: 'added', what, before: null, after };
}

export function removed(what: string, before: string | null = null): Difference {
  return { sign: 'removed', what, before, after: null };
}

export function changed(what: string, before: string | null = null, after: string | null = null): Difference {
  return { sign: 'changed', what, before, after };
}
