import type { ReviewList } from '../domain/review.ts';
import { textKey, withoutAccents } from '../domain/text.ts';
import type { Shown } from '../reading/grid.ts';
import type { FoundRow } from './layout/found-rows.ts';
import { standingHeading } from './layout/headings.ts';
import { writtenOut } from './reason-text.ts';

/**
 * The words by which a row is taken back: its procedure abolished, expired, replaced, to be struck off or no longer
 * carried out. Looked for where remarks stand, in the code cell, in the heading above, and in the name as far as the
 * national one does not say it.
 */
export function takenBack(
  { code, name, reason, reasons, remarks, headings }: FoundRow,
  list: ReviewList | 'both',
  known: string | undefined,
): { at: Shown | undefined; text: string } | undefined {
  // In Phụ lục II such words are a reason like others.
  const explaining = list === 'not-eligible' ? [] : [reason, reasons.technical, reasons.legal];
  const named = takesBack(known ?? '') ? undefined : name;
  const at = [...remarks, ...explaining, code, named].find(shown => shown && takesBack(shown.cell.text));
  if (at) return { at, text: at.cell.text };
  const heading = standingHeading(headings, takesBack);
  return heading === undefined ? undefined : { at: code, text: heading };
}

const gone = [
  // Not of a paper, a form or a fee of the procedure.
  'bai bo(?! (mot phan|thanh phan|mau|to khai|giay|phi|le phi|quy dinh|yeu cau|noi dung|buoc|dieu kien|quyet dinh|thong tu|nghi dinh))',
  'het hieu luc',
  '(da|duoc|bi) thay the',
  'thay the (boi|bang)',
  '(dua|loai|rut|xoa|bo|gach|cat) (ten )?(ra )?(khoi|ra khoi) (danh muc|danh sach|phu luc)',
  'de nghi (loai|rut|xoa|bo|gach)( bo| ra| ten)?$',
  'khong con (thuc hien|ap dung|hieu luc|thuoc|giai quyet|tiep nhan|trong danh muc)',
  '(khong|ngung|dung|tam dung|tam ngung) (thuc hien|giai quyet|tiep nhan|ap dung)( nua)?( thu tuc| tthc)?( nay)?$',
  '^(bo|xoa|loai|rut|huy|go)( bo)?( (ra|di|dong nay|thu tuc nay|tthc nay|khoi danh muc))?$',
  '(khong|chua) dua vao (danh muc|danh sach|phu luc)',
  '(chuyen|dieu chuyen)( giao)? (ve|len|sang|cho|xuong) (cap|ubnd|uy ban|so|huyen|quan|tinh|xa|phuong|bo|co quan|don vi)( .{0,80})? (thuc hien|giai quyet|tiep nhan)$',
  '(da|bi) (huy|go)( bo)? (cong khai|cong bo)',
  '^(thu tuc |tthc )?(nay )?(da|bi|da bi|da duoc) (huy( bo)?$|(gop|sap nhap) (voi|vao) (thu tuc|tthc)\\b)',
  '^da chuyen( giao)? (ve|len) (cap (tinh|huyen|xa|tren)$|(ubnd|so) )',
  // Not "dừng", which "đúng" and "dùng" are, too, without accents.
  '^(da )?(tam dung|tam ngung|ngung)( cung cap)?$',
  '^khong thuc hien (o|tai) (cap )?(tinh|huyen|xa|phuong|don vi)$',
  'khong thuoc tham quyen',
  '(da )?huy bo thu tuc',
];
const patterns = new RegExp(`(?<!(?:chua|khong|khong bi|chua bi) )\\b(?:${gone.join('|')})`);

/** Does a remark say that its row is no longer meant? */
export function takesBack(text: string): boolean {
  return patterns.test(withoutAccents(writtenOut(textKey(text))));
}
