import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { ManualTask } from '../../src/domain/task.ts';
import { writeForms } from '../../src/report/forms.ts';
import { taskForms } from '../../src/report/tasks-forms.ts';
import { buildTaskList } from '../../src/report/tasks-model.ts';
import { openStore } from '../../src/store/core/open.ts';
import { keepTasks } from '../../src/store/work/tasks.ts';
import { city } from '../reconcile/support.ts';
import { launchBrowser } from '../support/browser.ts';

// What runs in the page; the project itself has no use for the DOM's types.
// biome-ignore lint/suspicious/noExplicitAny: see above
declare const document: any;

const long: ManualTask = {
  ...{ key: 'national/1.004194/register-level/4', system: 'national', procedure: '1.004194' },
  ...{ procedureName: 'Đăng ký khai sinh có yếu tố nước ngoài', kind: 'register-level', case: null },
  ...{ agencies: ['H13.1', 'H13.5'], what: 'Đăng ký mức 4 (toàn trình).', link: null, expected: 4 },
  ...{ values: [{ label: 'Mã thủ tục', value: '1.004194'.repeat(30) }], owner: 'regulatory', due: null },
};

test.each([320, 390, 1280])('a work list fits a window of %i points and asks for nothing', async width => {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-tasks-'));
  const store = await openStore({ driver: 'sqlite', file: join(folder, 'store.sqlite') });
  const browser = await launchBrowser();
  try {
    const at = '2021-06-01T00:00:00.000Z';
    await keepTasks(store, [long], { id: 'P1', at, covered: new Map() });
    const list = await buildTaskList(store, { city: city(), filter: {}, now: at, systems: [] });
    const [file] = await writeForms(taskForms(list), folder);
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const trouble: string[] = [];
    page.on('console', message => trouble.push(message.text()));
    page.on('request', request => {
      if (!request.isNavigationRequest()) trouble.push(request.url());
    });
    await page.goto(pathToFileURL(file!).href);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await page.locator('tbody tr').textContent()).toContain('Đăng ký mức 4 (toàn trình).');
    expect(trouble).toEqual([]);
  } finally {
    await browser.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
});
