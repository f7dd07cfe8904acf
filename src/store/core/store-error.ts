/** The database cannot be used. The message, Vietnamese, names the file or host, never a password, and what to do. */
export class StoreError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
  }
}
