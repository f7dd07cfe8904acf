import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

const log = new URL('../../src/runs/log.ts', import.meta.url).href;

/** What a process that is no terminal writes to stderr. */
function written(program: string): { text: string; lines: Record<string, unknown>[] } {
  const source = `import { createLog, logWith } from ${JSON.stringify(log)};\n${program}`;
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return {
    text: stderr,
    lines: stderr
      .trim()
      .split('\n')
      .map(line => JSON.parse(line)),
  };
}

it('is one JSON object a line, with the fields of what it is about, and levels below the chosen one left out', () => {
  const { lines } = written(`
    const told = logWith(createLog([], 'info'), { run: 'R1' });
    told.debug({}, 'unheard');
    told.info({ system: 'portal' }, 'đã đọc');
    told.warn({ err: new Error('hỏng') }, 'lỗi');`);
  expect(lines).toMatchObject([
    { level: 30, run: 'R1', system: 'portal', msg: 'đã đọc', time: expect.stringMatching(/^\d{4}-.*Z$/) },
    { level: 40, run: 'R1', err: { message: 'hỏng', stack: expect.stringContaining('hỏng') }, msg: 'lỗi' },
  ]);
});

it('never carries a secret out, wherever it stands, nor one that came with a new configuration', () => {
  const { text } = written(`
    let secrets = ['mật-khẩu-cũ'];
    const told = createLog(() => secrets, 'info');
    told.info({ a: { b: ['x mật-khẩu-cũ'] }, err: new Error('mật-khẩu-cũ') }, 'mật-khẩu-cũ');
    secrets = ['s3cr\\u0065t"mới'];
    told.info({ headers: { authorization: 'Bearer abcdef0123456789' } }, secrets[0]);`);
  for (const secret of ['mật-khẩu', 's3cret', 'abcdef']) expect(text).not.toContain(secret);
  expect(text.split('***').length).toBeGreaterThan(5);
});

it('names run and system in what a run tells of a system that does not answer', async () => {
  const place = await placeOf(smallCity());
  try {
    await place.city.close();
    const { stderr } = await place.run('--verbose');
    const lines = stderr
      .split('\n')
      .filter(line => line.startsWith('{'))
      .map(line => JSON.parse(line));
    const again = lines.filter(({ msg }) => msg === 'asking again');
    expect(new Set(again.map(({ system }) => system))).toEqual(new Set(['national', 'portal', 'oneStop']));
    for (const { run } of again) expect(run).toMatch(/^\d{8}T\d{6}Z-/);
  } finally {
    await place.close();
  }
});
