import { expect, it } from 'vitest';
import { contactLines } from '../../src/report/contacts.ts';
import { load, problemsOf, wholeText } from './plain-adapter.ts';

const withContacts = (contacts: string) => ({ 'dvc-sync.yaml': `${wholeText}contacts:\n${contacts}` });

it('takes who answers, units as the list writes them, and says it a line each', async () => {
  const { city } = await load(
    withContacts(
      '  technical: { name: Trung tâm CNTT, phone: "02923762333" }\n  agencies: { h13.1.2: { name: Nguyễn Văn A, title: Chánh Văn phòng, email: a@example.vn } }\n  fields: { Hộ tịch: { name: Trần Thị B } }\n',
    ),
  );
  expect(contactLines(city, { unit: 'H13.1.2', fields: ['hộ  tịch', 'Chứng thực'] })).toEqual([
    'Phụ trách tại đơn vị: Nguyễn Văn A, Chánh Văn phòng, a@example.vn.',
    'Phụ trách lĩnh vực Hộ tịch: Trần Thị B.',
    'Hướng dẫn về điều kiện kỹ thuật: Trung tâm CNTT, điện thoại 02923762333.',
  ]);
  expect(contactLines(city)).toEqual([
    'Hướng dẫn về điều kiện kỹ thuật: Trung tâm CNTT, điện thoại 02923762333.',
  ]);
});

it('says nothing of contacts where none are configured', async () => {
  const { city } = await load({ 'dvc-sync.yaml': wholeText });
  expect(contactLines(city, { unit: 'H13.1.2' })).toEqual([]);
});

it.each([
  ['  agencies: { H99: { name: A } }\n', 'contacts.agencies.H99'],
  ['  technical: { phone: "1" }\n', 'contacts.technical.name'],
  ['  technical: { name: A, email: khong-phai }\n', 'contacts.technical.email'],
])('names key and line of what is wrong: %s', async (contacts, key) => {
  expect(JSON.stringify(await problemsOf(withContacts(contacts)))).toContain(key);
});
