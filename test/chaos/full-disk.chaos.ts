import { spawn } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
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

/** Runs the command with a small disk of its own mounted at `folder`, which goes with the process. */
async function onSmallDisk(folder: string, kilobytes: number, before: string, args: string[]) {
  const script = `mount -t tmpfs -o size=${kilobytes}k tmpfs "${folder}" && ${before} && exec "$@"`;
  const child = spawn(
    'unshare',
    ['-rm', 'sh', '-c', script, 'sh', process.execPath, program, ...args, '--config', place.config],
    { env: { ...process.env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const [code, stdout, stderr] = await Promise.all([
    new Promise<number | null>(resolve => child.once('exit', resolve)),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, stdout, stderr };
}

it.each<[string, string[]]>([
  ['run', ['run', '--out']],
  ['report', ['report', '--out']],
  ['tasks', ['tasks', '--out']],
  ['report level-four', ['report', 'level-four', '--out']],
  ['review status', ['review', 'status', '--out']],
  ['review readiness', ['review', 'readiness', '--out']],
])('%s on a disk that is full ends with 1 and the reason', async (_name, args) => {
  const folder = join(place.folder, 'small');
  await mkdir(folder, { recursive: true });
  const { code, stderr } = await onSmallDisk(folder, 4, `head -c 4096 /dev/zero > "${folder}/filler"`, [
    ...args,
    folder,
  ]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^Lỗi: không ghi được [^\n]*hết chỗ trên đĩa[^\n]*\.\n$/),
  });
});

it.each([64, 256, 400, 600])(
  'a store on a disk of %i KB that fills up during a run: a sentence, and what was there stays whole',
  async kilobytes => {
    const data = join(place.folder, 'data');
    const kept = join(place.folder, 'kept');
    await cp(data, kept, { recursive: true, force: true });
    const { code, stderr } = await onSmallDisk(
      data,
      kilobytes,
      `cp "${kept}"/* "${data}" 2>/dev/null || true`,
      ['run', '--out', place.out],
    );
    if (code !== 0) {
      expect(code).toBe(1);
      expect(stderr).not.toMatch(/ {4}at |Unhandled/);
    }
    expect((await place.run()).code).toBe(0);
  },
);
