import type { HostContext } from '../../../src/adapter/adapter.ts';
import { RemoteError } from '../../../src/adapter/errors.ts';
import type { Aside, AsideRows } from '../../../src/adapter/kit/aside.ts';
import { cutWords } from '../../../src/adapter/kit/pages.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, quarantineRecord } from '../../../src/adapter/unread.ts';
import type { NationalClient } from '../client.ts';
import type { Options } from '../options.ts';
import { fieldCompleter, type Listed, readBodyDictionary, readList } from './catalogue.ts';
import { readDetails } from './details.ts';

/** The list, the dictionaries, and every detail. Throws `RemoteError` when there is no list. */
export async function* readEverything(
  client: NationalClient,
  { detailMaxAgeHours: maxAgeHours }: Options,
  context: HostContext,
  aside: Aside,
): AsyncGenerator<SourceRecord> {
  const listed = yield* readListed(client, context, aside);
  const [bodies, fields] = await Promise.all([
    client.bodies ? optional(client.bodies(), 'agency') : { rows: [], flaws: [] },
    optional(client.fields(), 'field'),
  ]);
  yield* [...bodies.flaws, ...fields.flaws];
  yield* readBodyDictionary(bodies.rows);
  context.progress('list', listed.size, listed.size);
  const completeFields = fieldCompleter(fields.rows);
  yield* readDetails(listed, { client, context, maxAgeHours, completeFields });
}

/** Its rows wait on disk while the details are read. */
async function* readListed(
  client: NationalClient,
  { maxRows }: HostContext,
  aside: Aside,
): AsyncGenerator<SourceRecord, AsideRows<Listed>> {
  const { listed, flawed } = readList((await client.list()) ?? []);
  if (listed.length === 0) {
    // An empty national list would make every procedure of the city unknown; that is never the truth.
    throw new RemoteError('not-understood', 'Danh sách thủ tục của CSDL quốc gia rỗng hoặc không có mã nào');
  }
  yield* flawed;
  if (listed.length > maxRows) {
    listed.length = maxRows;
    yield gapRecord('procedures', cutWords(maxRows));
  }
  const rows = aside.rows<Listed>();
  for (const item of listed) rows.add(item);
  return rows;
}

/** A dictionary only adds to what the records say themselves: without it reading goes on. */
async function optional(
  asked: Promise<unknown[] | null>,
  part: string,
): Promise<{ rows: unknown[]; flaws: SourceRecord[] }> {
  try {
    return { rows: (await asked) ?? [], flaws: [] };
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind === 'aborted') throw error;
    return { rows: [], flaws: [quarantineRecord(part, '', '', `không đọc được danh mục: ${error.message}`)] };
  }
}
