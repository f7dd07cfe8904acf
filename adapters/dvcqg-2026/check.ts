import type { SystemCheck } from '../../src/adapter/adapter.ts';
import { triedList } from '../../src/adapter/kit/tried.ts';
import { numberWords } from '../../src/domain/number-words.ts';
import { appliedPath } from './read/applied.ts';
import { listingsBody, listingsPath } from './read/listings.ts';
import { cursorPage, numberedPage } from './read/pages.ts';
import type { Reading } from './read/reading.ts';
import type { Page } from './read/walk.ts';

/** Opens the first page and asks each list for a row. Throws when the portal answers nobody. */
export async function checkPortal({ client, context: { locality } }: Reading): Promise<SystemCheck> {
  await client.visit();
  const { access, attempt } = triedList();
  await attempt('Trang đầu của Cổng', async () => ({}));
  const counted = ({ total }: Page) => (total === undefined ? {} : { note: `${numberWords(total)} dòng` });
  await attempt('Thủ tục và nơi áp dụng', async () =>
    counted(numberedPage(await client.ask(appliedPath, { q: '', currentPage: 1, pageSize: 1 }), appliedPath)),
  );
  await attempt('Dịch vụ công tại đơn vị (mức)', async () => {
    const body = { ...listingsBody('VIETNAMESE_CITIZEN', locality), limit: 1, lastId: '' };
    return counted(cursorPage(await client.ask(listingsPath, body), listingsPath));
  });
  return { access };
}
