import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { noCondition } from '../../src/domain/explanation.ts';
import { judgeGround } from '../../src/review/marks.ts';
import { codesOf, writtenOut } from '../../src/review/reason-text.ts';
import { defaultReasonWords } from '../../src/review/reason-words.ts';
import { reasonWords } from '../../src/runs/city-files.ts';

const file = fileURLToPath(new URL('../../config/can-tho/review-reasons.yaml', import.meta.url));

describe('the word list', () => {
  test('that is built in is the one to start from, and has what is asked for where nothing is said', async () => {
    expect(await reasonWords(undefined)).toEqual(await reasonWords(file));
    expect(Object.keys(defaultReasonWords().conditions)).toContain(noCondition);
  });

  test.each([
    ['Đã liên thông với thuế nhưng chưa có chữ ký số', ['digital-signature']],
    ['không phải nộp bản gốc; chưa thanh toán được phí', ['payment']],
    ['Bắt buộc đối chiếu bản chính', ['original-needed']],
    ['KHÔNG BẮT BUỘC CÓ MẶT, CÒN THIẾU CSDL', ['database-connection']],
    ['Hoa binh', ['other']],
  ])('codes "%s"', (text, reasons) => {
    expect(judgeGround(text, 'not-eligible', defaultReasonWords(), 'empty')).toMatchObject({
      blocks: true,
      reasons,
    });
  });

  test.each([
    'Không cần bản gốc',
    'đã kết nối CSDL, đã có chữ ký số',
    'Không yêu cầu có mặt',
    'Đáp ứng đầy đủ',
  ])('hears in "%s" that nothing is in the way', text => {
    const ground = judgeGround(text, 'not-eligible', defaultReasonWords(), 'empty');
    expect(ground).toEqual({ blocks: false, reasons: [], text });
  });

  test.each([
    ['theo điểm k quy định tại khoản 2', false],
    ['diem h k khoan 2', false],
    ['thu theo kg hàng', false],
    ['mỗi kg hàng', false],
    ['phí 20 k một bản', false],
    ['k có chữ ký số', true],
    ['thời điểm này kg đủ', true],
    ['tại thời điểm k có', true],
  ])('hears "không" in "%s": %s', (text, denied) => {
    expect(writtenOut(text) !== text).toBe(denied);
  });

  test('looks for whole syllables, with accents unless none are written', () => {
    expect(codesOf('phí thẩm định', defaultReasonWords())).toEqual([]);
    expect(codesOf('phong van truc tiep', defaultReasonWords())).toEqual(['in-person']);
    expect(codesOf('phòng vân', defaultReasonWords())).toEqual([]);
  });
});
