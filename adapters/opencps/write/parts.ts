import type { Named } from '../../../src/adapter/kit/taken-away.ts';
import { takenPapers } from '../../../src/adapter/kit/taken-papers.ts';
import type { Memory } from '../../../src/adapter/service-request.ts';
import type { RemoteSend } from '../../../src/adapter/writer.ts';
import { pairUp } from '../../../src/domain/pairing.ts';
import { asSilent, type StoredComponent } from '../../../src/domain/service.ts';
import { textKey } from '../../../src/domain/text.ts';
import { nameText, unescapeHtml } from '../escape.ts';
import { differing, type Fields, isTrue, resent } from '../fields.ts';
import { withCounts } from '../note.ts';
import { contentsMemory, eformPart, isComponent, partTypes, toComponent } from '../parts.ts';
import type { RemoteCase, RemotePart, RemoteTemplate } from '../remote.ts';
import { type ContentName, keptContents } from './kept-contents.ts';
import { done, firstOf, impossible, type Outcome } from './outcome.ts';
import { formSend } from './sending.ts';

/**
 * The next stage of bringing a template's papers to a list. Writing a part wipes its script, report and sample data,
 * so what was there is remembered with that very send and put back right after it.
 */
export function writeComponents(
  key: string,
  after: readonly StoredComponent[] | null,
  found: RemoteCase | undefined,
  memory: Memory,
): Outcome {
  const template = found?.template;
  const wanted = after ?? [];
  if (!template) {
    if (wanted.length === 0) return done;
    return impossible(`trường hợp «${key}» chưa có mẫu hồ sơ trên OpenCPS; cần đẩy trường hợp trước`);
  }
  const { pairs, gone, come } = paired(template.parts.filter(isComponent), wanted);
  const taken = takenParts(key, memory);
  const former = taken.of(come);
  const numbers = newNumbers(template, come, former);
  const parts = partSends(key, template, memory);
  return firstOf(
    () => parts.restore(),
    () => [
      ...pairs.flatMap(([part, component]) => parts.put(part, partRow(component, part))),
      ...come.flatMap((component, at) => comes(component, numbers[at]!, former[at])),
    ],
    () => gone.flatMap(goes),
  );

  /** One that we took away before is as it was then: what it held is put back like what a write of ours has wiped. */
  function comes(component: StoredComponent, partNo: string, was?: Named<RemotePart>): RemoteSend[] {
    const former = was?.row;
    const fields: Fields = { ...(former && resent(former.fields)), ...partRow(component, former) };
    const left = former && leftFor(former, template!);
    // It carries the e-form or not as it does by now.
    if (left) return parts.put(left, { ...fields, eForm: left.fields.eForm ?? '' });
    if (former) fields.deliverableAction ||= '0';
    const code = nameText(fields.fileTemplateNo ?? '');
    const remember = {
      ...keptContents(key, memory).owing(partNo, component.name, former?.contents),
      ...taken.making(was, { name: component.name, code }),
    };
    return [parts.post(partNo, fields, remember)];
  }

  /** A part that carries the e-form stays for that, but is no paper any more. */
  function goes(part: RemotePart): RemoteSend[] {
    const kept = taken.taking(toComponent(part), part);
    if (part === eformPart(template!) && isTrue(part.fields.eForm)) {
      const sends = parts.put(part, { partType: partTypes.other });
      return sends.map(send => ({ ...send, remember: { ...send.remember, ...kept } }));
    }
    const name = contentsMemory(key, part.partNo);
    // Another paper may get its number: nothing of this one is owed to that.
    return [parts.drop(part, { ...kept, ...(memory[name] && { [name]: '' }) })];
  }
}

/** What is sent of the parts of a case's template, each with what is to be remembered of it. */
export function partSends(key: string, template: RemoteTemplate, memory: Memory) {
  const list = `/dossiertemplates/${encodeURIComponent(template.id)}/parts`;
  const pathOf = (partNo: string) => `${list}/${encodeURIComponent(partNo)}`;
  const content = (partNo: string, name: ContentName, value: string, remember?: Memory) => {
    const words = { formscript: 'biểu mẫu', formreport: 'mẫu in', sampledata: 'dữ liệu mẫu' }[name];
    const label = `ghi ${words} của thành phần ${partNo}`;
    return formSend(label, 'PUT', `${pathOf(partNo)}/${name}`, { value }, remember);
  };
  return {
    content,
    post(partNo: string, fields: Fields, remember?: Memory): RemoteSend {
      const row: Fields = { ...emptyPart, ...fields, partNo };
      return formSend(`thêm thành phần «${row.partName}»`, 'POST', list, row, remember);
    },
    /** Replaces a part, when it differs; the contents it loses by that are remembered first. */
    put(part: RemotePart, changed: Fields, lost: readonly ContentName[] = []): RemoteSend[] {
      const wanted = { ...resent(part.fields), ...changed };
      wanted.deliverableAction ||= '0';
      if (differing(part.fields, wanted).length === 0) return [];
      const remember = keptContents(key, memory).keeping(part, lost);
      const label = `sửa thành phần «${wanted.partName}»`;
      return [formSend(label, 'PUT', pathOf(part.partNo), wanted, remember)];
    },
    drop: ({ partNo, fields: { partName = '' } }: RemotePart, remember: Memory) =>
      formSend(`bỏ thành phần «${partName}»`, 'DELETE', pathOf(partNo), {}, remember),
    /** Contents that a write of ours wiped, and that are still missing, or not back as they were. */
    restore: (): RemoteSend[] =>
      template.parts.flatMap(part => {
        let known = memory;
        const owed = keptContents(key, memory).owed(part);
        return owed.map(({ name, value }) => {
          // They go out one after the other, each remembering those before it.
          const remember = keptContents(key, known).puttingBack(part, name);
          known = { ...known, ...remember };
          const now = part.contents?.[name] ?? '';
          const badly =
            now === '' ? '' : ` (đang lưu ${now.length} trong ${value.length} ký tự, không như bản gốc)`;
          const send = content(part.partNo, name, value, remember);
          return { ...send, label: `${send.label}${badly}` };
        });
      }),
  };
}

/** The part that stayed for the e-form when its paper went: nobody else has made it anything since. */
function leftFor({ partNo, fields }: RemotePart, { parts }: RemoteTemplate): RemotePart | undefined {
  const part = parts.find(one => one.partNo === partNo);
  const isLeft = part?.fields.partType === partTypes.other && part.fields.partName === fields.partName;
  return isLeft ? part : undefined;
}

/** Papers we have taken away. Those that are there need not be remembered: what they are still owed is, on its own. */
export function takenParts(key: string, memory: Memory) {
  return takenPapers<RemotePart>(key, 'part', memory);
}

/** What a component comes to as a part; a part that is there already keeps the rest. */
function partRow({ code, name, originals, copies, required }: StoredComponent, part?: RemotePart): Fields {
  const has = part && toComponent(part);
  // For what a tip that says nothing of numbers means nothing need be written.
  const silent =
    has && has.originals === undefined && originals !== undefined && asSilent({ originals, copies });
  const same = silent || (has && has.originals === originals && has.copies === copies);
  const tip = unescapeHtml(part?.fields.partTip ?? '');
  return {
    partName: name,
    partTip: same ? tip : withCounts(tip, originals, copies),
    partType: partTypes.input,
    required: String(required),
    // A paper that comes without a code keeps the one it has.
    fileTemplateNo: code ?? has?.code ?? '',
  };
}

/** Papers and parts that are the same: by code and name, by code, by name. */
function paired(parts: readonly RemotePart[], wanted: readonly StoredComponent[]) {
  const components = new Map(parts.map(part => [part, toComponent(part)]));
  const likenesses = [equal, sameCode, sameName].map(
    same => (component: StoredComponent, part: RemotePart) => same(component, components.get(part)!),
  );
  const { found, left } = pairUp(wanted, parts, likenesses);
  const come = wanted.filter((_, at) => !found[at]);
  return {
    pairs: wanted.flatMap((one, at) => (found[at] ? [[found[at], one] as const] : [])),
    gone: left,
    come,
  };
}

type Same = (a: StoredComponent, b: StoredComponent) => boolean;
const sameName: Same = (a, b) => textKey(a.name) === textKey(b.name);
const sameCode: Same = (a, b) => a.code !== undefined && a.code === b.code;
const equal: Same = (a, b) =>
  sameName(a, b) && a.code === b.code && a.required === b.required && sameCounts(a, b);
const sameCounts: Same = (a, b) => a.originals === b.originals && a.copies === b.copies;

/** The numbers that papers had which come back, where no part has them; else `TP01`, `TP02` … that no part has. */
function newNumbers(
  { parts }: RemoteTemplate,
  come: readonly StoredComponent[],
  former: readonly (Named<RemotePart> | undefined)[],
): string[] {
  const taken = new Set(parts.map(({ partNo }) => partNo.toUpperCase()));
  const own = former.map(one => {
    const partNo = one?.row.partNo;
    if (!partNo || taken.has(partNo.toUpperCase())) return undefined;
    taken.add(partNo.toUpperCase());
    return partNo;
  });
  let number = Math.max(0, ...parts.map(({ partNo }) => Number(/^TP(\d+)$/i.exec(partNo)?.[1] ?? 0) % 99));
  return come.map((_, at) => {
    let partNo = own[at];
    if (partNo !== undefined) return partNo;
    // TP99 is the place for anything else, however many papers there are.
    do partNo = `TP${String(++number).padStart(2, '0')}`;
    while (taken.has(partNo) || partNo === 'TP99');
    return partNo;
  });
}

/** Left out, `deliverableAction` fails without a word. */
const emptyPart: Fields = {
  ...{ partName: '', partTip: '', partType: partTypes.input, multiple: 'false', required: 'false' },
  ...{ esign: 'false', fileTemplateNo: '', typeCode: '', deliverableAction: '0', eForm: 'false' },
};
