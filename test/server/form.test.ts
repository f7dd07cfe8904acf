import { expect, it } from 'vitest';
import { z } from 'zod';
import { formMarkup } from '../../src/server/page/form.ts';

it('tells the browser what its route asks of each field', () => {
  const values = z.strictObject({
    reason: z.string().trim().min(1).max(1_234),
    place: z.string().max(56).optional(),
    count: z.coerce.number().int(),
  });
  const form = { name: 'thu', action: 'confirm-task', submit: 'Gửi', done: 'Đã gửi.', values } as const;
  const at = { address: '/viec', refused: undefined };
  const { text } = formMarkup(form, { role: 'admin' }, at, fields => [
    fields.long({ name: 'reason', label: 'Lý do' }),
    fields.text({ name: 'place', label: 'Nơi' }),
    fields.choice({ name: 'count', label: 'Số', options: [['1', 'một']] }),
    fields.text({ name: 'other', label: 'Khác', required: true }),
  ]) || { text: '' };
  const of = (name: string) =>
    new RegExp(`<(?:input|textarea|select)[^>]* name="${name}"[^>]*>`).exec(text)![0];
  expect(of('reason')).toMatch(/required.*maxlength="1234"/);
  expect(of('place')).toContain('maxlength="56"');
  expect(of('place')).not.toContain('required');
  expect(of('count')).toContain('required');
  expect(of('other')).toMatch(/required.*maxlength="200"/);
});
