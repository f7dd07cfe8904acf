import { mkdir, mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import type { Level } from '../../../src/domain/level.ts';
import type { Tier } from '../../../src/domain/tier.ts';
import type { SandboxSeed } from '../seed.ts';

export type Cells = (string | number | Date | null)[][];
export type Format = 'xlsx' | 'xls' | 'ods' | 'csv';

/** A folder into which somebody puts files, each with the day it was written. */
export interface ExportsFolder {
  folder: string;
  options: Record<string, unknown>;
  put(name: string, content: Uint8Array | string, writtenAt?: Date): Promise<void>;
  close(): Promise<void>;
}

export async function makeFolder(): Promise<ExportsFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-exports-'));
  return {
    ...{ folder, options: {} },
    async put(name, content, writtenAt = new Date()) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      await utimes(path, writtenAt, writtenAt);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A workbook of one sheet; `merges` as `A3:A6`. */
export function workbook(cells: Cells, format: Format = 'xlsx', merges: string[] = []): Uint8Array {
  const sheet = utils.aoa_to_sheet(cells);
  sheet['!merges'] = merges.map(range => utils.decode_range(range));
  const book = utils.book_new(sheet, 'Sheet1');
  if (format === 'csv') return new TextEncoder().encode(utils.sheet_to_csv(sheet));
  return new Uint8Array(write(book, { type: 'array', bookType: format === 'xls' ? 'biff8' : format }));
}

const tierNames: Record<Tier, string> = {
  ministry: 'Cấp Bộ',
  province: 'Cấp Tỉnh',
  district: 'Cấp Huyện',
  commune: 'Cấp Xã',
  other: 'Cơ quan khác',
};

/** The national list as its site gives it in Excel: a title, and a header whose cells are merged over four rows. */
export function nationalList({ procedures }: Pick<SandboxSeed, 'procedures'>, format?: Format): Uint8Array {
  const titles = [
    'STT',
    'Mã TTHC',
    'Tên TTHC',
    'Lĩnh vực',
    'Đối tượng',
    'Cơ quan công khai',
    'Cấp thực hiện',
  ];
  const header = [...titles, 'Tình trạng', 'QĐ Công bố'];
  const rows = procedures.map(({ code, name, field, tiers, active, decision = '' }, at) => {
    const of = [
      field?.name ?? '',
      'Công dân Việt Nam',
      'Bộ Tư pháp',
      tiers.map(tier => tierNames[tier]).join('; '),
    ];
    return [at + 1, code, name, ...of, active ? 'Công khai' : 'Hết hiệu lực', decision];
  });
  const empty = header.map(() => null);
  const merges = header.map((_, at) => utils.encode_range({ s: { r: 1, c: at }, e: { r: 4, c: at } }));
  return workbook([['DANH MỤC THỦ TỤC HÀNH CHÍNH'], header, empty, empty, empty, ...rows], format, merges);
}

const levelNames: Record<Level, string> = { 4: 'FULL', 3: 'PARTIAL', 2: 'NONE', 1: 'NONE' };

/** What people find at which unit, a row each. */
function offeringsList({ procedures, agencies }: SandboxSeed, format?: Format): Uint8Array {
  const names = new Map(agencies.map(({ id, name }) => [id, name]));
  const rows = procedures.flatMap(({ code, offerings }) =>
    offerings.map(({ agency, level }) => {
      return [code, agency, names.get(agency)!, level === null ? '' : levelNames[level], ''];
    }),
  );
  return workbook([['MaTTHC', 'Mã đơn vị', 'Tên đơn vị', 'MucDo', 'Link'], ...rows], format);
}

/** A city as its two lists, with the faults every stage knows. */
export async function startSandbox(
  seed: SandboxSeed,
  { down, html, cut, hugeAnswer }: Record<string, unknown> = {},
): Promise<ExportsFolder> {
  const folder = await makeFolder();
  const files = { 'danh-muc.xlsx': nationalList(seed), 'dich-vu.xlsx': offeringsList(seed) };
  for (const [name, bytes] of Object.entries(files)) {
    const page = '<!DOCTYPE html><html><body>Đăng nhập</body></html>';
    await folder.put(name, html ? page : cut ? bytes.slice(0, bytes.length / 2) : bytes);
    if (hugeAnswer) await truncate(join(folder.folder, name), Number(hugeAnswer));
  }
  if (down) await folder.close();
  return folder;
}
