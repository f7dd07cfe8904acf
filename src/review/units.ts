import type { Agency } from '../domain/agency.ts';
import { ownerNames } from '../domain/severity.ts';
import { isPlain, textKey, withoutAccents } from '../domain/text.ts';
import { shortened, shortKinds } from '../domain/unit-name.ts';
import { type Ladder, ladderOf } from './speakers.ts';

/** Whose list a text names. Several = it can be taken for any of them, none = it names nobody of ours. */
export interface UnitFinder {
  /** Title lines: full or shortened names, wherever they stand in them. */
  inTitles(lines: readonly string[]): string[];
  /** A name of a sheet or file, which is short: there the bare name ("Cái Khế") counts too. */
  inLabel(text: string): string[];
  /** A cell that is nothing but the name or code of a unit. */
  exactly(text: string): string | undefined;
  /** The unit that a line between rows or tables names; null where it names one nobody knows, undefined where none. */
  inHeading(line: string): string | null | undefined;
  name(code: string): string;
  /**
   * May rows of the other unit stand in a list of this one? Those of itself, of units below it and of those it can speak
   * for (`speakersFor`): a department those of districts and communes. The city and the two offices gather everybody's.
   */
  gathers(unit: string, other: string): boolean;
  /** Of one tier. */
  alike(unit: string, other: string): boolean;
  /** The city itself; it reviews nothing of its own, but its list of services already online is everybody's. */
  top: string | undefined;
}

/**
 * Finds units of the city by code and by the ways people write their names.
 *
 * @param technicalOffice as the city calls it (`ownerNames`): with VP UBND it takes all lists together.
 */
export function unitFinder(agencies: readonly Agency[], technicalOffice = ownerNames.technical): UnitFinder {
  const top = agencies.find(({ parent, tier }) => parent === undefined && tier === 'province')?.code;
  const ladder = ladderOf({ agencies, locality: top ?? '' });
  const byCode = new Map(agencies.map(({ code }) => [code.toUpperCase(), code]));
  const full: Index = new Map();
  const bare: Index = new Map();
  const places = new Set<string>();
  const plainLetters = new Set<string>();
  // People leave accents out; a key without them never hides one with.
  for (const { code, name } of agencies)
    for (const key of new Set(nameKeys(name).flatMap(each => [each, withoutAccents(each)]))) {
      const { titles, labels, place, letters } = keysOf(key);
      for (const each of titles) add(full, each, code);
      for (const each of [...titles, ...labels]) add(bare, each, code);
      if (place !== undefined) places.add(place);
      if (letters !== undefined && isPlain(letters)) plainLetters.add(letters);
    }
  const tierOf = (unit: string) => ladder.agency(unit)?.tier;

  const found = (texts: readonly string[], index: Index, spelled = (text: string) => text): string[] => {
    const coded = texts.flatMap(text => codesIn(text, byCode)).map(code => new Set([code]));
    if (coded.length > 0) return narrowed(coded, ladder);
    const named = texts.flatMap(text => {
      const readings = nameKeys(spelled(text).replace(plainNumber, ' ')).map(key => {
        const exact = longestNames(shortened(key), index, places);
        return exact.length > 0 || isPlain(key)
          ? exact
          : longestNames(shortened(withoutAccents(key)), index, places, plainLetters);
      });
      return readings.reduce((best, each) => (each.length > best.length ? each : best));
    });
    return narrowed(named, ladder);
  };

  const inTitles = (lines: readonly string[]) =>
    found(
      lines.filter(line => !attached.test(withoutAccents(textKey(line)))),
      full,
    );
  const exactly = (text: string) => {
    const code = byCode.get(text.trim().toUpperCase());
    if (code) return code;
    for (const key of nameKeys(text)) {
      const [head] = /^(?:(?:đơn vị|cơ quan|[ivx]+|\d+|[a-z]) (?=\p{L}{2}))*/u.exec(key)!;
      const name = shortened(key.slice(head.length));
      // "Q. Ninh Kiều" is not the ward of that name, "b) Ninh Kiều" is.
      const kind = head.trimEnd().split(' ').at(-1)!;
      const codes = bare.get(shortKinds.has(kind) && places.has(name) ? `${kind} ${name}` : name);
      if (codes?.size === 1) return [...codes][0];
    }
    return undefined;
  };

  const isOffice = (unit: string) =>
    unit === exactly(technicalOffice) || peoplesOffice.test(shortened(textKey(ladder.name(unit))));

  return {
    inTitles,
    inLabel: text => found([text], bare, spread),
    exactly,
    inHeading(line) {
      const exact = exactly(line);
      if (exact !== undefined) return exact;
      if (line.length > longestHeading) return undefined;
      const [unit, ...others] = inTitles([line]).filter(code => code !== top);
      if (unit !== undefined) return others.length === 0 ? unit : null;
      return stranger.test(withoutAccents(textKey(line))) && inTitles([line]).length === 0 ? null : undefined;
    },
    name: ladder.name,
    gathers: (unit, other) =>
      unit === other ||
      unit === top ||
      ladder.above(other).includes(unit) ||
      (tierOf(unit) === 'province' && (tierOf(other) !== 'province' || isOffice(unit))),
    alike: (unit, other) => tierOf(unit) === tierOf(other),
    top,
  };
}

/** "Văn phòng UBND thành phố", also where it is the office of the council too. */
const peoplesOffice = /^vp (?:.* )?ubnd(?: |$)/;
/** Longer lines tell of units rather than head what follows. */
const longestHeading = 120;
/** A line that can only be the name of a unit. */
const stranger =
  /^(?:[ivx]+ |\d+ |[a-z] )?(?:don vi )?(?:(?:ubnd|uy ban nhan dan) (?:phuong|xa|thi tran|quan|huyen)|phuong|thi tran|quan|huyen)(?: [a-z0-9]+){1,4}$/;

/** Says which plan or decision a list belongs to; the body it names is not the one that speaks. */
const attached = /kem theo|ban hanh|thuc hien (ke hoach|cong van)|kinh gui|noi nhan/;

/** By a name's key in its short forms. */
type Index = Map<string, Set<string>>;

function add(index: Index, key: string, code: string): void {
  index.set(key, (index.get(key) ?? new Set()).add(code));
}

/**
 * "TT&TT", "LĐ-TB&XH" are abbreviations like "TTTT"; between words the sign is read "và". Both, since in capitals words
 * are as short as abbreviations: "GIÁO DỤC & ĐÀO TẠO".
 */
function nameKeys(text: string): string[] {
  const joined = text.replace(
    /(?<=(?<!\p{L})\p{Lu}{1,4})\s?&\s?(?=\p{Lu}{1,4}(?!\p{L}))|(?<=(?<!\p{L})LĐ)\s?[-–]\s?(?=TB)/gu,
    '',
  );
  return [...new Set([joined, text].map(each => textKey(each.replaceAll('&', ' và '))))];
}

/** "So:     /TP-HT" at the head of a letter: its number, not "Sở TP". */
const plainNumber = /(?<!\p{L})so(?=[\s\d._…]{0,80}[:/…])/giu;

/** What names a body wherever it stands, and what does so only in a label; of a committee with the name of its place. */
function keysOf(key: string): { titles: string[]; labels: string[]; place?: string; letters?: string } {
  const short = shortened(key);
  const [, committee] = /^ubnd (.+)$/.exec(short) ?? [];
  if (committee !== undefined) {
    // "Cái Khế" of "p Cái Khế".
    const [kind = '', ...words] = committee.split(' ');
    const place = shortKinds.has(kind) && words.length > 0 ? words.join(' ') : undefined;
    return { titles: [short, committee], labels: place ? [place] : [], ...(place && { place }) };
  }
  const [, department, field] = /^(sở|so) (.+)$/.exec(key) ?? [];
  if (department === undefined || field === undefined) return { titles: [short], labels: [] };
  // "STTTT", "Sở TTTT"; "Tư pháp" for Sở Tư pháp.
  const initials = field.split(' ').flatMap(word => (word === 'và' || word === 'va' ? [] : word[0]!));
  const letters = `${department} ${initials.join('')}`;
  return {
    titles: [short, letters],
    labels: [shortened(field), department[0] + initials.join('')],
    letters,
  };
}

/** `PL1_UBND-P.CaiKhe.xlsx` → words apart. */
function spread(text: string): string {
  return text
    .replace(/\.[a-z]{3,4}$/i, '')
    .replace(/[_\-.,()[\]]+/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
}

function codesIn(text: string, byCode: ReadonlyMap<string, string>): string[] {
  // Only codes with a dot: the city's own is the tail of every procedure's.
  const found = text.toUpperCase().match(/(?<![A-Z0-9.])[A-Z]\d{1,4}(?:\.\d+)+/g) ?? [];
  return found.flatMap(code => byCode.get(code) ?? []);
}

/** Names in a text, those that are only part of a longer one left out ("Thới An" in "Thới An Đông"). */
function longestNames(
  key: string,
  index: ReadonlyMap<string, Set<string>>,
  places: ReadonlySet<string>,
  /** Names nothing here: where there are accents, "so tp" is "Số TP" or "hồ sơ TP" as well as "Sở TP". */
  unclear: ReadonlySet<string> = new Set(),
): Set<string>[] {
  const words = key.split(' ');
  const taken: { to: number; codes: Set<string> }[] = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = Math.min(words.length, from + longestName); to > from; to--) {
      const name = words.slice(from, to).join(' ');
      const codes = index.get(name);
      // "quận Ninh Kiều" is not the ward of that name.
      if (!codes || unclear.has(name) || (places.has(name) && shortKinds.has(words[from - 1] ?? '')))
        continue;
      // One that begins later but ends no later is part of the one before.
      if (to > (taken.at(-1)?.to ?? 0)) taken.push({ to, codes });
      break;
    }
  }
  return taken.map(({ codes }) => codes);
}
/** Syllables of the longest name of a body. */
const longestName = 14;

/**
 * Heads of letters name a body and what stands above it: the body is meant. A name that several bodies share is not
 * decided by which of them is lower, only by a superior that is named beside it.
 */
function narrowed(names: readonly Set<string>[], { above }: Ladder): string[] {
  const isAbove = (upper: string, lower: string) => above(lower).includes(upper);
  const sets = names.map(codes => {
    if (codes.size === 1) return codes;
    const beside = names.filter(other => other.size === 1).flatMap(other => [...other]);
    const below = [...codes].filter(code => beside.some(upper => isAbove(upper, code)));
    const fitting = below.filter(code => !below.some(other => isAbove(code, other)));
    return fitting.length > 0 ? new Set(fitting) : codes;
  });
  const kept = sets.filter(
    (codes, at) =>
      !sets.some(
        (others, other) => other !== at && [...codes].every(c => [...others].some(o => isAbove(c, o))),
      ),
  );
  return [...new Set(kept.flatMap(codes => [...codes]))];
}
