import { expect, it } from 'vitest';
import { evidenceWords } from '../../src/report/evidence-words.ts';
import { namesOf } from '../../src/report/names.ts';
import { defaultReasonWords } from '../../src/review/reason-words.ts';
import { sampleCity } from './sample.ts';

const said = (evidence: Record<string, unknown>) =>
  evidenceWords(evidence, { ...namesOf(sampleCity), ...defaultReasonWords() }).map(({ term, said }) =>
    [term, ...said].join(' | '),
  );

it('says what a review rested on in words, and takes no source for a system', () => {
  const ground = { blocks: false, reasons: [], text: null };
  expect(
    said({
      ...{ source: 'portal', target: 4, why: 'review', sources: ['Phụ lục I của Sở Y tế, ds.xlsx, dòng 3'] },
      grounds: { technical: { ...ground, blocks: true, reasons: ['payment'] }, legal: ground },
    }),
  ).toEqual([
    'Nguồn | Cổng DVC thành phố',
    expect.stringMatching(/^Mục tiêu \| /),
    'Danh mục | Phụ lục I của Sở Y tế, ds.xlsx, dòng 3',
    expect.stringMatching(/^Điều kiện \| kỹ thuật: vướng: có, lý do: chưa có thanh toán điện tử/),
  ]);
});

it('says what a system shows, what a link led to and what lacks, each code in words', () => {
  const verdict = { link: 'https://a.vn', verdict: 'other-unit', checkedAt: '2021-11-23T05:00:00.000Z' };
  const shown = { system: 'portal', value: { code: 'payment-there' }, at: '2021-11-23T05:00:00.000Z' };
  const lines = said({ portal: verdict, systems: [shown], missing: ['local-fee'], changed: ['papers'] });
  expect(lines[0]).toContain('kết quả kiểm tra: trang của đơn vị khác');
  expect(lines[0]).toContain('kiểm tra lúc: 23/11/2021 12:00');
  expect(lines[1]).toMatch(
    /^Các hệ thống \| hệ thống: Cổng DVC thành phố, giá trị: đã có thanh toán trực tuyến/,
  );
  expect(lines.slice(2)).toEqual(['Thiếu | mức phí, lệ phí do thành phố quy định', 'Đổi | giấy tờ']);
});

it('says every reason lists are coded with in words', () => {
  const { conditions } = defaultReasonWords();
  const codes = [...Object.keys(conditions), 'other'];
  const [line] = said({ reasons: codes });
  const words = line!.split(' | ').slice(1);
  expect(words).toHaveLength(codes.length);
  expect(words).toContain(conditions.legislation!.name);
  expect(words.filter(word => codes.includes(word))).toEqual([]);
});

it('leaves a word of another version as it is', () => {
  expect(said({ newerWord: 'x', portal: 1 })).toEqual(['NewerWord | x', 'Cổng DVC thành phố | 1']);
  const line = said({ systems: { value: { code: 'newer' } }, state: 'constructor', reason: 'constructor' });
  expect(line).toEqual(['Các hệ thống | giá trị: newer', 'Tình trạng | constructor', 'Lý do | constructor']);
});
