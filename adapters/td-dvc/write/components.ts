import { takenPapers } from '../../../src/adapter/kit/taken-papers.ts';
import type { Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import { pairUp } from '../../../src/domain/pairing.ts';
import type { Change } from '../../../src/domain/push.ts';
import { asSilent, counted, type StoredComponent } from '../../../src/domain/service.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import { cleanText, textKey } from '../../../src/domain/text.ts';
import { caseOf, type RemoteCase, type RemoteComponent, remoteOf } from '../remote.ts';
import { numbersFor } from './paper-places.ts';
import { jsonSend } from './sends.ts';

/**
 * Missing components first, one by one (the bulk call loses half of their fields), together with the changed ones;
 * what is too many goes when everything else is there.
 */
export function nextComponents(
  { target, after }: Change<'set-components'>,
  actual: ServiceState,
): RemoteSend[] {
  const item = caseOf(actual, target.case);
  const { procedure, memory } = remoteOf(actual);
  if (!item?.components || !procedure || item.code === '') return [];
  const wanted = after ?? [];
  const { found: rows, left: surplus } = pairUp(wanted, item.components, likenesses);
  if (surplus.length === 0 && inOrder(wanted, rows, item.components)) return [];
  const taken = takenComponents(target.case, memory);
  const olds = wanted.map((component, at) => rows[at] ?? surplus.find(row => sameName(component, row)));
  const come = wanted.filter((_, at) => !olds[at]);
  const former = new Map(taken.of(come).map((one, at) => [come[at]!, one]));
  const numbers = numbersFor(
    wanted.map((component, at) =>
      rows[at]
        ? { at: item.components!.indexOf(rows[at]), order: rows[at].order }
        : { order: olds[at]?.order ?? former.get(component)?.row.order ?? null },
    ),
  );
  const sends = wanted.flatMap((component, at) => {
    const row = rows[at];
    const again = former.get(component);
    const { code, kept } = olds[at] ?? { code: again?.row.code, kept: again?.row };
    // An update must give numbers (contract 2.6), a new row need not.
    const body = bodyOf(
      row ? counted(component) : component,
      numbers[at]!,
      { code, kept },
      item,
      procedure.code,
    );
    const what = `thành phần "${component.name}" của thủ tục ${target.procedure}`;
    if (!row) {
      const remember = taken.making(again, { name: component.name, code: body.ma ?? '' });
      return [jsonSend(`thêm ${what}`, 'POST', 'thanhphanthutucs', body, remember)];
    }
    if (same(component, row) && (row.order ?? 0) === numbers[at]) return [];
    return [jsonSend(`sửa ${what}`, 'PUT', `thanhphanthutucs/${row.id}`, body)];
  });
  if (sends.length > 0) return sends;
  const ids = surplus.map(({ id }) => id);
  if (ids.length === 0) return [];
  const label = `gỡ ${ids.length} thành phần thừa của thủ tục ${target.procedure}`;
  const remember = Object.assign(
    {},
    ...surplus.map(row => taken.taking(row, { ...row.kept, code: row.code, order: row.order })),
  ) as Memory;
  return [jsonSend(label, 'POST', 'thanhphanthutucs/DeleteMultiThanhPhanThuTuc', { ids }, remember)];
}

/** Which code, number, attachments and the like papers had that we have taken away. */
export function takenComponents(key: string | undefined, memory: Memory) {
  return takenPapers<RemoteComponent['kept'] & { code?: string; order?: number | null }>(
    key ?? '',
    'paper',
    memory,
  );
}

export function componentsComplaint(
  { target }: Change<'set-components'>,
  actual: ServiceState,
): string | undefined {
  return caseOf(actual, target.case)?.code === ''
    ? 'trường hợp trên cổng không có mã, không thể gắn thành phần hồ sơ'
    : undefined;
}

/** For each wanted one its row: best the very same, else of the same code, else of the same name. */
const likenesses: ((component: StoredComponent, row: RemoteComponent) => boolean)[] = [
  (component, row) => codeOf(component) === row.code && same(component, row),
  same,
  (component, row) => mayBecome(component, row) && sameCode(component, row) && sameName(component, row),
  (component, row) => mayBecome(component, row) && sameCode(component, row),
  (component, row) => isTold(component) && sameName(component, row),
];

/** By its code. */
function mayBecome(component: StoredComponent, row: RemoteComponent): boolean {
  return isTold(component) && hasCode(component, row);
}

/** No update takes numbers away: what is to have none comes anew. */
function isTold({ originals }: StoredComponent): boolean {
  return originals !== undefined;
}

/** Everything there, equal, and listed in our order, whatever numbers it stands under. */
function inOrder(
  wanted: readonly StoredComponent[],
  rows: readonly (RemoteComponent | undefined)[],
  found: readonly RemoteComponent[],
): boolean {
  return (
    wanted.length === found.length &&
    wanted.every((each, at) => rows[at] === found[at] && same(each, found[at]!))
  );
}

function same(component: StoredComponent, row: RemoteComponent): boolean {
  return (
    sameCode(component, row) &&
    cleanText(component.name) === row.name &&
    sameCounts(component, row) &&
    component.required === row.required
  );
}

/** For what a row without numbers asks nothing need be written. */
function sameCounts(component: StoredComponent, row: RemoteComponent): boolean {
  if (component.originals === undefined) return row.originals === undefined;
  if (row.originals === undefined) return asSilent(component);
  return component.originals === row.originals && (component.copies ?? 0) === (row.copies ?? 0);
}

/** A code can be given, but not taken away, and one that is left out says nothing. */
function sameCode(component: StoredComponent, row: RemoteComponent): boolean {
  return !hasCode(component) || codeOf(component) === row.code;
}

function hasCode(component: StoredComponent, row?: RemoteComponent): boolean {
  return codeOf(component) !== '' && row?.code !== '';
}

function codeOf({ code = '' }: StoredComponent): string {
  return code.normalize('NFC').trim();
}

function sameName({ name }: StoredComponent, row: RemoteComponent): boolean {
  return textKey(name) === textKey(row.name);
}

/** All that an omission would erase (contract 2.6). */
function bodyOf(
  { code, name, originals, copies, required }: StoredComponent,
  stt: number,
  old: { code: string | undefined; kept: RemoteComponent['kept'] | undefined },
  item: RemoteCase,
  procedure: string,
) {
  const { ten, dinhKem = null, maGiayToKhoQuocGia = null, choPhepThemToKhai = false } = old.kept ?? {};
  const spelled = typeof ten === 'string' && cleanText(ten) === cleanText(name) ? ten : name;
  return {
    ...{ ten: spelled, ma: code || old.code || null, thuTucId: procedure, truongHopId: item.code },
    ...{ batBuoc: required, soBanChinh: originals ?? null, soBanSao: copies ?? null, stt },
    ...{ choPhepThemToKhai, dinhKem, maGiayToKhoQuocGia },
  };
}
