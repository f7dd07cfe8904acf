import type { DesiredComponent } from '../../domain/service.ts';
import { textKey } from '../../domain/text.ts';
import type { Memory } from '../service-request.ts';
import { makingAnew, type Named, seenBack, takenAt, takenName, takenOf, taking } from './taken-away.ts';

type Paper = Pick<DesiredComponent, 'name' | 'code'>;

/** The papers of a case that we have taken away: by name and code, of which a definition may leave the code out. */
export function takenPapers<Row extends object>(key: string, kind: string, memory: Memory) {
  const nameOf = ({ name, code = '' }: Paper) =>
    takenName(key, kind, textKey(name), code.normalize('NFC').trim());
  return {
    /**
     * What each of those that come was: the one of its code, else where one of its name is left on either side, those two. Of
     * several that are called the same nobody could say which was which.
     */
    of(come: readonly Paper[]): (Named<Row> | undefined)[] {
      const names = come.map(nameOf);
      const exact = names.map(name => {
        const taken = names.filter(one => one === name).length === 1 && takenAt<Row>(memory, name);
        return taken ? { ...taken, name } : undefined;
      });
      const claimed = new Set(exact.map(one => one?.name));
      const namesakes = Map.groupBy(
        come.filter((_, at) => !exact[at]),
        ({ name }) => textKey(name),
      );
      return come.map(({ name }, at) => {
        if (exact[at]) return exact[at];
        const thing = textKey(name);
        const left = takenOf<Row>(memory, key, kind, thing).filter(one => !claimed.has(one.name));
        return left.length === 1 && namesakes.get(thing)!.length === 1 ? left[0] : undefined;
      });
    },
    taking: (paper: Paper, row: Row) => taking(memory, nameOf(paper), row),
    /** `taken` is made again as `paper`. */
    making: (taken: Named<Row> | undefined, paper: Paper) =>
      taken ? makingAnew(memory, taken.name, { name: nameOf(paper) }) : {},
    /** Papers that are there need not be remembered. */
    back: (there: readonly Paper[]) =>
      seenBack(memory, key, kind, new Map(there.map(paper => [nameOf(paper), true]))),
  };
}
