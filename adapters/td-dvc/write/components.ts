import { takenPapers } from '../../../src/adapter/kit/taken-papers.ts';
import type { Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import { pairUp } from '../../../src/domain/pairing.ts';
import type { Change } from '../../../src/domain/push.ts';
import { counted, type DesiredComponent } from '../../../src/domain/service.ts';
import type { ServiceState } from '../../../src/domain/service-state.ts';
import { cleanText, textKey } from '../../../src/domain/text.ts';
import { caseOf, type RemoteCase, type RemoteComponent, remoteOf } from '../remote.ts';
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
  const wanted = (after ?? []).map(counted);
  const { found: rows, left: surplus } = pairUp(wanted, item.components, likenesses);
  if (surplus.length === 0 && inOrder(wanted, rows, item.components)) return [];
  const taken = takenComponents(target.case, memory);
  const olds = wanted.map((component, at) => rows[at] ?? surplus.find(row => sameName(component, row)));
  const come = wanted.filter((_, at) => !olds[at]);
  const former = new Map(taken.of(come).map((one, at) => [come[at]!, one]));
  const sends = wanted.flatMap((component, at) => {
    const row = rows[at];
    const again = former.get(component);
    const { code, kept } = olds[at] ?? { code: again?.row.code, kept: again?.row };
    const body = bodyOf(component, at + 1, { code, kept }, item, procedure.code);
    const what = `thành phần "${component.name}" của thủ tục ${target.procedure}`;
    if (!row) {
      const remember = taken.making(again, { name: component.name, code: body.ma ?? '' });
      return [jsonSend(`thêm ${what}`, 'POST', 'thanhphanthutucs', body, remember)];
    }
    if (same(component, row) && row.order === at + 1) return [];
    return [jsonSend(`sửa ${what}`, 'PUT', `thanhphanthutucs/${row.id}`, body)];
  });
  if (sends.length > 0) return sends;
  const ids = surplus.map(({ id }) => id);
  if (ids.length === 0) return [];
  const label = `gỡ ${ids.length} thành phần thừa của thủ tục ${target.procedure}`;
  const remember = Object.assign(
    {},
    ...surplus.map(row => taken.taking(row, { ...row.kept, code: row.code })),
  ) as Memory;
  return [jsonSend(label, 'POST', 'thanhphanthutucs/DeleteMultiThanhPhanThuTuc', { ids }, remember)];
}

/** Which code, attachments and the like papers had that we have taken away. */
export function takenComponents(key: string | undefined, memory: Memory) {
  return takenPapers<RemoteComponent['kept'] & { code?: string }>(key ?? '', 'paper', memory);
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
const likenesses: ((component: DesiredComponent, row: RemoteComponent) => boolean)[] = [
  (component, row) => codeOf(component) === row.code && same(component, row),
  same,
  (component, row) => hasCode(component, row) && sameCode(component, row) && sameName(component, row),
  (component, row) => hasCode(component, row) && sameCode(component, row),
  sameName,
];

/** Everything there, equal, and listed in our order, whatever numbers it stands under. */
function inOrder(
  wanted: readonly DesiredComponent[],
  rows: readonly (RemoteComponent | undefined)[],
  found: readonly RemoteComponent[],
): boolean {
  return (
    wanted.length === found.length &&
    wanted.every((each, at) => rows[at] === found[at] && same(each, found[at]!))
  );
}

function same(component: DesiredComponent, row: RemoteComponent): boolean {
  return (
    sameCode(component, row) &&
    cleanText(component.name) === row.name &&
    component.originals === row.originals &&
    component.copies === row.copies &&
    component.required === row.required
  );
}

/** A code can be given, but not taken away, and one that is left out says nothing. */
function sameCode(component: DesiredComponent, row: RemoteComponent): boolean {
  return !hasCode(component) || codeOf(component) === row.code;
}

function hasCode(component: DesiredComponent, row?: RemoteComponent): boolean {
  return codeOf(component) !== '' && row?.code !== '';
}

function codeOf({ code = '' }: DesiredComponent): string {
  return code.normalize('NFC').trim();
}

function sameName({ name }: DesiredComponent, row: RemoteComponent): boolean {
  return textKey(name) === textKey(row.name);
}

/** Both counts always, and what an omission would erase (contract 2.6). */
function bodyOf(
  { code, name, originals, copies, required }: DesiredComponent,
  stt: number,
  old: { code: string | undefined; kept: RemoteComponent['kept'] | undefined },
  item: RemoteCase,
  procedure: string,
) {
  const { dinhKem = null, maGiayToKhoQuocGia = null, choPhepThemToKhai = false } = old.kept ?? {};
  return {
    ...{ ten: name, ma: code || old.code || null, thuTucId: procedure, truongHopId: item.code },
    ...{ batBuoc: required, soBanChinh: originals, soBanSao: copies, stt },
    ...{ choPhepThemToKhai, dinhKem, maGiayToKhoQuocGia },
  };
}
