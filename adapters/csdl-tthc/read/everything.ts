import type { HostContext } from '../../../src/adapter/adapter.ts';
import { RemoteError } from '../../../src/adapter/errors.ts';
import { Aside, type AsideRows } from '../../../src/adapter/kit/aside.ts';
import { cutWords, defaultMaxRows } from '../../../src/adapter/kit/pages.ts';
import type { SourceRecord } from '../../../src/adapter/records.ts';
import { gapRecord, quarantineRecord } from '../../../src/adapter/unread.ts';
import type { NationalClient } from '../client.ts';
import { type Options, usualConcurrency } from '../options.ts';
import { fieldCompleter, type Listed, readBodyDictionary, readList } from './catalogue.ts';
import { type DetailSettings, readDetails } from './details.ts';

function settingsOf(
  client: NationalClient,
  options: Options,
  context: HostContext,
  completeFields: DetailSettings['completeFields'],
): DetailSettings {
  return {
    client,
    context,
    ...(options.detailMaxAgeHours !== undefined && { maxAgeHours: options.detailMaxAgeHours }),
    // Half as many again wait for the client, so that a freed place is taken at once; more would queue up on a session
    // that may have expired meanwhile.
    atOnce: Math.ceil((context.concurrency ?? usualConcurrency) * 1.5),
    completeFields,
  };
}

/** The list, the dictionaries, and every detail. Throws `RemoteError` when there is no list. */
export async function* readEverything(
  client: NationalClient,
  options: Options,
  context: HostContext,
): AsyncIterable<SourceRecord> {
  const aside = new Aside();
  try {
    const listed = yield* readListed(client, context, aside);
    const [bodies, fields] = await Promise.all([
      client.bodies ? optional(client.bodies(), 'agency') : { rows: [], flaws: [] },
      optional(client.fields(), 'field'),
    ]);
    yield* [...bodies.flaws, ...fields.flaws];
    yield* readBodyDictionary(bodies.rows);
    context.progress('list', listed.size, listed.size);
    yield* readDetails(listed, settingsOf(client, options, context, fieldCompleter(fields.rows)));
  } finally {
    aside.close();
  }
}

/** Its rows wait on disk while the details are read. */
async function* readListed(
  client: NationalClient,
  { maxRows = defaultMaxRows }: HostContext,
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
