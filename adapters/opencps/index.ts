import type { HostAdapter } from '../../src/adapter/adapter.ts';
import { onlineLevel } from '../../src/domain/level.ts';
import { formProblems } from './alpaca.ts';
import { checkSystem } from './check.ts';
import { type OpencpsOptions, optionsSchema } from './options.ts';
import { readEverything } from './read/everything.ts';
import { readService } from './read/service.ts';
import { createWriter } from './write/writer.ts';
import { createWriting } from './writing.ts';

/** The one-stop system OpenCPS v2. */
export const adapter: HostAdapter<OpencpsOptions> = {
  name: 'opencps',
  source: 'host',
  title: 'Hệ thống một cửa điện tử (OpenCPS v2)',
  options: optionsSchema,
  secretOptions: ['password'],
  capabilities: {
    offerings: true,
    components: true,
    eform: true,
    workflow: true,
    payment: true,
    channel: true,
    fees: true,
    deadlines: true,
    decision: false,
  },
  casesFrom: onlineLevel,
  open(options, context) {
    const writing = createWriting(options, context);
    return {
      check: () => checkSystem(options, context.http),
      read: () => readEverything(options, context),
      readService: (procedure, asked) => readService(writing, procedure, asked),
      writer: names => createWriter(writing, names),
    };
  },
  formProblems,
};
