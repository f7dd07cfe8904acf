/** What reading an e-form came to. `empty` = there is a form but without an input field. */
export interface EformVerdict {
  state: 'usable' | 'empty' | 'invalid';
  /** Vietnamese, names the key or place; only when not usable. */
  reason?: string;
  /** Hash of the form's text. */
  hash: string;
}
