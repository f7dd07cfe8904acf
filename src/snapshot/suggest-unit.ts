import type { Agency } from '../domain/agency.ts';
import { localityNamed, ownLocality } from '../domain/localities.ts';
import { textKey, withoutAccents } from '../domain/text.ts';
import { type Territory, type UnitName, unitName } from '../domain/unit-name.ts';
import type { Suggestion } from './model.ts';
import { bestOf, leastScore, suggester } from './suggest.ts';

/** One of two names is written without accents. */
const accentlessWorth = 0.9;
/** Both are written with accents, and with other ones: a slip of the pen, or a neighbour. */
const otherAccentsWorth = 0.7;
/** What was a thị trấn may have become a xã; with anything else against it, it is not believed. */
const otherKindWorth = 0.7;
/** Only the bare name of a place: most likely its committee. */
const bareWorth = 0.8;
/** One of the two says where it is, and it fits. */
const saidOnceWorth = 0.95;

/**
 * Units of ours whose name a remote name can mean, best first. What many bodies are called ("Ủy ban nhân dân phường",
 * "Sở") counts only against a candidate, never for it: of a place the whole name must be the same, of an office
 * the words that are its own are weighed. Nothing here may be applied without a person.
 */
export function unitSuggester(agencies: readonly Agency[]): (name: string) => Suggestion[] {
  const units = agencies.map(agency => ({ agency, name: unitName(agency.name) }));
  const byCode = new Map(units.map(unit => [unit.agency.code, unit]));
  const ownWords = suggester(
    units.flatMap(({ agency: { code }, name: { own } }) => (own === '' ? [] : [{ code, name: own }])),
  );
  const top = agencies.find(({ parent }) => parent === undefined);
  const locality = ownLocality(top?.code ?? '', agencies);
  const ourCity = locality === undefined ? undefined : textKey(locality);

  /** Whether a unit lies in a place: by those above it, and the city itself. */
  const liesIn = ({ agency }: (typeof units)[number], place: Territory): boolean => {
    if (alike(place.name, ourCity ?? '') > 0) return true;
    for (let above = agency.parent; above !== undefined; above = byCode.get(above)?.agency.parent) {
      if (byCode.get(above)?.name.places.some(({ name }) => alike(name, place.name) > 0)) return true;
    }
    return false;
  };

  return name => {
    const elsewhere = localityNamed(name);
    if (elsewhere !== undefined && locality !== undefined && elsewhere !== locality) return [];
    const wanted = unitName(name);
    const words = new Map(
      (wanted.own === '' ? [] : ownWords(wanted.own)).map(({ code, score }) => [code, score]),
    );
    return bestOf(
      units.flatMap(unit => {
        const { code, name: called } = unit.agency;
        const likeness = placeOrOffice(wanted, unit.name, words.get(code) ?? 0, ourCity);
        if (likeness === 0) return [];
        const further = furtherPlaces(wanted, unit.name);
        const fits = further.every(place => liesIn(unit, place));
        const score = rounded(likeness * (further.length === 0 ? 1 : fits ? saidOnceWorth : otherKindWorth));
        return score < leastScore ? [] : [{ code, name: called, score }];
      }),
    );
  };
}

function placeOrOffice(
  wanted: UnitName,
  ours: UnitName,
  likeWords: number,
  ourCity: string | undefined,
): number {
  if (wanted.office !== '' && ours.office !== '' && wanted.office !== ours.office) return 0;
  const [place] = wanted.places;
  const [ourPlace] = ours.places;
  const plain = wanted.plain || ours.plain;
  const likePlace = () => (place && ourPlace ? placeLikeness(place, ourPlace, ourCity, plain) : 0);
  if (wanted.own === '') return ours.own === '' ? likePlace() : 0;
  if (ours.own === '') {
    const bare = wanted.office === '' && wanted.places.length === 0;
    return bare && ourPlace ? bareWorth * alike(wanted.own, ourPlace.name, plain) : 0;
  }
  // An office of a ward is not the one of the city.
  const placed = place?.commune || ourPlace?.commune || (place && ourPlace);
  return placed ? likeWords * likePlace() : likeWords;
}

function placeLikeness(
  one: Territory,
  other: Territory,
  ourCity: string | undefined,
  plain: boolean,
): number {
  if (one.commune !== other.commune) return 0;
  // "UBND thành phố" is that of our city.
  if (one.name === '' || other.name === '') {
    const named = one.name || other.name;
    if (one.kind !== other.kind) return 0;
    return named === '' ? 1 : saidOnceWorth * alike(named, ourCity ?? '', plain);
  }
  return (one.kind === other.kind ? 1 : otherKindWorth) * alike(one.name, other.name, plain);
}

/** How much two names of places are one: 1 for the same, less where accents differ, 0 for another. */
function alike(one: string, other: string, plain = false): number {
  if (one === other) return one === '' ? 0 : 1;
  if (withoutAccents(one) !== withoutAccents(other)) return 0;
  return plain ? accentlessWorth : otherAccentsWorth;
}

/** Places that the remote name says besides the one that was compared. */
function furtherPlaces(wanted: UnitName, ours: UnitName): Territory[] {
  const compared = wanted.own === '' || ours.places.length > 0 ? 1 : 0;
  return wanted.places.slice(compared).filter(({ name }) => name !== '');
}

function rounded(score: number): number {
  return Math.round(score * 1000) / 1000;
}
