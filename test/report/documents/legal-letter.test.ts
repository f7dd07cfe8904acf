import { expect, test } from 'vitest';
import { documentsSection } from '../../../src/config/sections/documents.ts';
import { legalLetter } from '../../../src/report/documents/legal-letter.ts';
import { city } from '../../review/support.ts';

const id = '123/2015/NĐ-CP/d7/k2';
const letter = (text: string) => {
  const obstacle = {
    ...{ id, text, number: '123/2015/NĐ-CP', article: '7', clause: '2', point: null },
    ...{ issuer: 'Chính phủ', offerings: 1, units: 1, fields: ['Hộ tịch'] },
  };
  const blocked = [{ procedure: '1.000656', agency: 'H13.21.1', provisions: [id], byLawAlone: true }];
  return legalLetter(
    { provisions: [obstacle], unread: [], blocked },
    obstacle,
    { city, documents: documentsSection.parse({}) },
    () => 'Đăng ký khai tử',
    '2021-07-01T02:00:00.000Z',
  );
};

test('a draft letter is filed under plain letters and has the sign of an official letter', async () => {
  const { file, head } = await letter('123/2015/NĐ-CP');
  expect([file, head.symbol]).toEqual(['kien-nghi-123-2015-ND-CP-d7-k2', 'UBND']);
});

test('a draft letter names the text beside its number only where it has a name', async () => {
  const said = async (text: string) => (await letter(text)).paragraphs.join('\n');
  expect(await said('123/2015/NĐ-CP')).toContain('Nghị định số 123/2015/NĐ-CP là vướng mắc');
  expect(await said('Nghị định về hộ tịch')).toContain('123/2015/NĐ-CP (Nghị định về hộ tịch) là vướng mắc');
});
