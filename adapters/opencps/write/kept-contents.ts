import { hash } from 'node:crypto';
import type { Memory } from '../../../src/adapter/service-request.ts';
import { textKey } from '../../../src/domain/text.ts';
import { nameText } from '../escape.ts';
import { contentsMemory, pendingParts } from '../parts.ts';
import type { PartContents, RemotePart, RemoteTemplate } from '../remote.ts';

const contentNames = ['formscript', 'formreport', 'sampledata'] as const;
export type ContentName = (typeof contentNames)[number];

/**
 * Contents that a write of ours wiped, as they were: remembered with that very write, and kept until a look has shown
 * them to be back as they were.
 */
interface Kept extends Partial<PartContents> {
  /** The paper that is owed them, where it was yet to be made under this number: another under it has none of them. */
  of?: string;
  /** They have been sent back. */
  put?: ContentName[];
  /** What was there in their stead when the last attempt was given up: digests. */
  found?: Partial<Record<ContentName, string>>;
}

/** Contents of the parts of a case, as far as a write of ours has wiped them; and what is to be remembered of them. */
export function keptContents(key: string, memory: Memory) {
  const keptOf = ({ partNo }: Pick<RemotePart, 'partNo'>): Kept | undefined => {
    const text = memory[contentsMemory(key, partNo)];
    return text ? (JSON.parse(text) as Kept) : undefined;
  };
  /** The entry, where it says anything else than what is remembered. */
  const noted = ({ partNo }: Pick<RemotePart, 'partNo'>, kept: Kept): Memory => {
    const name = contentsMemory(key, partNo);
    const text = contentNames.some(each => kept[each]) ? JSON.stringify(kept) : '';
    return text === (memory[name] ?? '') ? {} : { [name]: text };
  };
  /** What a part still owes: contents that are to be put back. Where somebody has filled it otherwise, he knows better. */
  const owed = (part: RemotePart): { name: ContentName; value: string }[] => {
    const kept = keptOf(part);
    const { contents } = part;
    if (!kept || !contents || isAnothers(kept, part)) return [];
    return contentNames.flatMap(name => {
      const [value, now] = [kept[name], contents[name]];
      if (!value || now === value) return [];
      const ours =
        now === '' || (kept.put?.includes(name) && [undefined, digestOf(now)].includes(kept.found?.[name]));
      return ours ? { name, value } : [];
    });
  };
  const learnedOfPart = (part: RemotePart): Memory => {
    const kept = keptOf(part);
    const { contents } = part;
    if (kept && isAnothers(kept, part)) return noted(part, {});
    if (!kept || !contents) return {};
    const { put = [], found = {}, of, ...values } = kept;
    const rest: Kept = { found: { ...found }, ...(of !== undefined && { of }) };
    for (const name of contentNames) {
      if (!values[name] || contents[name] === values[name]) continue;
      rest[name] = values[name];
      if (put.includes(name) && contents[name] !== '') rest.found![name] ??= digestOf(contents[name]);
    }
    return noted(part, { ...rest, put: put.filter(name => rest[name] !== undefined) });
  };
  return {
    owed,
    /** What is to be remembered with a write of the part that wipes its contents; `lost` is not wanted back. */
    keeping(part: RemotePart, lost: readonly ContentName[]): Memory {
      const due = new Map(owed(part).map(({ name, value }) => [name, value]));
      const kept: Kept = {};
      for (const name of contentNames) {
        const value = due.get(name) ?? part.contents?.[name];
        if (value && !lost.includes(name)) kept[name] = value;
      }
      return noted(part, kept);
    },
    /** What is to be remembered with the making of a part under a number: this, and nothing of who had that before. */
    owing(partNo: string, of: string, contents: Partial<PartContents> = {}): Memory {
      const held = contentNames.filter(name => contents[name]).map(name => [name, contents[name]]);
      return noted({ partNo }, { ...Object.fromEntries(held), of });
    },
    /** What is to be remembered with a write that puts one of them back, or (`lost`) something new in its place. */
    puttingBack(part: RemotePart, name: ContentName, lost = false): Memory {
      const kept = keptOf(part);
      if (!kept) return {};
      const { [name]: _, ...others } = kept;
      const put = [...new Set([...(kept.put ?? []), name])];
      return noted(part, lost ? others : { ...kept, put });
    },
    /** What a look has shown of everything kept for a case: what is back need not be kept any longer. */
    learned({ parts }: RemoteTemplate): Memory {
      const refused = [...pendingParts(key, memory)].filter(
        partNo => !parts.some(one => one.partNo === partNo) && keptOf({ partNo })?.of !== undefined,
      );
      return Object.assign({}, ...refused.map(partNo => noted({ partNo }, {})), ...parts.map(learnedOfPart));
    },
  };
}

function isAnothers({ of }: Kept, { fields }: RemotePart): boolean {
  return of !== undefined && textKey(of) !== textKey(nameText(fields.partName ?? ''));
}

function digestOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16);
}
