import type { Configuration } from '../../config/configuration.ts';
import { command, config } from '../command.ts';
import { serviceHelp, verbose } from '../common-words.ts';
import { UsageError } from '../exit.ts';

export const workCommand = command({
  options: [
    config,
    ['-v, --verbose', verbose],
    // Given by the parent process.
    { hidden: ['--job <việc>', ''] },
    { hidden: ['--errand <tên>', ''] },
  ],
  note: serviceHelp,
  examples: ['dvc-sync work --config /etc/dvc-sync/dvc-sync.yaml'],
  async act(options) {
    if (options.errand !== undefined || options.job !== undefined) return asChild(options);
    const { serving } = await import('./serving.ts');
    return serving(options, 'work', { check: requireShared, begin: async () => ({}) });
  },
});

async function asChild({ errand, job }: { errand?: string; job?: string }): Promise<void> {
  if (process.send === undefined)
    throw new UsageError({
      vi: '--job và --errand chỉ dành cho tiến trình con mà dvc-sync tự khởi động.',
      en: '--job and --errand are for child processes that dvc-sync starts itself.',
    });
  if (job !== undefined) return (await import('../../runtime/child/job-errand.ts')).workAsChild(job);
  const { isErrand, runErrand } = await import('../../runtime/child/errands.ts');
  if (errand === undefined || !isErrand(errand))
    throw new UsageError({ vi: `không có việc "${errand}".`, en: `there is no errand "${errand}".` });
  await runErrand(errand);
}

/** The queue of a SQLite store is no other process's. */
function requireShared({ store }: Configuration): void {
  if (store.driver !== 'postgres')
    throw new UsageError({
      vi: 'lệnh work cần PostgreSQL (store: { driver: postgres, url: … }): hàng đợi của kho SQLite nằm trong chính tiến trình "dvc-sync serve", không chia cho tiến trình khác được.',
      en: 'the command work needs PostgreSQL (store: { driver: postgres, url: … }): the queue of a SQLite store is inside the process "dvc-sync serve" and cannot be shared with others.',
    });
}
