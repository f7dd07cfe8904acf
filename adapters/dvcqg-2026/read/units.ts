import { RemoteError } from '../../../src/adapter/errors.ts';
import { parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord } from '../../../src/adapter/unread.ts';
import { wallClock } from '../../../src/domain/time.ts';
import { departmentRow, unitRow } from '../schema.ts';
import { cursorBody, cursorPage, figures } from './pages.ts';
import { gapWords, type Reading } from './reading.ts';
import { walk } from './walk.ts';

/**
 * "Ủy ban nhân dân cấp tỉnh": it stands among departments and is no unit. What applies there may be anybody's of the
 * city.
 */
export const genericBodies: ReadonlySet<string> = new Set(['019d2be3-6a89-70fe-8e65-9c9d4b77d824']);

/** Learns the city's units. What could not be read is a gap: whose the ids in other lists are cannot be told then. */
export async function* readUnits(reading: Reading): AsyncGenerator<SourceRecord> {
  try {
    yield* readTree(reading, await findRoot(reading));
  } catch (error) {
    yield gapRecord('agencies', `không đọc được danh sách đơn vị của Cổng: ${gapWords(error)}`);
  }
}

/** Id of the city among the provinces. */
export async function findRoot({ client, context, pageSize }: Reading): Promise<string> {
  const path = 'configuring/citizen/department/list-with-location';
  const body = {
    ...{ direction: 'DESC', order: '', type: 'PROVINCE', agencyLevel: 'level_1', levels: ['PROVINCE'] },
  };
  const own = context.locality.trim().toUpperCase();
  let found: string | undefined;
  await walk(
    async asked => {
      const page = cursorPage(await client.ask(path, { ...body, ...cursorBody(asked) }), 'danh sách tỉnh');
      for (const value of page.rows) {
        const { value: row } = parseLenient(departmentRow, value);
        if (row?.code.toUpperCase() === own && row.id !== '') found = row.id;
      }
      // Once it is found the rest of the country does not matter.
      return found === undefined ? page : { rows: [] };
    },
    { pageSize },
  );
  if (found === undefined)
    throw new RemoteError('not-understood', `Cổng không có tỉnh, thành phố mã ${context.locality}`);
  return found;
}

/** `provide-online-tree` is the only list that has all units of a city with id and code. */
async function* readTree(reading: Reading, root: string): AsyncGenerator<SourceRecord> {
  const { units, context } = reading;
  const year = wallClock(new Date().toISOString())!.getUTCFullYear();
  const body = { timeType: 'year', year, rootDepartmentId: root };
  units.learn({ id: root, code: context.locality, name: '' });
  const { city, rows, gap } = await figures(reading, 'provide-online-tree', body);
  const name = parseLenient(unitRow, city).value?.departmentName;
  if (name) units.learn({ id: root, code: context.locality, name });
  if (gap) yield gapRecord('agencies', `danh sách đơn vị của Cổng: ${gap}`);
  for (const value of rows) {
    const { value: row } = parseLenient(unitRow, value);
    if (row) units.learn({ id: row.departmentId, code: row.departmentCode, name: row.departmentName });
  }
}
