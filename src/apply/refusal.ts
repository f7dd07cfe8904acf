import type { LeaseHolder } from '../store/contract.ts';

/** The plan cannot be applied now; nothing was sent. Vietnamese, says why and what to do. */
export class ApplyRefused extends Error {
  /** The process that is applying a plan, where that is the reason. */
  readonly holder: LeaseHolder | undefined;
  constructor(message: string, holder?: LeaseHolder) {
    super(message);
    this.name = 'ApplyRefused';
    this.holder = holder;
  }
}
