import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { dvcSync, readLines, start } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

const roles = Object.fromEntries(
  ['Cán bộ một cửa', 'Chuyên viên', 'Lãnh đạo phòng', 'Lãnh đạo đơn vị'].map(name => [
    name,
    { portal: name, oneStop: name },
  ]),
);

describe.each(['portal', 'oneStop'])('everything %s has', system => {
  let place: Place;
  const call = (...args: string[]) => dvcSync([...args, '--config', place.config]);
  const services = (...path: string[]) => join(place.folder, 'services', ...path);
  beforeAll(async () => {
    place = await placeOf(smallCity(), { roles });
  });
  afterAll(() => place.close());

  test('is taken over, killed on the way and gone on with, and the next plan is empty', async () => {
    expect(await call('adopt', '--all', '--system', system)).toMatchObject({ code: 1 });
    expect((await place.run()).code).toBe(0);
    const args = ['adopt', '--all', '--system', system, '--json', '--config', place.config];
    const { child, ended } = start(args);
    const listed = async () =>
      (await readdir(services()).catch(() => [])).filter(name => !name.startsWith('.'));
    while ((await listed()).length < 2 && child.exitCode === null)
      await new Promise(done => setTimeout(done, 5));
    child.kill('SIGKILL');
    await ended;
    // What a kill leaves is whole definitions, and at most a room nobody looks into.
    const whole = await listed();
    expect(whole.length).toBeGreaterThanOrEqual(2);
    expect((await call('validate')).code).toBe(0);
    await mkdir(services('.adopting', '9.999999'), { recursive: true });

    // What somebody wrote stays to the letter.
    const [own, ...left] = whole as [string, ...string[]];
    const text = await readFile(services(own, 'service.yaml'), 'utf8');
    const written = text.replace(/adopted:[\s\S]*/, '').replace('name: ', '# của thành phố\nname: ');
    await writeFile(services(own, 'service.yaml'), written);

    const { code, stdout } = await call('adopt', '--all', '--system', system, '--resume', '--json');
    expect({ code, told: JSON.parse(stdout) }).toEqual({
      code: 0,
      told: { adopted: 5, kept: 1, refused: [] },
    });
    expect(left.length).toBeLessThan(6);
    expect(await readFile(services(own, 'service.yaml'), 'utf8')).toBe(written);
    expect((await readdir(services())).length).toBe(6);
    await rm(services(own), { recursive: true });
    expect(JSON.parse((await call('adopt', '--all', '--system', system, '--json')).stdout)).toEqual({
      ...{ adopted: 1, kept: 5, refused: [] },
    });
    expect(await call('plan')).toMatchObject({ code: 0, stderr: '' });
    const { code: green, stdout: said } = await call('validate', '--json');
    expect(green).toBe(0);
    // Nobody has looked at the plan's conditions, and that is said of each.
    const { problems } = JSON.parse(said) as { problems: { reason: string; warning?: true }[] };
    expect(problems.filter(({ reason }) => reason.includes('"Chữ ký số" chưa rõ')).length).toBeGreaterThan(0);
    const again = await place.run();
    expect(again.code, await readFile(join(place.out, 'discrepancies.ndjson'), 'utf8')).toBe(0);
  });

  test('is not raised by what nobody knows', async () => {
    const codes = (await readdir(services())).sort();
    const low = [];
    for (const code of codes)
      if ((await readFile(services(code, 'service.yaml'), 'utf8')).includes('level: 2')) low.push(code);
    const [code] = low as [string];
    const text = await readFile(services(code, 'service.yaml'), 'utf8');
    await writeFile(services(code, 'service.yaml'), text.replace('level: 2', 'level: 4'));
    const { code: red, stdout } = await call('validate', code);
    expect(red).toBe(64);
    expect(stdout).toMatch(/lỗi \S+: readiness\[\d\]\.state: mức độ 4: điều kiện "Chữ ký số" chưa rõ/);
    await writeFile(services(code, 'service.yaml'), text);
  });
});

test('what a system has switched off is not taken over with the rest, and alone it is no drift that it is off', async () => {
  const city = smallCity();
  const off = city.seeds.portal.procedures.find(({ offerings }) => offerings.length > 0)!;
  off.active = false;
  const place = await placeOf(city, { roles });
  onTestFinished(() => place.close());
  const call = async (...args: string[]) =>
    JSON.parse((await dvcSync([...args, '--json', '--config', place.config])).stdout);
  const found = async () => {
    await place.run();
    return (await readLines(place.out)).map(({ rule, procedure }) => `${rule} ${procedure}`);
  };
  const before = await found();
  expect(await call('adopt', '--all', '--system', 'portal')).toMatchObject({ adopted: 5, refused: [] });
  expect(await readdir(join(place.folder, 'services'))).not.toContain(off.nationalCode);
  expect(await found()).toEqual(before);
  await call('adopt', off.nationalCode!, '--from', 'portal');
  expect(await found()).toEqual(before);
});
