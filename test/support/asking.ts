import type { Acting, Asking } from '../../src/app/context.ts';
import type { Store } from '../../src/store/core/contract.ts';

/** Somebody at the command line, where nothing else is said. */
export function asking(store: Store, actor: Partial<Acting> = {}, at = '2026-11-23T05:00:00.000Z'): Asking {
  return {
    store,
    actor: { name: 'Trần Thị B', role: 'admin', origin: 'cli', ...actor },
    now: () => new Date(at),
  };
}
