import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWorkflow } from '../../src/definitions/read-workflow.ts';
import { dvcSync } from '../support/command.ts';
import { samples } from '../support/push-place.ts';

let folder: string;
const at = (...path: string[]) => join(folder, ...path);
const call = async (...args: string[]) => {
  const { code, stdout, stderr } = await dvcSync([...args, '--json', '--config', at('dvc-sync.yaml')]);
  return { code, stderr, said: stdout === '' ? undefined : JSON.parse(stdout) };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dvc-sync-workflow-'));
  await cp(join(samples, '1.011606'), at('services', '1.011606'), { recursive: true });
  await writeFile(at('agencies.yaml'), '- { code: H13, name: Thành phố, tier: province }\n');
  await writeFile(
    at('dvc-sync.yaml'),
    `locality: H13
agencies: ./agencies.yaml
systems:
  oneStop: { role: oneStop, adapter: exports, folder: ./mot-cua }
roles:
  Cán bộ một cửa: { oneStop: Một cửa }
`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a workflow goes out to the operators with what is lost said, and comes back', async () => {
  const out = at('ra', 'quy-trinh.xlsx');
  const gone = await call('workflow', 'export', '1.011606', '--format', 'ctonegate', '--out', out);
  expect(gone).toMatchObject({ code: 2, stderr: '', said: { files: [out] } });
  expect(gone.said.lost).toEqual([
    { step: 'Tiếp nhận hồ sơ', what: expect.stringContaining('"Chuyển phân công"') },
    { step: 'Phân công xử lý', what: expect.stringContaining('"Chuyển thẩm định"') },
  ]);
  const back = await call('workflow', 'import', out, '--out', at('vao'));
  expect(back).toMatchObject({ code: 0, said: { procedure: '1.011606', alias: '1.011606', lost: [] } });
  const read = async (file: string) => {
    const { workflow, problems } = await readWorkflow(file, await readFile(file, 'utf8'));
    expect(problems).toEqual([]);
    return workflow!;
  };
  const [before, after] = [
    await read(at('services', '1.011606', 'workflow.yaml')),
    await read(at('vao', 'workflow.yaml')),
  ];
  expect(after.steps).toEqual(before.steps);
  expect(after.transitions.map(({ from, to }) => [from, to])).toEqual(
    before.transitions.map(({ from, to }) => [from, to]),
  );
  // What came back is whole there: nothing more is lost, and nothing is written over unasked.
  expect(await call('workflow', 'import', out, '--out', at('vao'))).toMatchObject({ code: 64 });
  await cp(at('vao', 'workflow.yaml'), at('services', '1.011606', 'workflow.yaml'));
  expect(await call('workflow', 'export', '1.011606', '--out', out)).toMatchObject({ code: 0 });
});

test('what cannot be a process there is refused with all reasons, and nothing is written', async () => {
  const file = at('services', '1.011606', 'workflow.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll('role: Lãnh đạo đơn vị', 'role: Trưởng phòng'));
  const { code, said } = await call('workflow', 'export', '1.011606', '--out', at('khong.xlsx'));
  await writeFile(file, text);
  expect({ code, said }).toEqual({
    code: 1,
    said: {
      refused: [
        expect.stringContaining('"Phân công xử lý": vai trò "Trưởng phòng"'),
        expect.stringContaining('"Phê duyệt kết quả": vai trò "Trưởng phòng"'),
      ],
    },
  });
  await expect(readFile(at('khong.xlsx'))).rejects.toThrow('ENOENT');
  expect(await call('workflow', 'export', '9.999999', '--out', at('khong.xlsx'))).toMatchObject({ code: 1 });
});

test('a file that is no such workbook is said as that', async () => {
  await writeFile(at('la.csv'), 'Mã TTHC;Tên\n1.000001;A\n');
  const { code, said } = await call('workflow', 'import', at('la.csv'), '--out', at('la'));
  expect({ code, said }).toEqual({
    code: 1,
    said: { refused: [expect.stringContaining('không phải bảng tính quy trình')] },
  });
});
