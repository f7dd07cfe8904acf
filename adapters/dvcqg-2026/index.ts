import type { HostAdapter } from '../../src/adapter/adapter.ts';
import { whenUsed } from '../../src/adapter/kit/when-used.ts';
import { type Options, optionsSchema } from './options.ts';

/** The national portal of 2026, where people file. See README.md in this folder. */
export const adapter: HostAdapter<Options> = {
  name: 'dvcqg-2026',
  source: 'host',
  title: 'Cổng Dịch vụ công quốc gia (2026)',
  options: optionsSchema,
  secretOptions: [],
  capabilities: ['offerings', 'components', 'channel', 'fees', 'deadlines', 'decision', 'measures'],
  // A public portal behind a firewall, whose operator has promised nothing.
  defaults: { concurrency: 1, ratePerSecond: 1, answerTimeoutSeconds: 40 },
  open: (options, context) =>
    whenUsed(async () => (await import('./open.ts')).open(options, context), {
      write: false,
      measures: true,
    }),
};
