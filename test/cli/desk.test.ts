import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Rows, row, whole, xlsx } from '../review/corpus/make.ts';
import { sampleProcedures } from '../sandbox/city/sample.ts';
import { alteringPlace } from '../support/altering.ts';
import { dvcSync, readLines } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

const names = Object.fromEntries(sampleProcedures.map(({ code, name }) => [code, name]));
/** At level 4 with everything in order, and at level 2. */
const [online, offline] = ['1.000894', '1.004873'];
const [caiKhe, anHoa] = ['H13.21.1', 'H13.21.2'];
const line = (code: string, technical: string, legal: string) => row(1, code, technical, legal, names[code]!);
const of = (unit: string, list: 'I' | 'II', ...rows: Rows) =>
  whole(list, rows, [[`ỦY BAN NHÂN DÂN PHƯỜNG ${unit}`]]);

let place: Place;
const review = (...args: string[]) => dvcSync(['review', ...args, '--config', place.config]);
const asJson = async (...args: string[]) => JSON.parse((await review(...args, '--json')).stdout);
const agree = (procedure: string, agency: string, ...more: string[]) =>
  review('agree', procedure, '--agency', agency, ...more);
const found = async (rule: string) =>
  (await readLines(place.out)).filter(each => each.rule === rule).map(each => [each.procedure, each.agency]);

async function handIn(name: string, ...sheets: Rows[]): Promise<void> {
  const path = join(place.folder, name);
  await writeFile(path, await xlsx(...sheets.map((rows, at) => ({ name: `Trang ${at + 1}`, rows }))));
  const { code, stderr } = await review('import', path);
  expect([stderr, code]).toEqual(['', 0]);
}

async function rowOf(procedure: string, agency: string, ...more: string[]) {
  const rows = await asJson('agreements', ...more);
  return rows.find((each: Record<string, unknown>) => each.procedure === procedure && each.agency === agency);
}

beforeAll(async () => {
  place = await placeOf(smallCity(), {
    reviews: {
      milestones: [
        { id: 'xa', name: 'Cấp xã báo cáo', due: '2021-06-15', what: 'review', tiers: ['commune'] },
      ],
      appraisal: './appraisal.yaml',
      requireAppraisal: true,
    },
    thresholds: { shrinkShare: 1 },
    mail: {
      from: 'dvc-sync Cần Thơ <dvc-sync@example.vn>',
      smtp: { host: '127.0.0.1', port: 9, security: 'none' },
      recipients: [
        { address: 'caikhe@example.vn', agency: caiKhe },
        { address: 'anhoa@example.vn', agency: anHoa },
      ],
    },
  });
  await writeFile(
    join(place.folder, 'appraisal.yaml'),
    '- { id: law, text: Pháp luật cho phép, fact: legal, clause: }\n- { id: access, text: Truy cập thuận tiện }\n',
  );
  expect((await place.run()).code).toBe(0);
  await handIn(
    'cai-khe.xlsx',
    of('CÁI KHẾ', 'II', line(online, 'Chưa có tờ khai điện tử', ''), line(offline, 'X', '')),
  );
  await handIn(
    'an-hoa.xlsx',
    of('AN HÒA', 'II', line(online, '', 'Theo Luật Hộ tịch phải ký vào sổ')),
    of('AN HÒA', 'I', line(offline, 'X', 'X')),
  );
}, 120_000);
afterAll(() => place?.close());

describe('explanations of Phụ lục II', () => {
  test('are held against what the systems show, and sent back where they name nothing', async () => {
    expect(await rowOf(online, caiKhe)).toMatchObject({
      grounds: ['technical'],
      facts: [{ reason: 'e-form', verdict: 'contradicted', system: 'portal', at: expect.any(String) }],
      words: { technical: null, regulatory: null },
      state: 'waiting',
    });
    expect(await rowOf(offline, caiKhe)).toMatchObject({ facts: [], state: 'explain-again' });
    expect(await rowOf(online, anHoa)).toMatchObject({
      grounds: ['legal'],
      facts: [expect.objectContaining({ verdict: 'unknown', system: null }), ...[]],
      state: 'waiting',
    });
    expect((await review('agreements')).code).toBe(2);
    const letters = JSON.parse((await dvcSync(['mail', 'list', '--json', '--config', place.config])).stdout);
    expect(letters.letters).toMatchObject([{ kind: 'explain-again', to: 'caikhe@example.vn' }]);
  });

  test('that name no condition are owed, by status and by the run', async () => {
    const { units } = await asJson('status');
    const unit = units.find(({ agency }: { agency: string }) => agency === caiKhe);
    expect(unit).toMatchObject({ expected: 2, reported: 1, owed: 1, unexplained: 1, missing: [offline] });
    expect((await place.run()).code).toBe(2);
    expect(await found('explanation-contradicted')).toEqual([[online, caiKhe]]);
    expect(await found('not-reviewed')).toContainEqual([offline, caiKhe]);
  });

  test('are final by the same word of both offices, from two people, with a proposal where law is named', async () => {
    const speak = (office: string, word: string, as: string, ...more: string[]) =>
      agree(online, anHoa, '--office', office, '--word', word, '--as', as, ...more);
    const bare = await speak('regulatory', 'agreed', 'Bà V');
    expect([bare.code, bare.stderr]).toEqual([64, expect.stringContaining('đề xuất cụ thể')]);
    expect(await rowOf(online, anHoa)).toMatchObject({ words: { regulatory: null } });
    const proposal = ['--proposal', 'kiến nghị sửa Luật Hộ tịch', '--opinion', 'luật buộc ký sổ'];
    expect((await speak('regulatory', 'agreed', 'Bà V', ...proposal)).code).toBe(0);
    expect(await rowOf(online, anHoa)).toMatchObject({ state: 'waiting' });
    expect((await speak('technical', 'agreed', 'bà v')).code).toBe(64);
    expect((await speak('technical', 'not-agreed', 'Ông T')).code).toBe(0);
    expect(await rowOf(online, anHoa)).toMatchObject({ state: 'conflict' });
    expect((await speak('technical', 'agreed', 'Ông T')).code).toBe(0);
    const { history, ...final } = await rowOf(online, anHoa, '--history');
    expect(final).toMatchObject({
      words: {
        technical: { word: 'agreed', by: 'Ông T' },
        regulatory: { word: 'agreed', opinion: 'luật buộc ký sổ', proposal: 'kiến nghị sửa Luật Hộ tịch' },
      },
      state: 'final',
    });
    expect(history.map((each: Record<string, string>) => [each.office, each.word])).toEqual([
      ['regulatory', 'agreed'],
      ['technical', 'not-agreed'],
      ['technical', 'agreed'],
    ]);
    const nowhere = await agree(
      '1.002010',
      anHoa,
      '--office',
      'technical',
      '--word',
      'agreed',
      '--as',
      'Ông T',
    );
    expect([nowhere.code, nowhere.stderr]).toEqual([64, expect.stringContaining('Phụ lục II')]);
  });

  test('that neither office agrees with wait for a decision, and become no target', async () => {
    for (const [office, as] of [
      ['technical', 'Ông T'],
      ['regulatory', 'Bà V'],
    ] as const)
      expect((await agree(online, caiKhe, '--office', office, '--word', 'not-agreed', '--as', as)).code).toBe(
        0,
      );
    expect(await rowOf(online, caiKhe)).toMatchObject({ state: 'final' });
    const refused = (await asJson('conflicts')).filter(
      ({ agencies }: { agencies: string[] }) => agencies.length === 1,
    );
    expect(refused).toMatchObject([{ procedure: online, agencies: [caiKhe], decides: 'Sở TTTT' }]);
    expect(
      (await review('decide', online, '--agency', caiKhe, '--not-eligible', '--reason', 'đã họp')).code,
    ).toBe(0);
    expect(
      (await asJson('conflicts')).filter(({ agencies }: { agencies: string[] }) => agencies.length === 1),
    ).toEqual([]);
  });

  test('stand in minutes with what each office said', async () => {
    const out = join(place.folder, 'bien-ban');
    await mkdir(out, { recursive: true });
    expect((await review('agreements', '--out', out)).stdout).toContain('bien-ban-thong-nhat.docx');
    const text = documentText(await readFile(join(out, 'bien-ban-thong-nhat.docx')));
    expect(text).toContain('BIÊN BẢN');
    expect(text).toContain(
      'đã có biểu mẫu điện tử dùng được cho mọi trường hợp mở cho đơn vị (trái với hệ thống)',
    );
    expect(text).toContain('đề xuất: kiến nghị sửa Luật Hộ tịch');
    expect(text).toContain('ĐẠI DIỆN SỞ TTTT');
    expect(text).toContain('ĐẠI DIỆN VP UBND');
  });

  test('that come anew with other reasons let earlier words lapse, others stand', async () => {
    await handIn(
      'cai-khe-2.xlsx',
      of('CÁI KHẾ', 'II', line(online, 'Chưa có chữ ký số', ''), line(offline, 'Chưa có phần mềm', '')),
    );
    await handIn(
      'an-hoa-2.xlsx',
      of('AN HÒA', 'II', line(online, '', 'theo Luật Hộ tịch  phải ký vào sổ')),
      of('AN HÒA', 'I', line(offline, 'X', 'X')),
    );
    const { history, ...changed } = await rowOf(online, caiKhe, '--history');
    expect(changed).toMatchObject({ words: { technical: null, regulatory: null }, state: 'waiting' });
    expect(history).toHaveLength(2);
    expect(await rowOf(offline, caiKhe)).toMatchObject({ state: 'waiting' });
    expect(await rowOf(online, anHoa)).toMatchObject({ state: 'final' });
  });
});

describe('guidance', () => {
  const guidance = (...args: string[]) => review('guidance', ...args);
  const ask = (text: string, ...more: string[]) =>
    guidance('ask', online, '--agency', anHoa, '--text', text, '--as', 'Phường An Hòa', ...more);

  test('is asked of the office the cause belongs to, and answered with its day; nothing is overwritten', async () => {
    const empty = await ask('');
    expect([empty.code, empty.stderr]).toEqual([64, expect.stringContaining('--text <câu-hỏi>')]);
    expect((await guidance()).code, 'nothing waits').toBe(0);
    expect((await ask('Vì sao phường khác đã ở mức 4?')).stdout).toContain('số 1 gửi VP UBND');
    expect((await guidance()).code, 'a question waits').toBe(2);
    const answer = (text: string) => guidance('answer', '1', '--text', text, '--as', 'Bà V');
    expect((await answer('Chờ sửa luật.')).code).toBe(0);
    expect((await answer('Làm theo công văn 12.')).code).toBe(0);
    expect((await guidance('answer', '7', '--text', 'x', '--as', 'Bà V')).code).toBe(64);
    expect(await asJson('guidance', '--procedure', online)).toMatchObject([
      {
        ...{ id: 1, procedure: online, agency: anHoa, office: 'regulatory', askedBy: 'Phường An Hòa' },
        answers: [
          { text: 'Chờ sửa luật.', by: 'Bà V', at: expect.any(String) },
          { text: 'Làm theo công văn 12.', by: 'Bà V', at: expect.any(String) },
        ],
        state: 'answered',
      },
    ]);
    expect((await guidance()).code).toBe(0);
  });
});

describe('appraisal of eligible rows', () => {
  const appraise = (result: string, ...more: string[]) =>
    review(
      'appraise',
      offline,
      '--agency',
      anHoa,
      '--result',
      result,
      '--as',
      'Lê C',
      '--reason',
      'đã xem',
      ...more,
    );

  test('is asked for before a target: what was not appraised stays where it is', async () => {
    expect((await place.run()).code).toBe(2);
    expect(await found('below-target')).toEqual([]);
    expect(await found('above-eligibility')).not.toContainEqual([offline, anHoa]);
  });

  test('fills in what is measured, asks the rest, and keeps nothing of a refused call', async () => {
    const asked = await appraise('passed');
    expect([asked.code, asked.stderr]).toEqual([64, expect.stringContaining('access')]);
    const against = await appraise('returned', '--answer', 'access=met', '--answer', 'law=not-met');
    expect([against.code, against.stderr]).toEqual([64, expect.stringContaining('đã đo được')]);
    const unmet = await appraise('passed', '--answer', 'access=not-met');
    expect([unmet.code, unmet.stderr]).toEqual([64, expect.stringContaining('không thể là đạt')]);
    expect((await appraise('passed', '--answer', 'other=met')).code).toBe(64);
    expect(await asJson('appraisals')).toEqual([]);
    const elsewhere = await review(
      ...['appraise', online, '--agency', anHoa, '--result', 'passed', '--answer', 'access=met'],
      ...['--as', 'Lê C', '--reason', 'đã xem'],
    );
    expect([elsewhere.code, elsewhere.stderr]).toEqual([64, expect.stringContaining('Phụ lục I')]);
  });

  test('passed makes the target, returned takes it back', async () => {
    expect((await appraise('passed', '--answer', 'access=met')).code).toBe(0);
    expect(await asJson('appraisals')).toMatchObject([
      {
        ...{ procedure: offline, agency: anHoa, result: 'passed', by: 'Lê C', reason: 'đã xem' },
        items: [
          {
            id: 'law',
            clause: null,
            answer: 'met',
            measured: true,
            source: expect.stringContaining('Phụ lục I'),
          },
          { id: 'access', clause: null, answer: 'met', measured: false, source: 'Lê C' },
        ],
      },
    ]);
    await place.run();
    expect(await found('below-target')).toContainEqual([offline, anHoa]);
    const out = join(place.folder, 'tham-dinh');
    await mkdir(out, { recursive: true });
    expect((await review('appraisals', '--out', out)).stdout).toContain('bien-ban-tham-dinh.docx');
    const text = documentText(await readFile(join(out, 'bien-ban-tham-dinh.docx')));
    expect(text).toContain('chưa ghi điều');
    expect(text).toContain('Ủy ban nhân dân phường An Hòa');
    // What was answered before is not asked again.
    expect((await appraise('returned')).code).toBe(0);
    await place.run();
    expect(await found('below-target')).toEqual([]);
  });

  test('a checklist that names an unknown condition is refused with file and line', async () => {
    const path = join(place.folder, 'appraisal.yaml');
    const before = await readFile(path, 'utf8');
    await writeFile(path, `${before}- { id: more, text: Khác, fact: componets }\n`);
    const { code, stderr } = await appraise('passed');
    expect([code, stderr]).toEqual([
      64,
      expect.stringMatching(/appraisal\.yaml:3: .*có phải là "components"/),
    ]);
    await writeFile(path, before);
  });
});

describe('what a review spoke about', () => {
  test('is held against the national record as it is read later, until the list comes anew', async () => {
    const altering = await alteringPlace(smallCity(), { thresholds: { shrinkShare: 1 } });
    try {
      const file = join(altering.folder, 'ds.xlsx');
      await writeFile(
        file,
        await xlsx({ name: 'PL', rows: of('CÁI KHẾ', 'II', line(online, 'Chưa có chữ ký số', '')) }),
      );
      const take = (...more: string[]) =>
        dvcSync(['review', 'import', file, ...more, '--config', altering.config]);
      const outdated = async () => {
        await altering.run('--full');
        const all = await readLines(altering.out);
        return all.filter(({ rule }) => rule === 'review-outdated');
      };
      await altering.run();
      expect((await take()).code).toBe(0);
      expect(await outdated()).toEqual([]);
      altering.alter('national', text => text.replaceAll('163/QĐ-BTP', '999/QĐ-BTP'));
      const [finding, ...others] = await outdated();
      expect(others).toEqual([]);
      expect(finding).toMatchObject({
        ...{ procedure: online, agency: null, system: null, owner: 'agency' },
        evidence: {
          agencies: [caiKhe],
          changed: [{ what: 'decision', before: ['163/QĐ-BTP'], after: ['999/QĐ-BTP'] }],
        },
      });
      // The same file says nothing new of itself; taken in again it speaks of the record as it is.
      await take();
      expect(await outdated()).toHaveLength(1);
      expect((await take('--again')).code).toBe(0);
      expect(await outdated()).toEqual([]);
    } finally {
      await altering.close();
    }
  }, 120_000);
});

function documentText(docx: Buffer): string {
  const xml = new TextDecoder().decode(unzipSync(docx)['word/document.xml']);
  return xml.replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '');
}

test('a round is of the list it was opened with, in the same word', async () => {
  const opened = ['--list', 'appendix-2', '--to', caiKhe!, '--until', '31/12/2199', '--silence', 'none'];
  const { code, stdout } = await review(
    'consult',
    'open',
    ...opened,
    '--out',
    join(place.folder, 'y'),
    '--json',
  );
  expect(code).toBe(0);
  const { round } = JSON.parse(stdout);
  expect((await asJson('consult'))[0]).toMatchObject({ round, list: 'appendix-2', addressees: 1 });
  expect(await asJson('consult', 'show', String(round))).toMatchObject({
    ...{ round, list: 'appendix-2', addressees: [{ agency: caiKhe, state: 'waiting' }] },
  });
  // The record once more, also of a round that was closed before it could be written.
  const again = join(place.folder, 'z');
  await review(
    ...['consult', 'close', String(round), '--reason', 'họp sớm', '--out', join(place.folder, 'y')],
  );
  const shown = await review('consult', 'show', String(round), '--out', again);
  expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining(`lay-y-kien-${round}.docx`)]);
  expect(documentText(await readFile(join(again, `lay-y-kien-${round}.docx`)))).toContain('lý do: họp sớm');
});
