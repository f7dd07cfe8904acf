import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeReports } from '../../src/report/report-forms.ts';
import { stage, writeText } from '../../src/report/staged-file.ts';
import { sampleRows } from './sample.ts';
import { modelOf, row, temporaryFolder } from './support.ts';

const names = ['discrepancies.csv', 'discrepancies.ndjson', 'report.html', 'report.xlsx', 'summary.json'];

it('writes all forms into a folder it makes, and nothing else', async () => {
  const folder = join(temporaryFolder(), 'a', 'b');
  const files = await writeReports(await modelOf(sampleRows()), folder);
  expect((await readdir(folder)).sort()).toEqual(names);
  expect(files.sort()).toEqual(names.map(name => join(folder, name)));
});

it('writes the same run the same way twice', async () => {
  const folder = temporaryFolder();
  const model = await modelOf(sampleRows());
  const texts = ['summary', 'ndjson', 'csv', 'html'] as const;
  const read = async () =>
    Promise.all((await writeReports(model, folder, texts)).map(file => readFile(file, 'utf8')));
  expect(await read()).toEqual(await read());
});

it('leaves the old report whole when a form fails, and no half file behind', async () => {
  const folder = temporaryFolder();
  for (const name of names) await writeFile(join(folder, name), `old ${name}`);
  const rows = [row(), row({ agency: 'H13.2' })];
  const model = await modelOf(rows);
  rows.pop();
  await expect(writeReports(model, folder)).rejects.toThrow(/hãy lập lại báo cáo/);
  expect((await readdir(folder)).sort()).toEqual(names);
  for (const name of names) expect(await readFile(join(folder, name), 'utf8')).toBe(`old ${name}`);
});

it('stops between rows when it is told to, and leaves the old report', async () => {
  const folder = temporaryFolder();
  await writeFile(join(folder, 'report.xlsx'), 'old');
  const stop = new AbortController();
  const model = await modelOf(sampleRows());
  const rows = model.rows;
  model.rows = async function* () {
    for await (const page of rows()) {
      stop.abort(new Error('đủ rồi'));
      yield page;
    }
  };
  await expect(writeReports(model, folder, ['xlsx'], stop.signal)).rejects.toThrow('đủ rồi');
  expect(await readdir(folder)).toEqual(['report.xlsx']);
  expect(await readFile(join(folder, 'report.xlsx'), 'utf8')).toBe('old');
});

it('does not touch the file before it is published', async () => {
  const file = join(temporaryFolder(), 'page.html');
  await writeFile(file, 'old');
  const staged = await stage(file, out => writeText(out, write => write('new'.repeat(50_000))));
  expect(await readFile(file, 'utf8')).toBe('old');
  await staged.publish();
  expect(await readFile(file, 'utf8')).toBe('new'.repeat(50_000));
});

it('fails with the reason when the folder cannot be written', async () => {
  const folder = temporaryFolder();
  await mkdir(join(folder, 'report.xlsx'));
  await expect(writeReports(await modelOf([row()]), folder, ['xlsx'])).rejects.toThrow(
    /EISDIR|ENOTEMPTY|EEXIST/,
  );
  await expect(writeReports(await modelOf([row()]), join(folder, 'nul\0'), ['html'])).rejects.toThrow();
});
