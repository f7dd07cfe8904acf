import type { HostAdapter } from '../../src/adapter/adapter.ts';
import { whenUsed } from '../../src/adapter/kit/when-used.ts';
import { onlineLevel } from '../../src/domain/level.ts';
import { formProblems } from './alpaca.ts';
import { type OpencpsOptions, optionsSchema } from './options.ts';

/** The one-stop system OpenCPS v2. */
export const adapter: HostAdapter<OpencpsOptions> = {
  name: 'opencps',
  source: 'host',
  title: 'Hệ thống một cửa điện tử (OpenCPS v2)',
  options: optionsSchema,
  secretOptions: ['password'],
  capabilities: ['offerings', 'components', 'eform', 'workflow', 'payment', 'channel', 'fees', 'deadlines'],
  casesFrom: onlineLevel,
  open: (options, context) =>
    whenUsed(async () => (await import('./open.ts')).open(options, context), { write: true }),
  formProblems,
};
