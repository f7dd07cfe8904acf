import type { BlockedOffering } from './legal-register.ts';

export interface Freed {
  /** Ids of the provisions to amend; fewer than asked for where more would free nothing. */
  provisions: string[];
  /** How many offerings that frees. */
  offerings: number;
  /** No other choice frees more; false: a good choice, not proved to be the best. */
  exact: boolean;
}

/** So many distinct sets of provisions, and so few to choose, are tried out whole. */
const exactSets = 40;
const exactChoice = 3;
/** Pairs of sets are looked at among so many, those that free most. */
const pairedSets = 60;

interface ProvisionSet {
  ids: readonly string[];
  offerings: number;
}

/**
 * Which `count` provisions to amend so that most offerings are free of law. An offering is free only when all its
 * provisions go, so the best single provisions are not the best together. Few sets are tried out whole; of more, sets are
 * taken one after the other by what they free, alone and in pairs.
 */
export function freedByLaw(blocked: readonly BlockedOffering[], count: number): Freed {
  const sets = usableSets(blocked, count);
  const exact = count <= exactChoice && sets.length <= exactSets;
  const best = exact ? tryAll(sets, count) : greedy(sets, count);
  return { provisions: [...best].sort(), offerings: freedBy(sets, best), exact };
}

/** Distinct sets of provisions that nothing else stands beside, largest effect first; larger ones than may be chosen cannot go. */
function usableSets(blocked: readonly BlockedOffering[], count: number): ProvisionSet[] {
  const sets = new Map<string, ProvisionSet>();
  for (const { provisions: ids, byLawAlone } of blocked) {
    if (!byLawAlone || ids.length > count) continue;
    const key = ids.join(' ');
    const known = sets.get(key);
    if (known) known.offerings++;
    else sets.set(key, { ids, offerings: 1 });
  }
  return [...sets.entries()]
    .sort(([a, x], [b, y]) => y.offerings - x.offerings || (a < b ? -1 : 1))
    .map(([, set]) => set);
}

function freedBy(sets: readonly ProvisionSet[], chosen: ReadonlySet<string>): number {
  return sets.reduce(
    (sum, { ids, offerings }) => (ids.every(id => chosen.has(id)) ? sum + offerings : sum),
    0,
  );
}

/** Every union of so many sets at most: more sets than provisions are never needed. */
function tryAll(sets: readonly ProvisionSet[], count: number): ReadonlySet<string> {
  let best: ReadonlySet<string> = new Set();
  let most = 0;
  const add = (chosen: ReadonlySet<string>, from: number, left: number) => {
    const freed = freedBy(sets, chosen);
    if (freed > most || (freed === most && chosen.size < best.size)) {
      best = chosen;
      most = freed;
    }
    if (left === 0) return;
    for (let at = from; at < sets.length; at++) {
      const wider = new Set([...chosen, ...sets[at]!.ids]);
      if (wider.size <= count && wider.size > chosen.size) add(wider, at + 1, left - 1);
    }
  };
  add(new Set(), 0, count);
  return best;
}

/** By what a provision frees on average, and by what a step frees at all; whichever comes out better. */
function greedy(sets: readonly ProvisionSet[], count: number): ReadonlySet<string> {
  const [first, second] = [
    greedyBy(sets, count, (gain, added) => gain / added),
    greedyBy(sets, count, gain => gain),
  ];
  return freedBy(sets, first!) >= freedBy(sets, second!) ? first! : second!;
}

function greedyBy(
  sets: readonly ProvisionSet[],
  count: number,
  worth: (gain: number, added: number) => number,
): ReadonlySet<string> {
  let chosen: ReadonlySet<string> = new Set();
  for (;;) {
    const left = sets.filter(({ ids }) => ids.some(id => !chosen.has(id)));
    const before = freedBy(sets, chosen);
    let best: { chosen: ReadonlySet<string>; worth: number; gain: number } | undefined;
    const look = (...taken: ProvisionSet[]) => {
      const wider = new Set([...chosen, ...taken.flatMap(({ ids }) => ids)]);
      if (wider.size > count || wider.size === chosen.size) return;
      const gain = freedBy(sets, wider) - before;
      const value = worth(gain, wider.size - chosen.size);
      if (!best || value > best.worth || (value === best.worth && gain > best.gain))
        best = { chosen: wider, worth: value, gain };
    };
    for (const set of left) look(set);
    const paired = left.slice(0, pairedSets);
    for (const [at, set] of paired.entries()) for (const other of paired.slice(at + 1)) look(set, other);
    if (!best) return chosen;
    chosen = best.chosen;
  }
}
