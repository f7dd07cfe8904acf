import { expect, it } from 'vitest';
import { firstProcedures, procedureWords } from '../../src/words/procedures.ts';

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
