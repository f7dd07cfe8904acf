import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feeAmounts, feeDue, readFee, readFeeText } from '../../src/domain/fee.ts';

describe('a fee in cells', () => {
  it.each([
    ['dots', '100.000', 'Đồng', 100_000],
    ['commas', '1,025,000', 'VNĐ', 1_025_000],
    ['plain digits', '100000', '', 100_000],
    ['spaces', '100 000', 'đ', 100_000],
    ['a number', 8000, 'đồng/bản', 8000],
    ['decimals of nothing', '100000.00', 'Việt Nam Đồng', 100_000],
    ['zero', 0, 'đồng', 0],
    ['thousands as unit', '100', 'Nghìn đồng', 100_000],
    ['the word Không', 'Không', '', 0],
    ['the word Miễn phí', 'Miễn phí', '', 0],
    ['the word without its accents', 'Mien phi', '', 0],
    ['a currency without accents', '20.000', 'dong/trang', 20_000],
    ['a currency said twice', '20.000', 'Đồng (VNĐ)', 20_000],
    ['the sign of the currency', '20.000', '₫', 20_000],
  ])('reads %s', (_what, amount, currency, expected) => {
    expect(readFee({ amount, currency }).amount).toBe(expected);
  });

  it.each([
    ['dollars', '10', 'USD', ''],
    ['per cent', '5', '%', ''],
    ['the sign of the dollar', '5.000', '$', ''],
    ['words', 'Theo quy định', '', ''],
    ['two amounts', '50.000 - 100.000', 'đồng', ''],
    ['mixed separators', '1.234,567.89', 'đồng', ''],
    ['an amount below nothing', -5000, 'đồng', ''],
    ['nothing at all', '', '', ''],
    ['no information', '', '', 'Không có thông tin'],
    ['free for some only', '', '', 'Miễn phí(Miễn lệ phí cho người thuộc hộ nghèo)'],
    [
      'a note that leaves it to the council',
      '',
      '',
      'Miễn phí(Mức lệ phí do Hội đồng nhân dân tỉnh quyết định)',
    ],
  ])('leaves %s unclear', (_what, amount, currency, note) => {
    const fee = readFee({ amount, currency, note });
    expect(fee.amount).toBeUndefined();
    expect(fee.suspicious).toBeUndefined();
  });

  it('calls an amount below 1.000 đồng suspicious and does not trust it', () => {
    expect(readFee({ amount: '135', currency: 'VNĐ', note: '135.000 đồng/lần.', channel: 'online' })).toEqual(
      {
        channel: 'online',
        suspicious: true,
        text: '135 VNĐ (135.000 đồng/lần.)',
      },
    );
  });

  it.each([
    ['', 'Miễn phí(150.000 đồng/giấy)'],
    ['Miễn phí', 'Lệ phí: 150.000đ'],
    ['0', 'nộp 2 triệu đồng mỗi lần'],
    ['', 'Miễn phí(Cho một loại hình: 8.000.000/lần)'],
  ])('does not believe "%s" as free when the note "%s" names amounts', (amount, note) => {
    const fee = readFee({ amount, note });
    expect(fee.freeWithAmount).toBe(true);
    expect(fee.amount).toBeUndefined();
  });

  it.each(['Miễn phí', 'Miễn phí(Không có)', 'Miễn phí(Chưa quy định.)', 'Miễn phí(Không thu lệ phí)'])(
    'believes "%s"',
    note => expect(readFee({ amount: '', note }).amount).toBe(0),
  );

  it('does not take decree numbers, dates or measures for money', () => {
    expect(
      readFee({
        amount: '',
        note: 'Miễn phí(Không thu, Thông tư 43/2024/TT-BTC ngày 30/6/2025, tàu 15.000 GT)',
      }).amount,
    ).toBe(0);
  });
});

describe('a fee in words', () => {
  it.each([
    ['8.000 đồng/bản', 8000],
    ['Lệ phí: 01 triệu đồng/lần cấp', 1_000_000],
    ['Không', 0],
    ['không', 0],
    ['Miễn phí', 0],
    ['50000', 50_000],
    ['', undefined],
    ['Không có thông tin', undefined],
    ['20.000 đồng hoặc 30.000 đồng', undefined],
    ['10 USD/lần', undefined],
    ['20.000đ/trang', 20_000],
    ['20. 000 đồng', 20_000],
    ['200 nghin dong', 200_000],
    ['khong thu phi', 0],
    ['Không thu phí', 0],
    ['Không phải nộp phí, lệ phí', 0],
    ['Lệ phí: Không', 0],
    ['- Phí thẩm định: Miễn phí', 0],
    ['Lệ phí: 8.000 đồng/bản', 8000],
    ['Miễn phí; 20.000đ/trang', undefined],
    ['Lệ phí: Không; phí: 20.000 đồng', undefined],
    ['Lệ phí không hoàn lại', undefined],
    ['mien thue', undefined],
    ['Mức thu phí, lệ phí: Không', 0],
    ['Lệ phí đối với hộ nghèo: Miễn', undefined],
    ['Le phi doi voi ho ngheo: Mien', undefined],
    ['Lệ phí cấp lại: Không', undefined],
    ['Lệ phí đối với hộ nghèo: Miễn; khác: 50.000 đồng', 50_000],
    ['1. 200.000 đồng/giấy', 200_000],
    ['1. 000.000d', 1_000_000],
  ])('reads "%s"', (text, expected) => {
    expect(readFeeText(text).amount).toBe(expected);
  });

  it('reads decomposed Vietnamese and no-break spaces', () => {
    expect(readFeeText('8.000\u00a0đồng/bản'.normalize('NFD')).amount).toBe(8000);
    expect(readFeeText('Miễn phí'.normalize('NFD')).amount).toBe(0);
  });

  it('never throws, and an amount it gives is a whole number of đồng, 0 or at least 1.000', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('100.000', 'Miễn phí', 'đồng', '(', '135', 'VNĐ', ' '),
    );
    fc.assert(
      fc.property(
        fc.array(piece),
        fc.option(piece),
        fc.option(fc.oneof(piece, fc.double())),
        (words, note, amount) => {
          for (const fee of [
            readFeeText(words.join(' ')),
            readFee({ amount, note, currency: words[0] ?? null }),
          ]) {
            if (fee.amount !== undefined) {
              expect(Number.isSafeInteger(fee.amount)).toBe(true);
              expect(fee.amount === 0 || fee.amount >= 1000).toBe(true);
            }
            expect(readFeeText(readFeeText(fee.text).text)).toEqual(readFeeText(fee.text));
          }
        },
      ),
    );
  });

  it('answers a hostile text at once', () => {
    expect(readFeeText(`${'1.'.repeat(50_000)} ${'9'.repeat(50_000)}`).amount).toBeUndefined();
  });
});

describe('whether a fee is due', () => {
  it('goes by the online channel where it has fees of its own', () => {
    expect(
      feeDue([
        { channel: 'online', amount: 0, text: '' },
        { channel: 'direct', amount: 5000, text: '' },
      ]),
    ).toBe('free');
    expect(
      feeDue([
        { channel: 'post', amount: 0, text: '' },
        { channel: 'direct', amount: 5000, text: '' },
      ]),
    ).toBe('due');
  });

  it('does not know when a deciding fee is unclear', () => {
    expect(feeDue([{ amount: 0, text: '' }, { text: 'Theo quy định' }])).toBe('unknown');
    expect(feeDue(undefined)).toBe('unknown');
  });

  it('is not due where no fee is listed', () => {
    expect(feeDue(null)).toBe('free');
    expect(feeAmounts(null)).toEqual([]);
  });

  it('compares amounts only when every one is clear', () => {
    expect(
      feeAmounts([
        { amount: 5000, text: '' },
        { amount: 0, text: '' },
        { amount: 300, text: '' },
        { amount: 5000, text: '' },
      ]),
    ).toEqual([300, 5000]);
    expect(feeAmounts([{ amount: 5000, text: '' }, { text: '10 USD' }])).toBeUndefined();
    expect(feeAmounts(undefined)).toBeUndefined();
  });
});
