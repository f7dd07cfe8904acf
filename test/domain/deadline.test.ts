import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlineHours, readDeadline, readDeadlineText } from '../../src/domain/deadline.ts';

describe('a deadline in cells', () => {
  it.each([
    ['3', 'Ngày làm việc', 3, 'workingDay', 24],
    [5, ' Ngày ', 5, 'day', 40],
    ['04', 'Giờ', 4, 'hour', 4],
    ['1', 'Tháng', 1, 'month', 240],
    ['0,5', 'ngày làm việc', 0.5, 'workingDay', 4],
    ['03 ngày làm việc', '', 3, 'workingDay', 24],
    ['05', 'ngay lam viec', 5, 'workingDay', 40],
    ['5', 'Ngày LV', 5, 'workingDay', 40],
    ['5', 'Ngày làm việc/hồ sơ', 5, 'workingDay', 40],
    ['Không quá 05', 'ngày', 5, 'day', 40],
  ] as const)('reads %s %s', (amount, unit, number, kind, hours) => {
    const deadline = readDeadline({ amount, unit });
    expect(deadline).toMatchObject({ amount: number, unit: kind });
    expect(deadlineHours(deadline)).toBe(hours);
  });

  it('keeps a bare number but gives it no unit and no hours', () => {
    const deadline = readDeadline({ amount: '5', unit: '', channel: 'online' });
    expect(deadline).toEqual({ channel: 'online', amount: 5, text: '5' });
    expect(deadlineHours(deadline)).toBeUndefined();
  });

  it.each([
    ['5', 'Khác', ''],
    ['', 'Khác', 'Theo hẹn'],
    ['', '', 'Không có thông tin'],
    ['0', 'Ngày', ''],
    ['10-15', 'Ngày', ''],
    ['', '', 'Thời gian giải quyết 06 ngày làm việc và 30 ngày.'],
    [null, null, null],
  ])('leaves %s %s %s unclear', (amount, unit, note) => {
    expect(readDeadline({ amount, unit, note }).amount).toBeUndefined();
  });
});

describe('a deadline in words', () => {
  it.each([
    ['03 ngày làm việc', 3, 'workingDay'],
    ['5 ngày', 5, 'day'],
    ['4 giờ', 4, 'hour'],
    ['24h', 24, 'hour'],
    ['1 tháng', 1, 'month'],
    ['Không quá 10 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ', 10, 'workingDay'],
    ['15 (mười lăm) ngày làm việc', 15, 'workingDay'],
    ['hai (02) ngày', 2, 'day'],
    ['7', 7, undefined],
    ['Khong qua 05 ngay lam viec', 5, 'workingDay'],
    ['3 thang', 3, 'month'],
    ['05 ngày lv', 5, 'workingDay'],
    ['05 NLV', 5, 'workingDay'],
    ['03 ngày làm viêc', 3, 'workingDay'],
    ['sau 15h', undefined, undefined],
    ['1 ngày 4 giờ', undefined, undefined],
    ['12 ngày rưỡi', undefined, undefined],
    ['5 ngày làm việc rưỡi', undefined, undefined],
    ['15 ngày 30 tháng', undefined, undefined],
    ['Mỗi ngày 8 giờ', undefined, undefined],
    ['trong ngày 8 giờ', undefined, undefined],
    ['Nộp trong ngày 3 giờ chiều trả', undefined, undefined],
    ['05 ngày làm việc (mỗi ngày 8 giờ)', 5, 'workingDay'],
    ['05 ngay lam viec (moi ngay 8 gio)', 5, 'workingDay'],
    ['05 ngày làm việc, kể từ ngày 15 tháng 6', 5, 'workingDay'],
    ['Trong ngày; hồ sơ nhận sau 15 giờ thì trả vào ngày làm việc tiếp theo', undefined, undefined],
    ['hồ sơ nhận sau 15 giờ thì ngày hôm sau, nhưng không quá 03 ngày làm việc', undefined, undefined],
    ['sau 24 giờ kể từ khi nhận', 24, 'hour'],
    ['dich vu dien tu 4 gio', 4, 'hour'],
    ['nhan tu 14 gio', undefined, undefined],
    ['trả kết quả sau 05 ngày', 5, 'day'],
    ['nhà có 3 thang máy', undefined, undefined],
    ['trước ngày 15 tháng 6', undefined, undefined],
    ['từ 10 đến 15 ngày', undefined, undefined],
    ['1/2 ngày', undefined, undefined],
    ['Trong ngày', undefined, undefined],
    ['', undefined, undefined],
  ] as const)('reads "%s"', (text, amount, unit) => {
    const deadline = readDeadlineText(text);
    expect(deadline.amount).toBe(amount);
    expect(deadline.unit).toBe(unit);
  });

  it('reads decomposed Vietnamese', () => {
    expect(readDeadlineText('3\u00a0ngày làm việc'.normalize('NFD'))).toMatchObject({
      amount: 3,
      unit: 'workingDay',
    });
  });

  it('never throws, and is stable when it reads its own text again', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('5', 'ngày', 'làm việc', 'giờ', '(', ')', '-', 'tháng', ' '),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.option(fc.oneof(piece, fc.double())), (words, amount) => {
        const deadline = readDeadlineText(words.join(' '));
        expect(readDeadlineText(deadline.text)).toEqual(deadline);
        const cells = readDeadline({ amount, unit: words[0] ?? null, note: words[1] ?? null });
        expect(deadlineHours(cells) ?? 1).toBeGreaterThan(0);
      }),
    );
  });

  it('answers a hostile text at once', () => {
    expect(
      readDeadlineText(`${'1 - '.repeat(50_000)} ${' '.repeat(50_000)}ngày ${'5('.repeat(20_000)}`).amount,
    ).toBeUndefined();
  });
});
