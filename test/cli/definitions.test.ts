import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dvcSync } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

const at = (name: string) => ({ portal: name, oneStop: name });
const roles = {
  'Cán bộ một cửa': at('TIEPNHAN'),
  'Chuyên viên': at('CHUYENVIEN'),
  'Lãnh đạo phòng': at('LANHDAOPHONG'),
  'Lãnh đạo đơn vị': at('LANHDAO'),
};

describe('definitions from the command line', () => {
  let place: Place;
  const command = (...args: string[]) => dvcSync([...args, '--config', place.config]);
  const services = (...path: string[]) => join(place.folder, 'services', ...path);
  beforeAll(async () => {
    place = await placeOf(smallCity(), { roles });
  });
  afterAll(() => place.close());

  test('nothing is drafted before the national list was read', async () => {
    const { code, stderr } = await command('scaffold', '1.000894');
    expect(code).toBe(1);
    expect(stderr).toContain('chưa có lần đối chiếu nào đọc đủ CSDL quốc gia');
    expect((await command('validate')).stdout).toContain('Chưa có dịch vụ nào');
  });

  test('a draft is red until every TODO is decided, then clean', async () => {
    expect([0, 2]).toContain((await place.run()).code);
    const drafted = await command('scaffold', '1.000894', '--tier', 'commune', '--json');
    expect(drafted.code).toBe(0);
    expect(JSON.parse(drafted.stdout).files.length).toBeGreaterThanOrEqual(3);

    const red = await command('validate', '1.000894');
    expect(red.code).toBe(64);
    expect(red.stdout).toMatch(
      /services\/1\.000894\/service\.yaml:\d+: readiness\[0\]\.source: còn TODO: cần người điền/,
    );

    const file = services('1.000894', 'service.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replaceAll('state: unknown', 'state: met').replaceAll('source: TODO', 'source: KH 117/KH-UBND'),
    );
    const clean = await command('validate', '--json');
    expect(JSON.parse(clean.stdout)).toEqual({ valid: ['1.000894'], errors: 0, warnings: 0, problems: [] });
    expect(clean.code).toBe(0);
  });

  test('a draft never overwrites unasked, nor part of it', async () => {
    const before = await readFile(services('1.000894', 'service.yaml'), 'utf8');
    const { code, stderr } = await command('scaffold', '1.000894');
    expect(code).toBe(64);
    expect(stderr).toContain('đã có; thêm --force để ghi đè');
    expect(await readFile(services('1.000894', 'service.yaml'), 'utf8')).toBe(before);
    await writeFile(services('1.000894', 'workflow.bpmn'), '<x/>');
    await writeFile(services('1.000894', 'ghi-chu.txt'), 'của người soạn');
    expect((await command('scaffold', '1.000894', '--force')).code).toBe(0);
    const left = await readdir(services('1.000894'));
    expect(left).toContain('ghi-chu.txt');
    expect(left).not.toContain('workflow.bpmn');
    expect(await readFile(services('1.000894', 'service.yaml'), 'utf8')).toContain('TODO');
  });

  test('all that are missing: offered online, in force, of that field, without a folder', async () => {
    expect((await command('scaffold', '--all', '--missing', '--field', 'Luật sư')).code).toBe(0);
    expect((await readdir(services())).sort()).toEqual(['1.000894', '1.002010']);
    expect((await command('scaffold', '--all', '--missing')).code).toBe(0);
    expect((await readdir(services())).sort()).toEqual(['1.000894', '1.002010', '2.000806']);
    expect((await command('scaffold', '--all', '--missing')).stdout).toContain(
      'Không còn thủ tục nào cần soạn',
    );
  });

  test.each([
    [['scaffold', '9.999999'], 'Lỗi: CSDL quốc gia không có thủ tục 9.999999'],
    [['scaffold'], 'nêu mã thủ tục'],
    [['scaffold', '--all'], '--all cần --missing'],
    [['scaffold', '1.000894', '--field', 'x'], '--missing và --field đi cùng --all'],
    [['scaffold', '1.000894', '--tier', 'xã'], 'chọn: ministry'],
  ])('%j is answered with 64 and what to do', async (args, words) => {
    const { code, stderr } = await command(...args);
    expect(code).toBe(64);
    expect(stderr).toContain(words);
  });

  test('a definition of an unknown procedure, malformed YAML and a missing folder are told by file and line', async () => {
    await rm(services(), { recursive: true });
    await command('scaffold', '1.000894');
    const { code, stdout } = await command('validate', '1.000894', '1.000895');
    expect(code).toBe(64);
    expect(stdout).toContain(`services/1.000895: không có thư mục của thủ tục này`);
    await writeFile(services('1.000894', 'workflow.yaml'), 'steps: [\n');
    const broken = JSON.parse((await command('validate', '--json')).stdout) as {
      valid: string[];
      problems: { file: string; line?: number; reason: string }[];
    };
    expect(broken.valid).toEqual([]);
    expect(broken.problems.find(({ file }) => file.endsWith('workflow.yaml'))).toMatchObject({
      line: 2,
      reason: expect.stringContaining('YAML không hợp lệ'),
    });
  });
});
