import { expect, it } from 'vitest';
import { load, problemsOf, wholeText } from './plain-adapter.ts';

const withWording = (files: Record<string, string>) => ({
  'dvc-sync.yaml': `${wholeText}documents:\n  templates: ./loi-van\n`,
  ...files,
});

it('takes the city’s own wording from a folder beside the configuration', async () => {
  const { documents } = await load(
    withWording({ 'loi-van/phu-luc-1.yaml': 'title: [a]\n', 'loi-van/ghi-chu.txt': '' }),
  );
  expect(documents.templates).toMatch(/loi-van$/);
});

it('names a folder of wording that is not there', async () => {
  expect(await problemsOf(withWording({}))).toEqual([
    expect.stringContaining('documents.templates: ./loi-van: không có thư mục này'),
  ]);
});

it('names a file no document would take its wording from', async () => {
  expect(await problemsOf(withWording({ 'loi-van/phu-luc-l.yaml': 'title: [a]\n' }))).toEqual([
    expect.stringContaining('phu-luc-l.yaml; các tên dùng được: bao-cao-thang.yaml'),
  ]);
});
