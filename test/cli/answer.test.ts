import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listing, tell } from '../../src/cli/answer.ts';
import { outputs } from '../../src/cli/unwritable.ts';
import { textForm } from '../../src/report/forms.ts';
import { list } from '../../src/report/table/table.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'answer-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

it('of a command that has no document for machines names its files to them as well', async () => {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation(text => printed.push(String(text)) > 0);
  const forms = () => [textForm('thu.txt', async write => write('Kính gửi'))];
  await tell({ forms }, { out: folder, json: true }, outputs.draft, new AbortController());
  expect(printed.join('')).toBe(`${join(folder, 'thu.txt')}\n`);
  expect(await readFile(join(folder, 'thu.txt'), 'utf8')).toBe('Kính gửi');
});

it.each([
  [true, '[\n  "1.000001"\n]\n'],
  [false, 'MÃ\n1.000001\n'],
])('of a list makes what machines get of it only where it is asked for: %s', async (json, shown) => {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation(text => printed.push(String(text)) > 0);
  let made = 0;
  const answer = listing(['1.000001'], list<string>([{ title: 'Mã', cell: code => code }]), {
    none: '',
    json() {
      made++;
      return ['1.000001'];
    },
  });
  await tell(answer, { json }, undefined, new AbortController());
  expect(printed.join('')).toBe(shown);
  expect(made).toBe(json ? 1 : 0);
});

it('of a list keeps its columns in line, but for a row with a text that is too long for them', async () => {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation(text => printed.push(String(text)) > 0);
  const table = list<string>([
    { title: 'Tên', cell: name => name },
    { title: 'Số', cell: () => 7 },
  ]);
  const long = 'x'.repeat(70);
  await tell(listing(['An', long, 'Bình'], table, { none: '' }), {}, undefined, new AbortController());
  expect(printed.join('').split('\n')).toEqual([
    ...[`${'TÊN'.padEnd(60)}  SỐ`, `${'An'.padEnd(60)}  7`, `${long}  7`, `${'Bình'.padEnd(60)}  7`, ''],
  ]);
});
