/** One thing that is, or will be, otherwise. */
export interface Difference {
  sign: 'added' | 'removed' | 'changed';
  /** Vietnamese: "bước «Thẩm định»", "mức dịch vụ". */
  what: string;
  /** As a reader would say them; null = nothing there, or nothing more to say. */
  before: string | null;
  after: string | null;
}

export const signWords: Record<Difference['sign'], string> = { added: 'thêm', removed: 'bỏ', changed: 'đổi' };

/** "đổi thời hạn: 24 giờ → 16 giờ". */
export function differenceText({ sign, what, before, after }: Difference): string {
  const values = [before, after].filter(value => value !== null).join(' → ');
  return `${signWords[sign]} ${what}${values && `: ${values}`}`;
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
