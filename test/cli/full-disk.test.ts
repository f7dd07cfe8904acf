import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { built } from '../support/built.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

const program = built('main');

let place: Place;
beforeAll(async () => {
  place = await placeOf(smallCity());
  expect((await place.run()).code).toBe(0);
});
afterAll(() => place.close());

/**
 * Runs the command where `file` of the folder is on a disk without room: the system's own device that answers every
 * writing with ENOSPC. `$$` is the process of the command, which is in the names of files not yet in their places.
 */
async function onFullDisk(
  folder: string,
  file: string,
  args: string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const script = `ln -s /dev/full "${folder}/${file}" && exec "$@"`;
  const child: ChildProcess = spawn('sh', ['-c', script, 'sh', process.execPath, program, ...args], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [code, stdout, stderr] = await Promise.all([
    new Promise<number | null>(resolve => child.once('exit', resolve)),
    text(child.stdout!),
    text(child.stderr!),
  ]);
  return { code, stdout, stderr };
}

it.each([
  [['run'], '.report.html.$$.part'],
  [['tasks'], '.tasks.xlsx.$$.part'],
  [['report', 'level-four'], '.danh-muc-muc-do-4.docx.$$.part'],
])('%j into a full disk ends with 1 and the reason; what was there stays', async (command, part) => {
  const out = join(place.folder, `full-${command.join('-')}`);
  await mkdir(out);
  await writeFile(join(out, 'report.html'), 'the old one');
  const args = [...command, '--config', place.config, '--out', out];
  const { code, stderr } = await onFullDisk(out, part, args);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^Lỗi: không ghi được [^\n]*hết chỗ trên đĩa[^\n]*\.\n$/),
  });
  // The run itself counts.
  expect(/Lần chạy \S+ đã được ghi nhớ; viết báo cáo/.test(stderr)).toBe(command[0] === 'run');
  expect((await readdir(out)).filter(left => left.endsWith('.part'))).toEqual([]);
  expect(await readdir(out)).toContain('report.html');
});

it('a backup into a full disk ends with 1 and leaves no file', async () => {
  const folder = join(place.folder, 'saved');
  await mkdir(folder);
  const { code, stderr } = await onFullDisk(folder, '.a.gz.$$.part', [
    'backup',
    join(folder, 'a.gz'),
    '--config',
    place.config,
  ]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Lỗi: không ghi được bản sao lưu vào [^\n]*hết chỗ trên đĩa[^\n]*\.\n$/);
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});

it('output into a full disk ends with 1 and the reason, not with a stack', async () => {
  const script = `exec "$@" > /dev/full`;
  const child = spawn('sh', ['-c', script, 'sh', process.execPath, program, 'rules', '--json'], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const [code, stderr] = await Promise.all([
    new Promise<number | null>(resolve => child.once('exit', resolve)),
    text(child.stderr),
  ]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Lỗi: không ghi được kết quả: hết chỗ trên đĩa[^\n]*\.\n$/);
});
