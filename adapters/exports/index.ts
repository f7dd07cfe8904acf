import type { FolderAdapter } from '../../src/adapter/adapter.ts';
import { whenUsed } from '../../src/adapter/kit/when-used.ts';
import { type Options, optionsSchema } from './options.ts';

/** Systems nobody may call: files that somebody exports and puts into a folder. See README.md in this folder. */
export const adapter: FolderAdapter<Options> = {
  name: 'exports',
  source: 'folder',
  title: 'Tệp xuất từ hệ thống',
  options: optionsSchema,
  secretOptions: [],
  processBook: 'ctonegate',
  capabilities: ['offerings', 'workflow', 'decision', 'measures'],
  open: (options, context) =>
    whenUsed(async () => (await import('./open.ts')).open(options, context), {
      look: true,
      write: false,
      measures: true,
    }),
};
