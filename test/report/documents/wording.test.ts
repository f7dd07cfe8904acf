import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigurationError } from '../../../src/config/configuration.ts';
import { loadWording } from '../../../src/report/documents/wording.ts';
import { temporaryFolder } from '../../support/command.ts';

const values = { 'don-vi': 'UBND phường Cái Khế', 'so-thu-tuc': '12', nam: null };

test('fills the wording that ships', async () => {
  const { title, subtitle } = await loadWording('phu-luc-1', undefined, values);
  expect(title[0]).toBe('PHỤ LỤC I');
  expect(subtitle).toEqual(['Đơn vị: UBND phường Cái Khế']);
});

test('takes the wording of the city where it has one, and leaves out what it cannot fill', async () => {
  const folder = await own(
    'title: ["DANH MỤC CỦA {don-vi}"]\nparagraphs: ["Năm {nam}.", "Có {so-thu-tuc} thủ tục."]\n',
  );
  const wording = await loadWording('phu-luc-1', folder, values);
  expect(wording.title).toEqual(['DANH MỤC CỦA UBND phường Cái Khế']);
  expect(wording.paragraphs).toEqual(['Có 12 thủ tục.']);
  expect((await loadWording('phu-luc-2', folder, values)).title[0]).toBe('PHỤ LỤC II');
});

test('names file, line and what can be filled in when a place is not known', async () => {
  const folder = await own('title:\n  - Một\n  - Danh mục {don-vị} và {ten}\n');
  const problem = await loadWording('phu-luc-1', folder, values).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(ConfigurationError);
  expect((problem as Error).message).toMatch(
    /phu-luc-1\.yaml:3: title\[1\]: không có chỗ điền \{don-vị\}; dùng được: \{don-vi\} (.|\n)*không có chỗ điền \{ten\}/,
  );
});

test('names a key it does not know', async () => {
  const folder = await own('title: [a]\nparagraph: [b]\n');
  await expect(loadWording('phu-luc-1', folder, values)).rejects.toThrow(/phu-luc-1\.yaml:2: paragraph/);
});

async function own(text: string): Promise<string> {
  const { path, remove } = await temporaryFolder();
  onTestFinished(remove);
  await writeFile(join(path, 'phu-luc-1.yaml'), text);
  return path;
}
