import { isHostFailure, RemoteError } from '../../../src/adapter/errors.ts';
import type { AsideRows } from '../../../src/adapter/kit/aside.ts';
import type { FirstReadings } from '../../../src/adapter/kit/details.ts';
import { parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import { numberWords } from '../../../src/domain/number-words.ts';
import { type DeskRow, deskRow, type OptionHead, type OptionRow, optionRow } from '../schema.ts';
import { detailKeys } from './detail-rows.ts';
import { readRows } from './list.ts';
import type { Config, ConfigOptions, OptionBook, Reading } from './reading.ts';
import { waitingWords } from './turns.ts';

type OptionReading = Pick<Reading, 'client' | 'meter' | 'pageSize' | 'details' | 'aside' | 'processRows'> & {
  /** Ids of all configs of level 3 and 4; `undefined` = they are not known beforehand. */
  online(): Promise<Iterable<string> | undefined>;
};

/**
 * So many first readings are done at once: two minutes at the pace of hosts that answer in half a second, so that small
 * cities are read whole in their first run. A large one has ten times as many.
 */
const firstReadingsAtOnce = 2_000;

interface Desk {
  /** What the list shows, by config id; of what it shows twice, the last counts. */
  rows: AsideRows<readonly OptionHead[]>;
  /** All that it has. */
  whole: boolean;
}

const label = 'danh sách phương án của bộ phận một cửa';

/**
 * The options of configs. The desk's list shows those of all configs in one answer and is read every run, but not what
 * an option leads to: its process stands in the config's own list only. So that list is asked for once, and not again
 * while the desk shows the same of the config, until it has grown old.
 *
 * Where very many have never been asked for, that takes its time: one config of a service for each set of options that
 * the desk shows is asked for at once, one alone where it cannot be had (and the first of a run that are met, where the
 * list of configs does not tell how many there are); the others have their turn within the time a
 * detail may be old. Until then nothing is told of what theirs lead to, whatever those of others do.
 *
 * A config that is not in the desk's whole list has no options most likely, and is asked for itself at once. Accounts that
 * are no administrators are shown only what they may receive, which is no list to go by.
 */
export function createOptionBook(reading: OptionReading, atOnce = firstReadingsAtOnce): OptionBook {
  const { client, meter } = reading;
  let begun: Promise<{ desk: Desk | undefined; waiting: FirstReadings }> | undefined;
  let left = 0;
  let until: FirstReadings['until'];

  const begin = async () => {
    const desk = await readDesk();
    const online = await reading.online();
    const waiting = online
      ? await reading.details.waiting('options', takingTurns(online, desk), atOnce)
      : reading.details.firstReadings('options', atOnce);
    until = waiting.until;
    return { desk, waiting };
  };

  return {
    async of(configs) {
      if (configs.length === 0) return [];
      begun ??= begin();
      const { desk, waiting } = await begun;
      const heads = new Map(configs.map(({ id }) => [id, desk?.rows.of(id).at(-1)]));
      const byTurns = configs.filter(({ id }) => !desk?.whole || heads.get(id) !== undefined);
      const later = await waiting.among(byTurns.map(({ id }) => detailKeys.options(id)));
      const waits = ({ id }: Config) => later.has(detailKeys.options(id));
      const setOf = ({ id }: Config) => headsOf(heads.get(id) ?? []);
      // Of each set of options one has been read, or is read now.
      const known = new Set(configs.filter(config => !waits(config)).map(setOf));
      return Promise.all(
        configs.map(async (config): Promise<ConfigOptions> => {
          if (waits(config) && known.has(setOf(config))) {
            left++;
            return { config, options: undefined, waits: true };
          }
          known.add(setOf(config));
          return ask(config, heads.get(config.id));
        }),
      );
    },
    note() {
      if (left === 0) return undefined;
      const what = `phương án xử lý của ${numberWords(left)} cấu hình dịch vụ`;
      return waitingWords(what, 'quy trình ở các đơn vị đó', until()!);
    },
  };

  async function ask(config: Config, heads: readonly OptionHead[] | undefined): Promise<ConfigOptions> {
    const row = heads ?? [config.agency, config.level ?? null, config.onlineClosed ?? null];
    let asked = false;
    const { value, readAt } = await reading.details.read(detailKeys.options(config.id), row, () => {
      asked = true;
      return readOptions(config.id);
    });
    if (!asked) meter.known('option');
    return { config, options: value, ...(readAt === undefined ? {} : { readAt }) };
  }

  /** The desk's list; `undefined` = the account does not see it, or not all of it. */
  async function readDesk(): Promise<Desk | undefined> {
    try {
      if (!(await seesEverything())) {
        meter.note(
          `${label} không dùng được: tài khoản không phải quản trị, phương án được đọc từng cấu hình`,
        );
        return undefined;
      }
      let shown: Desk['rows'] = reading.aside.rows();
      const { rows, total } = await client.eachRow('/onegate/serviceconfigs/processes', {}, label, {
        begin() {
          shown.drop();
          shown = reading.aside.rows();
        },
        take(row) {
          const { value, oddities } = parseLenient<DeskRow>(deskRow, row);
          // Its own list tells what is odd about it.
          if (value && oddities.length === 0) shown.add(value.options, value.serviceConfigId.trim());
        },
      });
      const whole = total === undefined || rows >= total;
      if (!whole)
        meter.note(
          `${label} chỉ có ${numberWords(rows)}/${numberWords(total)} dòng, phương án của các cấu hình khác được đọc từng cấu hình`,
        );
      return { rows: shown, whole };
    } catch (error) {
      const refused = error instanceof RemoteError && error.kind === 'refused';
      if (!refused && (!(error instanceof RemoteError) || isHostFailure(error))) throw error;
      meter.note(`${label} không nhận được, phương án được đọc từng cấu hình: ${error.message}`);
      return undefined;
    }
  }

  /** Only administrators see the options of everybody, and only they see the sequences of a process (contract 1.3, 2.3). */
  async function seesEverything(): Promise<boolean> {
    const [id] = (await reading.processRows())?.keys() ?? [];
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
  async function readOptions(config: string): Promise<OptionRow[] | undefined> {
    return meter.read('option', config, async () => {
      const { whole, rows, refused } = await readRows(client, {
        path: `/serviceconfigs/${encodeURIComponent(config)}/processes`,
        label: `phương án xử lý của cấu hình ${config}`,
        pageSize: reading.pageSize,
        schema: optionRow,
        id: option => option.processOptionId,
        refuse: oddities => meter.refuse('option', config, oddities),
      });
      if (!whole) meter.notWhole('option', `phương án xử lý của cấu hình ${config} thiếu dòng`);
      return refused || !whole ? undefined : rows;
    });
  }
}

/** Keys of the details that may have to wait. */
function* takingTurns(online: Iterable<string>, desk: Desk | undefined): Generator<string> {
  for (const id of online) if (!desk?.whole || desk.rows.has(id)) yield detailKeys.options(id);
}

/** What tells sets of options apart, but for their ids. */
function headsOf(heads: readonly OptionHead[]): string {
  return JSON.stringify(heads.map(({ processOptionId: _, ...head }) => head));
}
