import type { ChangeTarget } from '../domain/push.ts';

export interface Placed {
  wave: number;
  target: ChangeTarget;
}

/** What an action stands on is missing: for good because of action `failed`, or (`undefined`) for the time being. */
export interface Break {
  failed: number | undefined;
}

/**
 * Which actions of one system must not begin, because something of an earlier wave that they stand on did not come
 * about: never a level before what it promises. What does not stand on it goes on.
 */
export class Chains {
  readonly #broken = new Map<string, (Placed & Break)[]>();

  /** @param broken Where earlier starts have failed or left something out. */
  constructor(broken: readonly (Placed & { failed: number })[] = []) {
    for (const { failed, ...place } of broken) this.breakAt(place, failed);
  }

  /** An action failed, or was left out because `failed` did; without `failed` it may still come about later. */
  breakAt({ wave, target }: Placed, failed: number | undefined): void {
    listAt(this.#broken, target.procedure).push({ wave, target, failed });
  }

  /** The break an action stands on; one for good before one for the time being. */
  breakUnder(action: Placed): Break | undefined {
    const broken = this.#broken.get(action.target.procedure) ?? [];
    const under = broken.filter(other => other.wave < action.wave && related(other.target, action.target));
    return under.find(({ failed }) => failed !== undefined) ?? under[0];
  }
}

export function listAt<Value>(map: Map<string, Value[]>, key: string): Value[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

/** Agencies wait for every case and the other way round; cases and agencies do not wait for one another. */
function related(a: ChangeTarget, b: ChangeTarget): boolean {
  if (a.case !== undefined && b.case !== undefined) return a.case === b.case;
  if (a.agency !== undefined && b.agency !== undefined) return a.agency === b.agency;
  return true;
}
