import type { HostAdapter } from '../../src/adapter/adapter.ts';
import { whenUsed } from '../../src/adapter/kit/when-used.ts';
import { type Options, optionsSchema } from './options.ts';

/** City portals on the TD DichVuCong platform. See README.md in this folder. */
export const adapter: HostAdapter<Options> = {
  name: 'td-dvc',
  source: 'host',
  title: 'Cổng dịch vụ công thành phố (nền tảng TD DichVuCong)',
  options: optionsSchema,
  secretOptions: ['password', 'securityCode'],
  capabilities: [
    'offerings',
    'components',
    'eform',
    'workflow',
    'payment',
    'channel',
    'fees',
    'deadlines',
    'decision',
  ],
  open: (options, context) =>
    whenUsed(async () => (await import('./open.ts')).open(options, context), { write: true }),
};
