import { bySpelling, isPlain, textKey, withoutAccents } from './text.ts';

/** What a territory is, with the letters people shorten it to. */
export const territoryKinds: readonly { long: string; short: string; commune: boolean }[] = [
  { long: 'phường', short: 'p', commune: true },
  { long: 'xã', short: 'x', commune: true },
  { long: 'thị trấn', short: 'tt', commune: true },
  { long: 'quận', short: 'q', commune: false },
  { long: 'huyện', short: 'h', commune: false },
  { long: 'thị xã', short: 'tx', commune: false },
  { long: 'thành phố', short: 'tp', commune: false },
  { long: 'tỉnh', short: 't', commune: false },
];

/** What bodies of one kind are all called before what is their own; the longer before what it begins with. */
const offices: readonly { long: string; short?: string }[] = [
  { long: 'ủy ban nhân dân', short: 'ubnd' },
  { long: 'hội đồng nhân dân', short: 'hđnd' },
  { long: 'công an', short: 'ca' },
  { long: 'sở' },
  { long: 'ban quản lý', short: 'bql' },
  { long: 'ban chỉ huy quân sự' },
  { long: 'bộ chỉ huy quân sự' },
  { long: 'văn phòng', short: 'vp' },
  { long: 'chi cục' },
  { long: 'cục' },
  { long: 'chi nhánh', short: 'cn' },
  { long: 'trung tâm' },
  { long: 'thanh tra' },
  { long: 'trạm y tế' },
  { long: 'phòng' },
  { long: 'ban' },
];

/** Short forms of what places are: "p", "tp". */
export const shortKinds: ReadonlySet<string> = new Set(territoryKinds.map(({ short }) => short));

const shortening = bySpelling(spelled => {
  const forms = new Map(
    [...offices, ...territoryKinds].flatMap(({ long, short }) =>
      short === undefined ? [] : [[spelled(long), spelled(short)] as const],
    ),
  );
  const longestFirst = [...forms.keys()].sort((a, b) => b.length - a.length);
  const any = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  return (key: string) => key.replace(any, long => forms.get(long)!);
});

/** A key with what bodies and places are called in its short form, so that long and short are one. */
export function shortened(key: string): string {
  return shortening(key)(key);
}

export interface Territory {
  kind: string;
  commune: boolean;
  /** As a key; empty where only the kind is named ("UBND thành phố"). */
  name: string;
}

/** The name of a body in its parts, all as keys: what many share, what is its own, and where it is. */
export interface UnitName {
  /** "sở", "ủy ban nhân dân" …; a ward named without one is its committee. Empty = could not tell. */
  office: string;
  /** "y tế"; empty where the place says all ("UBND phường An Bình"). */
  own: string;
  /** From the nearest outwards: phường An Bình, thành phố Cần Thơ. */
  places: Territory[];
  /** Written without any accent, as in a system that knows none. */
  plain: boolean;
}

const committee = 'ủy ban nhân dân';
/** Here "xã" is no commune, except in front of what governs one: "UBND xã Hội An". */
const noCommune = /(?:^| )(?:x[ãa] h[ộo]i|h[ợo]p t[áa]c x[ãa])(?= |$)/gu;
const governing = new Set(['', committee, 'hội đồng nhân dân', 'công an']);

/** "UBND P. An Bình, TP Cần Thơ" → the committee of phường An Bình in thành phố Cần Thơ. */
export function unitName(name: string): UnitName {
  const key = textKey(name);
  // Heads are known without accents only where the whole name has none: "Xà Phiên" is not a commune called Phiên.
  const plain = isPlain(key);
  const spelled = (long: string) => (plain ? withoutAccents(long) : long);
  let rest = key;
  let office = '';
  for (const { long, short } of offices) {
    const head = [spelled(long), short, short && withoutAccents(short)].find(
      each => each !== undefined && (rest === each || rest.startsWith(`${each} `)),
    );
    if (head === undefined) continue;
    office = long;
    rest = rest.slice(head.length).trim();
    break;
  }
  const [own, places] = splitAtPlaces(rest, spelled, office);
  return { office: office || (own === '' && places.length > 0 ? committee : ''), own, places, plain };
}

function splitAtPlaces(
  text: string,
  spelled: (long: string) => string,
  office: string,
): [own: string, places: Territory[]] {
  const shielded = text.replace(noCommune, (words, at) =>
    at === 0 && governing.has(office) && words.startsWith('x') ? words : words.replace(/x(?=[ãa])/u, 'x\0'),
  );
  const words = shielded.split(' ').filter(Boolean);
  const own: string[] = [];
  const places: { kind: string; commune: boolean; words: string[] }[] = [];
  for (let at = 0; at < words.length; ) {
    const found = territoryKinds.find(({ long, short }) => {
      const head = spelled(long);
      const here = words.slice(at, at + head.split(' ').length).join(' ') === head;
      // Letters are a ward or a district only where one can stand: in front, or after what a place is called. What follows
      // "Sở" is a field of work.
      const mayStand = (at === 0 && office !== 'sở') || places.length > 0 || short === 'tp';
      return here || (words[at] === short && at + 1 < words.length && mayStand);
    });
    const before = places.at(-1);
    // "xa Xa Phien": the second is the name.
    if (found && !(before?.kind === found.long && before.words.length === 0)) {
      const head = spelled(found.long).split(' ');
      at += words.slice(at, at + head.length).join(' ') === head.join(' ') ? head.length : 1;
      places.push({ kind: found.long, commune: found.commune, words: [] });
    } else {
      (before?.words ?? own).push(words[at]!);
      at += 1;
    }
  }
  const joined = (parts: string[]) => parts.join(' ').replaceAll('\0', '');
  return [joined(own), places.map(({ words: named, ...place }) => ({ ...place, name: joined(named) }))];
}
