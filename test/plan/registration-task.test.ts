import { expect, it } from 'vitest';
import { registrationTask } from '../../src/plan/registration-task.ts';
import type { Registration } from '../../src/review/registration.ts';
import { city } from './model-city.ts';

it('asks VP UBND to register one service of one unit, with why, and who among its peers said no', () => {
  const [agency] = city.agencies;
  const registration = (change: object, target: object = {}) =>
    ({
      ...{ procedure: '1.000001', name: 'Cấp phép', against: [] },
      ...change,
      target: { agency: agency!.code, sources: ['a', 'b', 'c', 'd'], ...target },
    }) as unknown as Registration;
  const place = { system: 'national', page: 'https://x.vn/{procedure}', due: '2026-12-31' };
  const asked = registrationTask(
    registration({ against: [{ name: 'Sở A' }, { name: 'Sở B' }] }, { reason: 'đã thống nhất' }),
    place,
    city,
  );
  expect(asked).toMatchObject({
    key: `national/1.000001/register-level/4/${agency!.code}`,
    ...{ system: 'national', procedure: '1.000001', procedureName: 'Cấp phép', kind: 'register-level' },
    ...{ case: null, agencies: [agency!.code], owner: 'regulatory', due: '2026-12-31', expected: 4 },
    link: 'https://x.vn/1.000001',
  });
  const told = asked.values.map(({ label, value }) => `${label}: ${value}`);
  expect(told).toEqual([
    'Mã thủ tục: 1.000001',
    'Tên thủ tục: Cấp phép',
    `Đơn vị: ${agency!.name} (${agency!.code})`,
    expect.stringMatching(/^Mức dịch vụ: .*4/),
    ...['a', 'b', 'c'].map(source => `Căn cứ: ${source}`),
    'Lý do quyết định: đã thống nhất',
    'Lưu ý: đơn vị cùng cấp trả lời chưa đủ điều kiện: Sở A, Sở B',
  ]);
  const labels = registrationTask(registration({}), place, city).values.map(({ label }) => label);
  expect(labels).not.toContain('Lưu ý');
  expect(labels).not.toContain('Lý do quyết định');
});
