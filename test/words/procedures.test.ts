import { expect, it } from 'vitest';
import { owedWords } from '../../src/report/reviews/status-model.ts';
import { firstProcedures, othersSentence, procedureWords } from '../../src/words/procedures.ts';

const procedure = (code: number) => ({
  code: `1.00000${code}`,
  name: `Thủ tục ${code}`,
  place: 'tại Sở Y tế',
});

it('names the first five procedures with code, name and place, and counts the others', () => {
  const all = [1, 2, 3, 4, 5, 6, 7].map(procedure);
  const words = procedureWords(firstProcedures(all));
  expect(words).toMatch(/^1\.000001 «Thủ tục 1» tại Sở Y tế; 1\.000002 /);
  expect(words).toMatch(/; 1\.000005 «Thủ tục 5» tại Sở Y tế và 2 thủ tục khác$/);
  expect(procedureWords(firstProcedures(all.slice(0, 5)))).not.toContain('khác');
});

it('leaves out a name or a place nobody knows', () => {
  expect(procedureWords(firstProcedures([{ code: '1.004194', name: null }]))).toBe('1.004194');
});

it('says in a sentence of its own how many others there are, and leaves an address as it is', () => {
  expect(othersSentence(12, { noun: 'dòng', rest: 'trong tệp đính kèm' })).toBe(
    'Và 12 dòng khác trong tệp đính kèm.',
  );
  expect(othersSentence(2, { rest: 'https://a.vn/b' })).toBe('Và 2 thủ tục khác: https://a.vn/b');
  expect(othersSentence(0)).toBe('');
});

it('counts what a unit owes where no procedure is named', () => {
  const unit = { owed: 12, named: [], silent: false, below: { units: 0, complete: 0 }, waitsFor: [] };
  expect(owedWords(unit as never)).toBe('thiếu 12 thủ tục');
  expect(owedWords({ ...unit, silent: true } as never)).toBe('chưa gửi danh mục nào (12 thủ tục)');
});
