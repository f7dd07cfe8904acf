import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tell } from '../../src/cli/answer.ts';
import { outputs } from '../../src/cli/unwritable.ts';
import { textForm } from '../../src/report/forms.ts';

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
