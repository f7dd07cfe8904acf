import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReviewList } from '../../src/domain/review.ts';
import { listAudit } from '../../src/store/access/audit.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { keepReview } from '../../src/store/reviews/reviews.ts';
import { readWorkbook } from '../report/read-workbook.ts';
import { blocked, inOrder } from '../review/support.ts';
import { dvcSync, readLines, readSummary } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

let place: Place;
const review = (...args: string[]) => dvcSync(['review', ...args, '--config', place.config]);
const asJson = async (...args: string[]) => JSON.parse((await review(...args, '--json')).stdout);

async function inStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ driver: 'sqlite', file: join(place.folder, 'data', 'dvc-sync.sqlite') });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function handIn(agency: string, list: ReviewList, ...procedures: string[]): Promise<void> {
  const entries = procedures.map((procedure, at) => ({
    ...{ agency, list, procedure, name: `Thủ tục ${procedure}`, legal: inOrder },
    technical: list === 'not-eligible' ? blocked('digital-signature') : inOrder,
    source: { sheet: 'PL', row: at + 7 },
  }));
  const file = { name: `${agency} ${list}.xlsx`, sha256: `${agency}${list}`, bytes: 1 };
  await inStore(store =>
    keepReview(
      store,
      {
        ...{
          file,
          options: '',
          importedAt: '2021-06-10T02:00:00.000Z',
          by: 'B',
          origin: 'cli',
          answer: null,
        },
        parts: [{ agency, list }],
      },
      entries,
    ),
  );
}

const found = async (...rules: string[]) =>
  (await readLines(place.out))
    .filter(({ rule }) => rules.includes(rule))
    .map(({ rule, procedure, agency, system }) => [rule, procedure, agency, system].join(' '));

const milestones = [
  { id: 'xa', name: 'Cấp xã báo cáo', due: '2021-06-15', what: 'review', tiers: ['commune'] },
  {
    id: 'khac-phuc',
    name: 'Khắc phục',
    from: '2021-08-01',
    due: '2021-10-31',
    what: 'improvement',
    owner: 'technical',
  },
];

beforeAll(async () => {
  // Communes offer 1.000894 at level 4 and 1.004873 at level 2, at both systems.
  place = await placeOf(smallCity(), { reviews: { milestones } });
  expect((await place.run()).code).toBe(0);
});
afterAll(() => place?.close());

describe('reviews handed in', () => {
  test('are judged by the next run: below target, above eligibility, not reviewed, conflicting', async () => {
    await handIn('H13.21.1', 'eligible', '1.004873');
    await handIn('H13.21.1', 'not-eligible', '1.000894');
    await handIn('H13.21.2', 'not-eligible', '1.004873');
    await handIn('H13.22', 'eligible', '1.000894', '1.004873');
    expect((await place.run()).code).toBe(2);
    expect((await found('below-target')).sort()).toEqual([
      'below-target 1.004873 H13.21.1 oneStop',
      'below-target 1.004873 H13.21.1 portal',
      // Its district speaks for the third commune.
      'below-target 1.004873 H13.22.1 oneStop',
      'below-target 1.004873 H13.22.1 portal',
    ]);
    expect((await found('above-eligibility')).sort()).toEqual([
      'above-eligibility 1.000894 H13.21.1 oneStop',
      'above-eligibility 1.000894 H13.21.1 portal',
    ]);
    expect((await found('not-reviewed')).sort()).toEqual([
      'not-reviewed 1.000894 H13.21.2 oneStop',
      'not-reviewed 1.000894 H13.21.2 portal',
    ]);
    expect((await found('review-conflict')).sort()).toEqual([
      'review-conflict 1.000894  ',
      'review-conflict 1.004873  ',
    ]);
    expect((await readSummary(place.out)).rules['review-conflict']).toMatchObject({
      status: 'evaluated',
      count: 2,
    });
  });

  test('show who has handed in what and whom they wait for', async () => {
    const { units, conflicts, targets } = await asJson('status');
    const of = (code: string) => units.find(({ agency }: { agency: string }) => agency === code);
    expect(of('H13.21.1')).toMatchObject({ expected: 2, reported: 2, complete: true });
    expect(of('H13.21.2')).toMatchObject({
      expected: 2,
      reported: 1,
      owed: 1,
      missing: ['1.000894'],
      silent: false,
    });
    expect(of('H13.22.1')).toMatchObject({ reported: 0, spokenFor: 2, complete: true });
    expect(of('H13.21')).toMatchObject({ silent: true, waitsFor: ['Ủy ban nhân dân phường An Hòa'] });
    expect(conflicts).toMatchObject([
      { procedure: '1.000894', cause: 'technical', decides: 'Sở TTTT' },
      { procedure: '1.004873', cause: 'technical', decides: 'Sở TTTT' },
    ]);
    // Six communal offerings, two of each district, two of the department.
    expect(targets).toEqual({ eligible: 3, notEligible: 2, alreadyOnline: 0, conflict: 0, notReviewed: 7 });
  });

  test('are told on a page and a sheet', async () => {
    const out = join(place.folder, 'ra-soat');
    const { code, stdout } = await review('status', '--out', out);
    expect(code).toBe(0);
    expect(stdout).toContain('2 mâu thuẫn chờ quyết định');
    const page = await readFile(join(out, 'review-status.html'), 'utf8');
    expect(page).toContain('Ủy ban nhân dân phường An Hòa');
    expect(page).toContain('2 mâu thuẫn chờ quyết định');
    const { sheets } = readWorkbook(await readFile(join(out, 'review-status.xlsx')));
    expect(sheets.map(({ name }) => name)).toEqual(['Các đơn vị', 'Mâu thuẫn']);
  });
});

describe('a plan without any definition', () => {
  test('makes one task for all agencies of a procedure, and drops it when it is no longer wanted', async () => {
    const plan = () => dvcSync(['plan', '--config', place.config]);
    const open = async () => {
      const { stdout } = await dvcSync(['tasks', '--config', place.config, '--json']);
      const tasks = JSON.parse(stdout) as { key: string; agencies: string[] }[];
      return tasks.filter(({ key }) => key.startsWith('portal/')).map(({ key, agencies }) => [key, agencies]);
    };
    expect((await plan()).code).toBe(0);
    expect(await open()).toEqual([
      ['portal/1.000894/set-level/3', ['H13.21.1']],
      ['portal/1.004873/set-level/4', ['H13.21.1', 'H13.22.1']],
    ]);
    await review('decide', '1.000894', '--eligible', '--reason', 'đã có chữ ký số');
    await place.run();
    await plan();
    expect((await open()).map(([key]) => key)).toEqual(['portal/1.004873/set-level/4']);
    await review('decide', '--revoke', '1', '--reason', 'thử xong');
  });
});

describe('a decision', () => {
  test('wins over the lists, ends the conflict at the next run, and can be revoked', async () => {
    const args = ['1.004873', '--eligible', '--as', 'Trần Thị B', '--reason', 'đã họp'];
    const decided = await review('decide', ...args);
    expect(decided.stdout).toContain('3 trên 3 đơn vị theo quyết định; không còn mâu thuẫn.');
    expect(await asJson('conflicts')).toHaveLength(1);
    expect((await review('conflicts')).code).toBe(2);
    await place.run();
    expect((await found('below-target')).filter(line => line.includes('portal')).sort()).toEqual([
      'below-target 1.004873 H13.21.1 portal',
      'below-target 1.004873 H13.21.2 portal',
      'below-target 1.004873 H13.22.1 portal',
    ]);
    expect(await found('review-conflict')).toEqual(['review-conflict 1.000894  ']);
    expect((await review('decisions')).stdout).toMatch(
      /^2 +1\.004873 +mọi đơn vị +đủ .* Trần Thị B +đã họp$/m,
    );
    const audited = await inStore(store => listAudit(store, 10));
    const entry = audited.find(({ action }) => action === 'decide-review');
    expect(entry).toMatchObject({ who: 'Trần Thị B', action: 'decide-review', target: '1.004873' });

    const revoked = await review('decide', '--revoke', '2', '--reason', 'họp lại');
    expect(revoked.stdout).toContain('Đã thu hồi quyết định số 2');
    expect(revoked.stdout).toContain('còn 1 mâu thuẫn');
    expect(revoked.stdout).not.toContain('xem lại mã');
  });

  test('on a code the national list does not have is kept, and told apart from one it has', async () => {
    const decided = await review('decide', '9.999999', '--eligible', '--reason', 'x');
    expect(decided.code).toBe(0);
    expect(decided.stdout).toContain('không thấy thủ tục này; xem lại mã');
    const id = /quyết định số (\d+)/.exec(decided.stdout)![1]!;
    const revoked = await review('decide', '--revoke', id, '--reason', 'nhầm mã');
    expect(revoked.stdout).toContain('không thấy thủ tục này; xem lại mã');
    expect(revoked.stdout).not.toContain('Chưa có danh mục quốc gia nào đọc đủ');
  });

  test.each([
    { args: ['1.004873', '--reason', 'x'], says: 'cần đúng một trong --eligible, --not-eligible' },
    { args: ['--revoke', '99', '--reason', 'x'], says: 'không có quyết định số 99' },
  ])('is refused as $args', async ({ args, says }) => {
    const { code, stderr } = await review('decide', ...args);
    expect(code).toBe(64);
    expect(stderr).toContain(says);
  });
});

describe('milestones', () => {
  test('say who is late with what, as of any day', async () => {
    const { milestones: parts } = await asJson('milestones', '--on', '2021-06-17');
    expect(parts[0]).toMatchObject({ id: 'xa', workingDaysLeft: -2, counts: { late: 1, done: 2 } });
    expect(parts[0].states[0]).toMatchObject({
      unit: 'H13.21.2',
      state: 'late',
      missing: 'còn 1 thủ tục chưa rà soát',
    });
    expect(parts[1]).toMatchObject({ id: 'khac-phuc', counts: { ahead: 1 } });
    const { stdout } = await review('milestones', '--on', '2021-06-17');
    expect(stdout).toContain('1 mốc quá hạn; mốc tiếp theo hết hạn 01/11/2021.');
    expect(stdout).toContain('quá 2 ngày làm việc');
  });

  test('take a person’s word where no run can see', async () => {
    const word = ['confirm', 'khac-phuc', '--on', '2021-10-28', '--reason', 'báo cáo số 45'];
    expect((await review(...word, '--as', 'B')).stdout).toContain(
      'technical xong mốc khac-phuc ngày 28/10/2021',
    );
    const after = await asJson('milestones');
    expect(after.milestones[1].states).toMatchObject([{ state: 'done', doneOn: '2021-10-28' }]);
    expect((await review(...word, '--revoke')).code).toBe(0);
    expect((await review('confirm', 'xa', '--reason', 'x')).stderr).toContain('cần --unit');
    expect((await review('confirm', 'cũ', '--reason', 'x')).stderr).toContain('cấu hình có: xa, khac-phuc');
  });

  test('come as a page and a sheet', async () => {
    const out = join(place.folder, 'moc');
    expect((await review('milestones', '--out', out)).code).toBe(0);
    expect(await readFile(join(out, 'milestones.html'), 'utf8')).toContain('Cấp xã báo cáo');
    const { sheets } = readWorkbook(await readFile(join(out, 'milestones.xlsx')));
    expect(sheets.map(({ name }) => name)).toEqual(['Các mốc', 'Từng đơn vị']);
  });
});

describe('readiness', () => {
  test('of an offering, of a unit and of the city', async () => {
    const out = join(place.folder, 'dieu-kien');
    const offering = await asJson('readiness', '1.004873', '--agency', 'H13.21.1');
    expect(offering).toMatchObject({ procedure: '1.004873', target: { level: 4, why: 'review' } });
    expect(offering.rows.map(({ id }: { id: string }) => id)).toEqual([
      ...['eform', 'workflow', 'components', 'channel', 'payment', 'result', 'legal', 'file-size'],
      ...['database-connection', 'digital-signature', 'electronic-result', 'inter-agency-transfer'],
      'specialised-software',
    ]);
    const unit = await asJson('readiness', '--agency', 'H13.21.1', '--out', out);
    expect(unit.lines).toHaveLength(2);
    // Under the names of `GET /v1/review/readiness` as well.
    expect(unit).toMatchObject({ agency: 'H13.21.1', items: unit.lines, counts: expect.any(Object) });
    const city = await asJson('readiness', '--out', out);
    expect(city.offerings).toMatchObject({ all: 12 });
    expect(city).toMatchObject({ agency: null, counts: city.offerings, madeAt: expect.any(String) });
    for (const file of [
      'improvement.html',
      'improvement.xlsx',
      'readiness-H13.21.1.html',
      'readiness-H13.21.1.xlsx',
    ])
      expect((await readFile(join(out, file))).length).toBeGreaterThan(1000);
  });
});
