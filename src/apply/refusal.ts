/** The plan cannot be applied now; nothing was sent. Vietnamese, says why and what to do. */
export class ApplyRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ApplyRefused';
  }
}
