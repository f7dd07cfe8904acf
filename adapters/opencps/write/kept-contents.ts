import { hash } from 'node:crypto';
import type { Memory } from '../../../src/adapter/service-request.ts';
import { contentsMemory } from '../parts.ts';
import type { PartContents, RemotePart, RemoteTemplate } from '../remote.ts';

export const contentNames = ['formscript', 'formreport', 'sampledata'] as const;
type Name = (typeof contentNames)[number];

/**
 * Contents that a write of ours wiped, as they were: remembered with that very write, and kept until a look has shown
 * them to be back as they were.
 */
interface Kept extends Partial<PartContents> {
  /** They have been sent back. */
  put?: Name[];
  /** What was there in their stead when the last attempt was given up: digests. */
  found?: Partial<Record<Name, string>>;
}

/** What a part still owes: contents that are to be put back. Where somebody has filled it otherwise, he knows better. */
export function owed(key: string, part: RemotePart, memory: Memory): { name: Name; value: string }[] {
  const kept = keptOf(key, part, memory);
  const { contents } = part;
  if (!kept || !contents) return [];
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
  return Object.assign({}, ...parts.map(part => learnedOfPart(key, part, memory)));
}

function learnedOfPart(key: string, part: RemotePart, memory: Memory): Memory {
  const kept = keptOf(key, part, memory);
  const { contents } = part;
  if (!kept || !contents) return {};
  const { put = [], found = {}, ...values } = kept;
  const rest: Kept = { found: { ...found } };
  for (const name of contentNames) {
    if (!values[name] || contents[name] === values[name]) continue;
    rest[name] = values[name];
    if (put.includes(name) && contents[name] !== '') rest.found![name] ??= digestOf(contents[name]);
  }
  const left = put.filter(name => rest[name] !== undefined);
  return noted(key, part, memory, { ...rest, put: left });
}

/** The entry, where it says anything else than what is remembered. */
function noted(key: string, { partNo }: RemotePart, memory: Memory, kept: Kept): Memory {
  const name = contentsMemory(key, partNo);
  const text = contentNames.some(each => kept[each]) ? JSON.stringify(kept) : '';
  return text === (memory[name] ?? '') ? {} : { [name]: text };
}

function keptOf(key: string, { partNo }: RemotePart, memory: Memory): Kept | undefined {
  const text = memory[contentsMemory(key, partNo)];
  return text ? (JSON.parse(text) as Kept) : undefined;
}

function digestOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16);
}
