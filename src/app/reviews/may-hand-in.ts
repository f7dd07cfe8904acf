import { asked } from '../audited.ts';
import { type Asking, requireOwnUnit } from '../context.ts';

/** Whether somebody may hand in a list of this unit at all; asked before anything is received. @throws Refusal */
export function mayHandIn(asking: Asking, unit: string | undefined): Promise<void> {
  return asked(asking, 'import-review', unit ?? '', async () => {
    if (unit !== undefined) requireOwnUnit(asking.actor, unit);
  });
}
