import { join, resolve } from 'node:path';
import { makeFolder } from '../store/core/make-folder.ts';
import { type StagedFile, stage, stageText } from './staged-file.ts';
import type { TaskList } from './tasks-model.ts';
import { writeTaskPage } from './tasks-page.ts';
import { writeTaskWorkbook } from './tasks-workbook.ts';

/**
 * Writes `tasks.html` and `tasks.xlsx` into `outDir` (made when missing) and gives back their absolute paths. Both
 * take their places at the end, so that a failure leaves the old ones.
 */
export async function writeTaskList(list: TaskList, outDir: string, signal?: AbortSignal): Promise<string[]> {
  makeFolder(outDir);
  const staged: StagedFile[] = [];
  try {
    staged.push(
      await stageText(resolve(join(outDir, 'tasks.html')), write => writeTaskPage(list, write, signal)),
    );
    staged.push(
      await stage(resolve(join(outDir, 'tasks.xlsx')), out => writeTaskWorkbook(list, out, signal)),
    );
    for (const file of staged) await file.publish();
  } catch (error) {
    await Promise.all(staged.map(file => file.discard()));
    throw error;
  }
  return staged.map(file => file.path);
}
