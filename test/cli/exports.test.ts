import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { TaskRow } from '../../src/domain/task.ts';
import { dateAndTime } from '../../src/domain/time.ts';
import {
  type Cells,
  type ExportsFolder,
  makeFolder,
  nationalList,
  workbook,
} from '../sandbox/exports/folder.ts';
import { dvcSync, readLines, readSummary } from '../support/command.ts';
import { peoplePlace } from '../support/people-place.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

let place: Place;
let files: ExportsFolder;
afterEach(async () => {
  await place.close();
  await files.close();
});

it('a city that cannot reach the national database runs with its list in Excel, and hears what that costs', async () => {
  const city = smallCity();
  place = await placeOf(city);
  files = await makeFolder();
  const written = new Date(Date.now() - 3 * 86_400_000);
  const { procedures } = city.seeds.national;
  await files.put('danh-muc.xlsx', nationalList({ procedures }), written);
  const config = parse(await readFile(place.config, 'utf8'));
  config.systems.national = { role: 'national', adapter: 'exports', folder: files.folder };
  await writeFile(place.config, stringify(config));

  const first = await place.run();
  expect({ code: first.code, stderr: first.stderr, lines: await readLines(place.out) }).toEqual({
    code: 0,
    stderr: '',
    lines: [],
  });
  const { systems, rules } = await readSummary(place.out);
  expect(systems.national).toMatchObject({
    ...{ status: 'complete', procedures: procedures.length, requests: 0 },
    notes: [`Dữ liệu tính đến ${dateAndTime(written.toISOString())}`],
  });
  expect(rules['fee-differs']).toMatchObject({ status: 'not-evaluated', skipped: ['national'] });
  // Without implementing bodies it is known of districts and communes where a procedure applies.
  expect(rules['missing-offering']).toMatchObject({ status: 'partly', skipped: ['national'] });
  expect(rules['withdrawn-still-offered']?.status).toBe('evaluated');

  // One is withdrawn in the list of next month, which is half copied at first: until it is whole the one before counts.
  const [gone, ...others] = procedures;
  const next = nationalList({ procedures: [{ ...gone!, active: false }, ...others] });
  await files.put('danh-muc-2.xlsx', next.slice(0, next.length / 2));
  const broken = await place.run();
  expect([broken.code, await readLines(place.out)]).toEqual([0, []]);
  expect((await readSummary(place.out)).systems.national).toMatchObject({
    status: 'complete',
    notes: [
      expect.stringContaining('Dữ liệu tính đến'),
      expect.stringMatching(/không đọc được: danh-muc-2\.xlsx: .*; dùng bộ tệp cũ hơn$/),
    ],
  });
  // Where none of them is whole there is no list.
  await files.put('danh-muc.xlsx', next.slice(0, next.length / 3), written);
  expect((await place.run()).code).toBe(3);
  expect((await readLines(place.out)).map(({ rule }) => rule)).toEqual(['source-unreadable']);
  await files.put('danh-muc-2.xlsx', next);
  await place.run();
  expect(new Set((await readLines(place.out)).map(({ rule, procedure }) => `${rule} ${procedure}`))).toEqual(
    new Set([`withdrawn-still-offered ${gone!.code}`]),
  );
});

it('the portal people file at is judged alike by files and when it is asked, and files say which rules they cost', async () => {
  const rows: Cells = [['formalityCode', 'implementLevel', 'departmentCode', 'departmentName']];
  const people = await peoplePlace({}, seed => {
    for (const { code, listings } of seed.procedures)
      for (const listing of listings!) {
        if (code === '1.000894') listing.implementLevel = 'PARTIAL';
        const name = seed.agencies.find(({ id }) => id === listing.agency)?.name ?? '';
        rows.push([code, listing.implementLevel ?? null, listing.agency, name]);
      }
  });
  place = people;
  files = await makeFolder();
  await files.put('dich-vu.xlsx', workbook(rows));
  const found = async () => {
    await place.run();
    const lines = (await readLines(place.out)).filter(({ rule }) => rule === 'people-land-elsewhere');
    return lines.map(({ fingerprint, severity, actual }) => ({ fingerprint, severity, actual }));
  };
  const asked = await found();
  expect(asked.length).toBeGreaterThan(0);
  const config = parse(await readFile(place.config, 'utf8'));
  config.systems.people = { role: 'nationalPortal', adapter: 'exports', folder: files.folder };
  await writeFile(place.config, stringify(config));
  expect(await found()).toEqual(asked);
  const { systems, rules } = await readSummary(place.out);
  expect(systems.people).toMatchObject({ status: 'complete', requests: 0 });
  for (const rule of ['audience-conflict', 'test-service-public', 'applied-but-not-offered'])
    expect(rules[rule]).toMatchObject({ status: 'not-evaluated', skipped: ['people'] });
});

it('a list of procedures alone says nothing of who offers them, at the national list and at a portal', async () => {
  const city = smallCity();
  place = await placeOf(city, { thresholds: { shrinkShare: 1 } });
  files = await makeFolder();
  const [code, unit] = ['1.004873', 'H13.21.1'];
  const { procedures } = city.seeds.national;
  await files.put('danh-muc/danh-muc.xlsx', nationalList({ procedures }));
  const shown = (level: string) =>
    files.put('dich-vu/dich-vu.csv', `Mã TTHC,Mã đơn vị,Mức độ,Link\n${code},${unit},${level},\n`);
  await shown('PARTIAL');
  const exported = (role: string, folder: string) => ({
    ...{ role, adapter: 'exports', folder: join(files.folder, folder) },
  });
  const config = parse(await readFile(place.config, 'utf8'));
  config.systems.national = exported('national', 'danh-muc');
  config.systems.people = exported('nationalPortal', 'dich-vu');
  await writeFile(place.config, stringify(config));
  const { name } = procedures.find(each => each.code === code)!;
  const list = join(place.folder, 'phu-luc-1.csv');
  await writeFile(list, `STT,Mã TTHC,Tên,Về kỹ thuật,Về pháp luật\n1,${code},${name},X,X\n`);
  const given = ['--list', 'I', '--unit', unit, '--config', place.config];
  expect((await dvcSync(['review', 'import', list, ...given])).stderr).toBe('');
  const task = async () => {
    await place.run();
    const { stdout } = await dvcSync(['tasks', '--json', '--state', 'all', '--config', place.config]);
    const tasks = JSON.parse(stdout) as TaskRow[];
    const found = tasks.find(({ kind }) => kind === 'register-level');
    return found && [found.state, found.note];
  };
  // It is the portal that shows it; the national list knows of no offerings at all.
  expect(await task()).toEqual(['open', expect.stringMatching(/^Cổng Dịch vụ công quốc gia .* mức độ 3/)]);
  await shown('FULL');
  expect(await task()).toEqual(['done', null]);
  expect((await readSummary(place.out)).systems.national).toMatchObject({ status: 'complete' });

  config.systems.portal = exported('portal', 'danh-muc');
  await writeFile(place.config, stringify(config));
  expect((await place.run()).code).toBe(3);
  expect((await readSummary(place.out)).systems.portal).toMatchObject({
    status: 'partial',
    error: 'thư mục không có danh sách dịch vụ của các đơn vị',
  });
  const told = (await readLines(place.out)).filter(
    ({ system, state }) => system === 'portal' && state !== 'carried',
  );
  expect(told.map(({ rule }) => rule)).toEqual(['source-unreadable']);

  config.systems.national = exported('national', 'dich-vu');
  await writeFile(place.config, stringify(config));
  await place.run();
  const rules = (await readLines(place.out)).map(({ rule }) => rule);
  expect((await readSummary(place.out)).systems.national).toMatchObject({ status: 'partial' });
  expect(rules).not.toContain('unknown-procedure');
});

it('nobody is waited for about what was withdrawn since, or with a unit that is no more', async () => {
  const city = smallCity();
  place = await placeOf(city);
  files = await makeFolder();
  const { procedures } = city.seeds.national;
  const withdraw = (...gone: string[]) => {
    const as = procedures.map(each => ({ ...each, active: !gone.includes(each.code) }));
    return files.put('danh-muc.xlsx', nationalList({ procedures: as }));
  };
  await withdraw();
  const config = parse(await readFile(place.config, 'utf8'));
  config.systems.national = { role: 'national', adapter: 'exports', folder: files.folder };
  await writeFile(place.config, stringify(config));
  await place.run();
  const review = (...args: string[]) => dvcSync(['review', ...args, '--config', place.config]);
  const [code, unit, other, third] = ['1.004873', 'H13.21.1', 'H13.22.1', 'H13.21.2'];
  for (const each of [unit, other, third]) {
    const { name } = procedures.find(one => one.code === code)!;
    const list = join(place.folder, `${each}.csv`);
    const [technical, legal] =
      each === other ? ['Cán bộ ngại máy', 'Theo quy định riêng'] : ['Chưa có chữ ký số', ''];
    await writeFile(
      list,
      `STT,Mã TTHC,Tên,Về kỹ thuật,Về pháp luật\n1,${code},${name},${technical},${legal}\n`,
    );
    expect((await review('import', list, '--list', 'II', '--unit', each)).stderr).toBe('');
  }
  for (const office of ['technical', 'regulatory'])
    for (const [of, word] of Object.entries({ [unit]: 'not-agreed', [third]: 'agreed' }))
      await review('agree', code, '--agency', of, '--office', office, '--word', word, '--as', office);
  const listed = async (...args: string[]) => {
    const { stdout, code: ended } = await review(...args, '--json');
    return { rows: (JSON.parse(stdout) as { agency?: string }[]).map(({ agency }) => agency), ended };
  };
  expect(await listed('agreements')).toEqual({ rows: [unit, third, other], ended: 2 });
  expect((await listed('conflicts')).rows).toHaveLength(1);
  const saidBy = async () => ({
    uncoded: JSON.parse((await review('reasons', '--json')).stdout).map(
      ({ example }: { example: { agency: string } }) => example.agency,
    ),
    unread: JSON.parse((await review('legal', '--json')).stdout).unread.map(
      ({ agency }: { agency: string }) => agency,
    ),
  });
  expect(await saidBy()).toEqual({ uncoded: [other], unread: [other] });

  const agencies = join(place.folder, config.agencies);
  const before = await readFile(agencies, 'utf8');
  const left = (parse(before) as { code: string }[]).filter(each => each.code !== other);
  await writeFile(agencies, stringify(left));
  expect(await saidBy()).toEqual({ uncoded: [], unread: [] });
  expect(await listed('agreements')).toEqual({ rows: [unit, third], ended: 2 });
  await withdraw(code);
  await place.run();
  // What was agreed stays on record.
  expect(await listed('agreements')).toEqual({ rows: [third], ended: 0 });
  const late = await review(
    'agree',
    code,
    '--agency',
    third,
    '--office',
    'technical',
    '--word',
    'not-agreed',
    '--as',
    'A',
  );
  expect([late.code, late.stderr]).toEqual([64, expect.stringMatching(/đã bị bãi bỏ/)]);
  expect((await listed('conflicts')).rows).toEqual([]);
  // Nothing was thrown away: it is in force again, and so are the words.
  await withdraw();
  await place.run();
  expect(await listed('agreements')).toEqual({ rows: [unit, third], ended: 2 });
  expect((await listed('conflicts')).rows).toHaveLength(1);
});
