import { localCode } from '../domain/code.ts';
import { type ReadCode, readCode } from '../reading/code-cell.ts';
import type { Shown } from '../reading/grid.ts';
import { quoted } from '../reading/quote.ts';
import type { FoundRow } from './layout/found-rows.ts';
import {
  meantInstead,
  type NationalList,
  namesAgree,
  namesOther,
  suggestions,
  surelyOther,
} from './procedure-check.ts';
import { noteAt, type Refusal, type Remark, type RowContext } from './row-result.ts';

/** The national code a row is about, as its cell of codes and its name say together; else why it cannot be told. */
export function procedureOf(
  row: FoundRow,
  name: string,
  { locality, national, mapped }: RowContext,
  remarks: Remark[],
): string | Refusal {
  const refuse = (
    kind: Refusal['kind'],
    reason: string,
    todo: string,
    candidates: readonly string[] = [],
  ): Refusal => ({
    kind,
    at: row.code ?? row.stray,
    reason,
    todo,
    suggestions: suggestions(candidates, name, national),
  });
  const at = row.code ?? row.codes[0];
  if (!at) {
    if (!row.stray) return refuse('rejected', 'thiếu mã thủ tục', 'ghi mã TTHC vào cột mã');
    const stray = /\d\s*[.,]\s*\d{6}/.exec(row.stray.cell.text)?.[0].replace(/\s/g, '').replace(',', '.');
    return refuse(
      'questioned',
      `cột mã trống, mã có vẻ nằm ở ô khác (${quoted(row.stray.cell.text)})`,
      'chuyển mã về đúng cột mã',
      stray ? [stray] : [],
    );
  }
  const shown = at.cell.text;
  const readAs = ({ cell }: Shown): ReadCode => {
    const own = mapped.get(localCode(cell.text, locality));
    return own
      ? { code: own, repaired: 'mã riêng của hệ thống đã ánh xạ', trust: 'sure' }
      : readCode(cell, locality);
  };
  const read = readAs(at);
  if ('problem' in read)
    return read.several
      ? refuse('questioned', read.problem, 'mỗi dòng ghi một mã; tách thành từng dòng riêng', read.candidates)
      : refuse('rejected', read.problem, 'ghi lại mã, định dạng ô là Văn bản', read.candidates);
  const { code, repaired, trust } = read;
  const differing = row.codes.find(each => {
    const also = readAs(each);
    return 'code' in also && also.code !== code;
  });
  if (differing)
    return refuse(
      'questioned',
      `hai cột mã ghi hai mã khác nhau (${quoted(shown)} và ${quoted(differing.cell.text)})`,
      'chỉ giữ cột mã đang dùng',
    );
  const known = national?.procedures.get(code);
  if (national && !known)
    return refuse(
      'rejected',
      `mã ${trust === 'sure' ? code : `${quoted(shown)} (có thể là ${code})`} không có trong danh mục quốc gia`,
      'kiểm tra lại mã',
      [code],
    );
  const doubt = national && known ? doubtOf(read, shown, name, known.name, national) : unchecked(read, shown);
  if (doubt) return refuse('questioned', doubt.reason, doubt.todo, doubt.candidates);
  if (national && known) {
    const other = namesOther(name, code, known.name, national);
    if (!namesAgree(name, known.name))
      remarks.push(noteAt(row.name, `tên khác danh mục quốc gia: «${known.name}»`));
    else if (other)
      remarks.push(noteAt(row.name, `tên là của ${other}; dòng được hiểu theo mã ${code} («${known.name}»)`));
    if (!known.active) remarks.push(noteAt(at, `thủ tục ${code} đã bị bãi bỏ trong danh mục quốc gia`));
  }
  if (repaired !== undefined) remarks.push({ kind: 'corrected', at, what: repaired, from: shown, to: code });
  return code;
}

interface Doubt {
  reason: string;
  todo: string;
  candidates: string[];
}
type Found = Extract<ReadCode, { code: string }>;

const wholeCode = 'ghi lại đủ mã, định dạng ô là Văn bản';
const codeAlone = 'cột mã chỉ ghi mã TTHC';

/** Without a national list nothing bears out a code that does not stand there itself. */
function unchecked({ code, trust }: Found, shown: string): Doubt | undefined {
  if (trust === 'sure' || trust === 'spelled') return undefined;
  const state = trust === 'named' ? 'có chữ đi kèm' : 'bị hỏng';
  return {
    reason: `mã ${quoted(shown)} (có thể là ${code}) ${state} và chưa có danh mục quốc gia để đối chiếu`,
    todo: trust === 'named' ? codeAlone : wholeCode,
    candidates: [],
  };
}

/** Why a code of the national list may not be the one that is meant: the less the cell itself says, the more the name must. */
function doubtOf(
  { code, trust, beside = '' }: Found,
  shown: string,
  name: string,
  known: string,
  national: NationalList,
): Doubt | undefined {
  const said = `${quoted(shown)} (có thể là ${code})`;
  const agree = namesAgree(name, known);
  const doubt = (reason: string, todo: string, candidates = [code]) => ({ reason, todo, candidates });
  if (trust === 'guessed' && name === '' && fitsSeveral(shown, national))
    return doubt(`mã ${said} bị mất số và có nhiều mã cùng phần đầu`, wholeCode);
  if (trust === 'guessed' && !agree)
    return doubt(`mã ${said} bị mất số và tên không phải của mã ấy («${known}»)`, wholeCode);
  const other = agree ? surelyOther(name, code, known, national) : meantInstead(name, code, national)?.code;
  if (other !== undefined)
    return doubt(`mã ${code} là của «${known}», còn tên là của ${other}`, 'sửa mã hoặc tên cho khớp nhau', [
      other,
      code,
    ]);
  if (trust === 'spelled' && !agree)
    return doubt(`mã ${said} có chữ ở chỗ của số và tên không phải của mã ấy («${known}»)`, wholeCode);
  if (trust !== 'named') return undefined;
  // "1.000894, 656" and "và 656": the beginning of the second is left out.
  if (/\d\s*[.,]\s*\d{3}|\bH\d{1,3}\b|^\s*(?:[,;/]|và(?= ))\s*(?:\d{3}|\d{6})\s*$/.test(beside))
    return doubt(
      `ô mã ${quoted(shown)} có thể ghi hơn một mã`,
      'mỗi dòng ghi một mã; tách thành từng dòng riêng',
    );
  const meant = namesAgree(beside, known) ? undefined : meantInstead(beside, code, national)?.code;
  const different =
    meant ?? namesOther(beside, code, known, national) ?? namesOther(name, code, known, national);
  if (different !== undefined)
    return doubt(`ô mã ${quoted(shown)} ghi mã của «${known}», còn tên là của ${different}`, codeAlone, [
      code,
      different,
    ]);
  if (name === '' ? namesAgree(beside, known) : agree) return undefined;
  return doubt(`ô mã ${quoted(shown)} có chữ đi kèm và tên không phải của mã ấy («${known}»)`, codeAlone);
}

/** Several national codes begin with what is left of one. */
function fitsSeveral(text: string, { procedures }: NationalList): boolean {
  const start = text.replace(/\s/g, '').replace(',', '.');
  let fitting = 0;
  for (const code of procedures.keys()) if (code.startsWith(start) && ++fitting > 1) return true;
  return false;
}
