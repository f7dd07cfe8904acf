import { isHostFailure, RemoteError } from '../../src/adapter/errors.ts';
import { parseLenient } from '../../src/adapter/kit/parse-lenient.ts';
import type { Config } from './configs.ts';
import { detailKeys } from './detail-rows.ts';
import { idOf } from './fields.ts';
import { readList } from './list.ts';
import type { Reading } from './reading.ts';
import { type DeskRow, deskRow, type OptionHead, type OptionRow, optionRow } from './schema.ts';

/** The process options of the configs of one service, each with the day it was read; `undefined` = could not tell. */
export type OptionBook = (
  configs: readonly Config[],
) => Promise<{ config: Config; options: OptionRow[] | undefined; readAt?: string }[]>;

type OptionReading = Pick<Reading, 'client' | 'meter' | 'pageSize' | 'details' | 'agencies' | 'processRows'>;

/** What the desk's list shows, by config id. */
type Desk = ReadonlyMap<string, readonly OptionHead[]>;

const label = 'danh sách phương án của bộ phận một cửa';

/**
 * The options of configs. The desk's list shows those of all configs in one answer and is read every run: while a
 * config shows the same there, its own list is not asked again until it has grown old. What an option leads to, its
 * process, stands in the config's own list only. That list is asked for one config of a service and tier for each option
 * the others have as well, of the same name, notes and template: they take over what it says, and each is asked for
 * itself within the time a detail may be old. Where nothing is kept between runs, each is asked at once.
 *
 * A config that is not in the desk's list is asked for itself: the list has no configs without options, and shows
 * accounts that are no administrators only what they may receive.
 */
export function createOptionBook(reading: OptionReading): OptionBook {
  let desk: Promise<Desk | undefined> | undefined;
  let borrowed = 0;

  return async configs => {
    if (configs.length === 0) return [];
    desk ??= readDesk(reading);
    const shown = await desk;
    const { details, meter } = reading;
    /** By what the desk shows of them: what options lead to; `null` = not all of them the same way. */
    const lenders = new Map<string, OptionRow | null>();

    const ask = async (config: Config) => {
      const heads = shown?.get(config.id);
      const row = heads ?? [config.agency, config.level ?? null, config.onlineClosed ?? null];
      const key = detailKeys.options(config.id);
      const fetch = async () => {
        const lent = heads && (await isNew(key, row)) ? borrow(heads, config) : undefined;
        if (lent) {
          if (borrowed++ === 0) meter.note(borrowedWords);
          return lent;
        }
        const own = await readOptions(reading, config.id);
        if (heads && own) lend(heads, own, config);
        return own;
      };
      let asked = false;
      const { value, readAt } = await details.read(key, row, () => {
        asked = true;
        return fetch();
      });
      if (!asked) meter.known('option');
      return { config, options: value, ...(readAt === undefined ? {} : { readAt }) };
    };

    const isNew = async (key: string, row: unknown) =>
      !(await details.has(key, row, { maxAgeHours: Number.POSITIVE_INFINITY }));

    const signature = (head: OptionHead, { agency }: Config) => {
      const { optionName, instructionNote, templateNo, templateName } = head;
      return JSON.stringify([
        reading.agencies.get(agency),
        optionName,
        instructionNote,
        templateNo,
        templateName,
      ]);
    };

    const borrow = (heads: readonly OptionHead[], config: Config): OptionRow[] | undefined => {
      const lent = heads.map(head => {
        const lender = lenders.get(signature(head, config));
        return lender ? { ...lender, processOptionId: head.processOptionId } : undefined;
      });
      return lent.every(row => row !== undefined) ? lent : undefined;
    };

    const lend = (heads: readonly OptionHead[], own: readonly OptionRow[], config: Config) => {
      for (const head of heads) {
        const row = own.find(option => option.processOptionId.trim() === head.processOptionId.trim());
        const key = signature(head, config);
        const before = lenders.get(key);
        // Without its template an option tells nothing of others, and neither does one that the two lists know differently.
        const alike = row !== undefined && idOf(head.templateNo) !== '' && head.templateNo === row.templateNo;
        if (!alike || before === null || (before && !leadsAlike(before, row))) lenders.set(key, null);
        else lenders.set(key, row);
      }
    };

    if (!shown || !details.rotates) return Promise.all(configs.map(ask));
    // One after the other: what one says may spare the next.
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    for (const config of configs) answers.push(await ask(config));
    return answers;
  };
}

const borrowedWords =
  'quy trình của một số phương án được lấy theo đơn vị khác cùng cấp của thủ tục, nơi phương án cùng tên và cùng mẫu hồ sơ; từng đơn vị được đọc riêng trong các lần đối soát sau';

function leadsAlike(a: OptionRow, b: OptionRow): boolean {
  return a.serviceProcessId === b.serviceProcessId && a.dossierTemplateId === b.dossierTemplateId;
}

/** The desk's list; `undefined` = the account does not see it, or not all of it. */
async function readDesk(reading: OptionReading): Promise<Desk | undefined> {
  const { client, meter } = reading;
  try {
    if (!(await seesEverything(reading))) {
      meter.note(`${label} không dùng được: tài khoản không phải quản trị, phương án được đọc từng cấu hình`);
      return undefined;
    }
    const desk = new Map<string, OptionHead[]>();
    const { rows, total } = await client.eachRow('/onegate/serviceconfigs/processes', {}, label, row => {
      const { value, oddities } = parseLenient<DeskRow>(deskRow, row);
      // Its own list tells what is odd about it.
      if (value && oddities.length === 0) desk.set(value.serviceConfigId.trim(), value.options);
    });
    if (rows < (total ?? 0))
      meter.note(
        `${label} chỉ có ${rows}/${total} dòng, phương án của các cấu hình khác được đọc từng cấu hình`,
      );
    return desk;
  } catch (error) {
    const refused = error instanceof RemoteError && error.kind === 'refused';
    if (!refused && (!(error instanceof RemoteError) || isHostFailure(error))) throw error;
    meter.note(`${label} không nhận được, phương án được đọc từng cấu hình: ${error.message}`);
    return undefined;
  }
}

/** Only administrators see the options of everybody, and only they see the sequences of a process (contract 1.3, 2.3). */
async function seesEverything({ client, processRows }: OptionReading): Promise<boolean> {
  const [id] = (await processRows())?.keys() ?? [];
  if (id === undefined) return false;
  const path = `/serviceprocesses/${encodeURIComponent(id)}/sequences`;
  try {
    await client.page(path, { start: 0, end: 1 }, `chuỗi bước của quy trình ${id}`);
    return true;
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'refused') return false;
    throw error;
  }
}

/** The options of a config by its own list; `undefined` = could not tell. */
async function readOptions(
  { client, meter, pageSize }: OptionReading,
  config: string,
): Promise<OptionRow[] | undefined> {
  return meter.read('option', config, async () => {
    const options: OptionRow[] = [];
    let refused = false;
    const { whole } = await readList(client, {
      path: `/serviceconfigs/${encodeURIComponent(config)}/processes`,
      label: `phương án xử lý của cấu hình ${config}`,
      pageSize,
      schema: optionRow,
      id: option => option.processOptionId,
      take: option => options.push(option),
      refuse: oddities => {
        refused = true;
        meter.refuse('option', config, oddities);
      },
    });
    if (!whole) meter.notWhole('option', `phương án xử lý của cấu hình ${config} thiếu dòng`);
    return refused || !whole ? undefined : options;
  });
}
