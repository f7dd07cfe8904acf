import type { ConfiguredAsking } from '../app/context.ts';
import { createLog } from '../runs/log.ts';
import { interruptSignal, loadFrom, withStore } from './common.ts';
import { exitCodes } from './exit.ts';
import { note } from './output.ts';
import { askingHere, asPerson, personNamed } from './person.ts';

export const doer = asPerson({ vi: 'người thực hiện', en: 'who does it' });

export interface PushOptions {
  config: string;
  as?: string;
  json?: boolean;
}

/** What every command that plans or pushes starts from. */
export interface PushDesk extends ConfiguredAsking {
  signal: AbortSignal;
  by: string;
}

/** Sets the desk up, and turns Ctrl-C into its exit code. */
export async function atDesk(options: PushOptions, work: (desk: PushDesk) => Promise<void>): Promise<void> {
  const configuration = await loadFrom(options.config);
  const log = createLog(configuration.secrets, 'error');
  const interrupt = interruptSignal();
  try {
    await withStore(configuration, store => {
      const by = personNamed(options.as);
      return work({ ...askingHere(store, by), configuration, log, signal: interrupt.signal, by });
    });
  } catch (error) {
    if (interrupt.interrupted()) {
      note('Đã dừng theo yêu cầu.');
      process.exitCode = exitCodes.interrupted;
    } else throw error;
  } finally {
    interrupt.dispose();
  }
}
