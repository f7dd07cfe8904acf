import { isHostFailure, RemoteError } from '../../../src/adapter/errors.ts';
import type { Oddity } from '../../../src/adapter/kit/parse-lenient.ts';
import type { GapRecord, Lost, NoteRecord, QuarantineRecord } from '../../../src/adapter/records.ts';
import { gapRecord, isGap, losing, noteRecord, quarantineRecord } from '../../../src/adapter/unread.ts';
import { isRemoteWord } from '../answer.ts';

/** Kinds of things that are read one by one, with their name in sentences. */
const kinds = {
  procedure: 'chi tiết thủ tục',
  offering: 'cấu hình dịch vụ',
  option: 'phương án xử lý của cấu hình dịch vụ',
  template: 'mẫu thành phần hồ sơ',
  eform: 'kịch bản biểu mẫu',
  workflow: 'quy trình',
} as const;

export type Kind = keyof typeof kinds;

/** From here on, with most of a kind failing, asking on would only cost hours. */
const hopelessCount = 30;
const hopelessShare = 0.5;

/** Keeps what could not be read apart from what is not there, and counts it. */
export interface Meter {
  /**
   * Reads one thing. `undefined`: could not tell, and the reason went to quarantine. Failures of the host as a whole
   * are thrown on. Of a kind that mostly fails nothing more is asked for. `lost`: what is lost where it is a list: that it
   * is refused says nothing of what is in it.
   */
  read<T>(kind: Kind, key: string, work: () => Promise<T>, lost?: Lost): Promise<T | undefined>;
  /** `lost`: what is lost with it, as far as known. */
  refuse(part: string, key: string, oddities: Oddity[], lost?: Lost): void;
  /** One thing of the kind was not asked for, since it is known from an earlier reading. */
  known(kind: Kind): void;
  /** How a part was read, where it was not as usual; Vietnamese. */
  note(text: string): void;
  /** A list that showed fewer rows than it says it has. */
  notWhole(part: string, what: string): void;
  /** Quarantine since the last call. */
  drain(): QuarantineRecord[];
  /** What is to be said at the end of the whole reading. */
  gaps(): (GapRecord | NoteRecord)[];
}

export function createMeter(): Meter {
  const asked = new Map<Kind, number>();
  const unread = new Map<Kind, number>();
  /** Why the first of a kind could not be read. */
  const causes = new Map<Kind, string>();
  const givenUp = new Set<Kind>();
  const shortLists = new Map<string, Set<string>>();
  const notes = new Set<string>();
  let quarantine: QuarantineRecord[] = [];

  const refuse = (part: string, key: string, oddities: Oddity[], lost?: Lost) => {
    const flaws = oddities.map(({ path, reason }) => quarantineRecord(part, key, path, reason));
    quarantine.push(...(lost ? losing(flaws, lost) : flaws));
  };
  const hopeless = (kind: Kind) => {
    const failed = unread.get(kind) ?? 0;
    return failed >= hopelessCount && failed > hopelessShare * (asked.get(kind) ?? 0);
  };

  return {
    async read(kind, key, work, lost) {
      const isHopeless = hopeless(kind);
      asked.set(kind, (asked.get(kind) ?? 0) + 1);
      try {
        if (!isHopeless) return await work();
        givenUp.add(kind);
        throw new RemoteError('not-understood', `không hỏi nữa vì phần lớn ${kinds[kind]} không đọc được`);
      } catch (error) {
        if (!(error instanceof RemoteError) || isHostFailure(error)) throw error;
        refuse(kind, key, [{ path: '', reason: error.message }], lost);
        // A service that is listed but cannot be given is unread whatever the remote says; others may be dangling ids.
        if (kind === 'procedure' || lost || !isRemoteWord(error)) {
          unread.set(kind, (unread.get(kind) ?? 0) + 1);
          if (!causes.has(kind)) causes.set(kind, error.message);
        }
        return undefined;
      }
    },
    refuse,
    known: kind => void asked.set(kind, (asked.get(kind) ?? 0) + 1),
    note: text => void notes.add(text),
    notWhole(part, what) {
      shortLists.set(part, (shortLists.get(part) ?? new Set()).add(what));
    },
    drain() {
      const drained = quarantine;
      quarantine = [];
      return drained;
    },
    gaps() {
      const short = [...shortLists].map(([part, [what, ...others]]): GapRecord => {
        const more = others.length > 0 ? ` (và ${others.length} danh sách khác)` : '';
        return gapRecord(part, `${what}${more}`);
      });
      const failed = [...unread].flatMap(([kind, count]) => {
        const all = asked.get(kind) ?? 0;
        // What we chose not to ask for is missing however many there are of its kind.
        if (!givenUp.has(kind) && !isGap(count, all)) return [];
        const cause = givenUp.has(kind) ? `; không hỏi hết vì phần lớn lỗi, như: ${causes.get(kind)}` : '';
        return [gapRecord(kind, `không đọc được ${count}/${all} ${kinds[kind]}${cause}`)];
      });
      return [...short, ...failed, ...[...notes].map(noteRecord)];
    },
  };
}
