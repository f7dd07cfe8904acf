/** What reading an e-form came to. `empty` = there is a form but without an input field. */
export interface EformVerdict {
  state: 'usable' | 'empty' | 'invalid';
  /** Vietnamese, names the key or place; only when not usable. */
  reason?: string;
  /** Hash of the form's text. */
  hash: string;
}

/** The text of what a system holds where it is no form we could have written: it is kept as `{ raw }`. */
export function rawForm({ raw, components }: Record<string, unknown>): string | undefined {
  return typeof raw === 'string' && components === undefined ? raw : undefined;
}
