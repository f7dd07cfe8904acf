/** A paper that is to come: where it stood before it was taken away, or the row it takes the place of. */
export interface Place {
  /** Its row's place in the list as the portal shows it, and the number there; absent = it comes. */
  at?: number;
  order: number | null;
}

/**
 * The numbers (`stt`) papers are to stand under, in the order wanted. Rows keep theirs as long as the portal shows them in that
 * order and those that come fit in between, under the number they had where they had one; else all are numbered anew.
 */
export function numbersFor(places: readonly Place[]): number[] {
  return fitted(places, true) ?? fitted(places, false) ?? places.map((_, at) => at + 1);
}

function fitted(places: readonly Place[], asBefore: boolean): number[] | undefined {
  const numbers: number[] = [];
  let last = { at: -1, number: 0 };
  for (const [index, { at, order }] of places.entries()) {
    if (at !== undefined) {
      // What has no number is shown first.
      const number = order ?? 0;
      if (at < last.at || number < last.number) return undefined;
      last = { at, number };
      numbers.push(number);
      continue;
    }
    // Apart from both sides: nobody knows who is shown first under one number.
    const next = places.slice(index).find(place => place.at !== undefined);
    const free = (number: number) => number > last.number && (!next || number < (next.order ?? 0));
    const number = asBefore && order !== null && free(order) ? order : last.number + 1;
    if (!free(number)) return undefined;
    last = { at: last.at, number };
    numbers.push(number);
  }
  return numbers;
}
