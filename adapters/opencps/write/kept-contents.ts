import { hash } from 'node:crypto';
import type { Memory } from '../../../src/adapter/service-request.ts';
import { textKey } from '../../../src/domain/text.ts';
import { nameText } from '../escape.ts';
import { contentsMemory, pendingParts } from '../parts.ts';
import type { PartContents, RemotePart, RemoteTemplate } from '../remote.ts';

export const contentNames = ['formscript', 'formreport', 'sampledata'] as const;
type Name = (typeof contentNames)[number];

/**
 * Contents that a write of ours wiped, as they were: remembered with that very write, and kept until a look has shown
 * them to be back as they were.
 */
interface Kept extends Partial<PartContents> {
  /** The paper that is owed them, where it was yet to be made under this number: another under it has none of them. */
  of?: string;
  /** They have been sent back. */
  put?: Name[];
  /** What was there in their stead when the last attempt was given up: digests. */
  found?: Partial<Record<Name, string>>;
}

/** What a part still owes: contents that are to be put back. Where somebody has filled it otherwise, he knows better. */
export function owed(key: string, part: RemotePart, memory: Memory): { name: Name; value: string }[] {
  const kept = keptOf(key, part, memory);
  const { contents } = part;
  if (!kept || !contents || isAnothers(kept, part)) return [];
  return contentNames.flatMap(name => {
    const [value, now] = [kept[name], contents[name]];
    if (!value || now === value) return [];
    const ours =
      now === '' || (kept.put?.includes(name) && [undefined, digestOf(now)].includes(kept.found?.[name]));
    return ours ? [{ name, value }] : [];
  });
}

/** What is to be remembered with a write of the part that wipes its contents; `lost` is not wanted back. */
export function keeping(key: string, part: RemotePart, memory: Memory, lost: readonly Name[]): Memory {
  const due = new Map(owed(key, part, memory).map(({ name, value }) => [name, value]));
  const kept: Kept = {};
  for (const name of contentNames) {
    const value = due.get(name) ?? part.contents?.[name];
    if (value && !lost.includes(name)) kept[name] = value;
  }
  return noted(key, part, memory, kept);
}

/** What is to be remembered with the making of a part under a number: this, and nothing of who had that before. */
export function owing(
  key: string,
  partNo: string,
  of: string,
  contents: PartContents | undefined,
  memory: Memory,
): Memory {
  const held = contentNames.flatMap(name => (contents?.[name] ? [[name, contents[name]] as const] : []));
  return noted(key, { partNo }, memory, { ...Object.fromEntries(held), of });
}

/** What is to be remembered with a write that puts one of them back, or (`lost`) something new in its place. */
export function puttingBack(key: string, part: RemotePart, memory: Memory, name: Name, lost = false): Memory {
  const kept = keptOf(key, part, memory);
  if (!kept) return {};
  const { [name]: _, ...others } = kept;
  const put = [...new Set([...(kept.put ?? []), name])];
  return noted(key, part, memory, lost ? others : { ...kept, put });
}

/** What a look has shown of everything kept for a case: what is back need not be kept any longer. */
export function learnedOf(key: string, { parts }: RemoteTemplate, memory: Memory): Memory {
  const missing = [...pendingParts(key, memory)].filter(partNo => !parts.some(one => one.partNo === partNo));
  const refused = missing.filter(partNo => keptOf(key, { partNo }, memory)?.of !== undefined);
  return Object.assign(
    Object.fromEntries(refused.map(partNo => [contentsMemory(key, partNo), ''])),
    ...parts.map(part => learnedOfPart(key, part, memory)),
  );
}

function learnedOfPart(key: string, part: RemotePart, memory: Memory): Memory {
  const kept = keptOf(key, part, memory);
  const { contents } = part;
  if (kept && isAnothers(kept, part)) return noted(key, part, memory, {});
  if (!kept || !contents) return {};
  const { put = [], found = {}, of, ...values } = kept;
  const rest: Kept = { found: { ...found }, ...(of !== undefined && { of }) };
  for (const name of contentNames) {
    if (!values[name] || contents[name] === values[name]) continue;
    rest[name] = values[name];
    if (put.includes(name) && contents[name] !== '') rest.found![name] ??= digestOf(contents[name]);
  }
  const left = put.filter(name => rest[name] !== undefined);
  return noted(key, part, memory, { ...rest, put: left });
}

/** The entry, where it says anything else than what is remembered. */
function noted(key: string, { partNo }: Pick<RemotePart, 'partNo'>, memory: Memory, kept: Kept): Memory {
  const name = contentsMemory(key, partNo);
  const text = contentNames.some(each => kept[each]) ? JSON.stringify(kept) : '';
  return text === (memory[name] ?? '') ? {} : { [name]: text };
}

function keptOf(key: string, { partNo }: Pick<RemotePart, 'partNo'>, memory: Memory): Kept | undefined {
  const text = memory[contentsMemory(key, partNo)];
  return text ? (JSON.parse(text) as Kept) : undefined;
}

function isAnothers({ of }: Kept, { fields }: RemotePart): boolean {
  return of !== undefined && textKey(of) !== textKey(nameText(fields.partName ?? ''));
}

function digestOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16);
}
