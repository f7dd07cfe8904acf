import type { BookKind } from './book.ts';
import { limits, megabytes } from './limits.ts';
import { corrupt } from './unreadable.ts';
import { elements, parseXml, xmlText } from './xml.ts';

/** Parts by name, as packages compare names: without regard to case. A zip, or parts that were taken out of one. */
export interface Parts {
  /** How the package itself spells the name; undefined where there is no such part. */
  named(name: string): string | undefined;
  part(name: string): Promise<Uint8Array | undefined>;
}

export function partsOf(parts: ReadonlyMap<string, Uint8Array>): Parts {
  const spelled = new Map([...parts.keys()].map(name => [name.toLowerCase(), name]));
  const named = (name: string) => (parts.has(name) ? name : spelled.get(name.toLowerCase()));
  return { named, part: async name => parts.get(named(name) ?? '') };
}

/** What a package of Office is, and where the part lies that says so. */
export interface MainPart {
  kind: Extract<BookKind, 'xlsx' | 'xlsb' | 'docx'> | 'presentation';
  path: string;
}

/**
 * Content types of main parts (documents, templates, those with macros), and where programs put them by habit: a package
 * that says nothing is judged by these.
 */
const mainParts: [MainPart['kind'], type: RegExp, place?: string][] = [
  [
    'docx',
    /wordprocessingml\.(document|template)\.main\+xml$|ms-word\.(document|template)\.macroenabled\w{0,20}\.main\+xml$/i,
    'word/document.xml',
  ],
  ['xlsb', /ms-excel\.sheet\.binary\.macroenabled\.main$/i, 'xl/workbook.bin'],
  [
    'xlsx',
    /spreadsheetml\.(sheet|template)\.main\+xml$|ms-excel\.(sheet|template|addin)\.macroenabled\.main\+xml$/i,
    'xl/workbook.xml',
  ],
  ['presentation', /presentationml\.\w{1,20}\.main\+xml$|ms-powerpoint\.\w{1,20}\.\w{1,30}\.main\+xml$/i],
];

/** The main part of a package: what `_rels/.rels` points to, else what the content types call one, wherever it lies. */
export async function mainPart(zip: Parts): Promise<MainPart | undefined> {
  const types = await contentTypes(zip);
  for (const [type, target] of await relationships(zip, '')) {
    if (!type.endsWith('/officeDocument')) continue;
    const path = zip.named(target);
    const kind = path && (kindOf(types.of(path)) ?? (await kindByRoot(zip, path)));
    if (kind) return { kind, path };
  }
  for (const [name, type] of types.overrides) {
    const path = zip.named(name);
    const kind = path && kindOf(type);
    if (kind) return { kind, path };
  }
  for (const [kind, , place] of mainParts) {
    const path = place && zip.named(place);
    if (path) return { kind, path };
  }
  return undefined;
}

/** Type, target and id of what a part refers to within the package, as paths from its root; '' = the package itself. */
export async function relationships(
  zip: Parts,
  part: string,
): Promise<[type: string, target: string, id: string][]> {
  const slash = part.lastIndexOf('/') + 1;
  const name = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
  const xml = await indexPart(zip, name);
  if (!xml) return [];
  const found: [string, string, string][] = [];
  for (const { ':@': given } of elements(parseXml(xml, name), 'Relationship'))
    if (given?.Type && given.Target && given.TargetMode !== 'External')
      found.push([given.Type, resolved(given.Target, part), given.Id ?? '']);
  return found;
}

async function indexPart(zip: Parts, name: string): Promise<Uint8Array | undefined> {
  const xml = await zip.part(name);
  if (xml && xml.byteLength > limits.indexBytes)
    throw corrupt(`${name} lớn hơn ${megabytes(limits.indexBytes)}`);
  return xml;
}

function resolved(target: string, from: string): string {
  const base = new URL(from, 'http://package/');
  const url = URL.canParse(target, base.href) ? new URL(target, base) : base;
  try {
    return decodeURIComponent(url.pathname.slice(1));
  } catch {
    return url.pathname.slice(1);
  }
}

async function contentTypes(
  zip: Parts,
): Promise<{ overrides: [name: string, type: string][]; of(path: string): string }> {
  const xml = await indexPart(zip, '[Content_Types].xml');
  const nodes = xml ? parseXml(xml, '[Content_Types].xml') : [];
  const given = (element: string) =>
    [...elements(nodes, element)].map(({ ':@': attributes }) => attributes ?? {});
  const overrides = given('Override').map(
    ({ PartName = '', ContentType = '' }) => [PartName.replace(/^\//, ''), ContentType] as [string, string],
  );
  const byExtension = new Map(
    given('Default').map(({ Extension = '', ContentType = '' }) => [Extension.toLowerCase(), ContentType]),
  );
  return {
    overrides,
    of(path) {
      const key = path.toLowerCase();
      const own = overrides.find(([name]) => name.toLowerCase() === key)?.[1];
      return own ?? byExtension.get(key.slice(key.lastIndexOf('.') + 1)) ?? '';
    },
  };
}

function kindOf(type: string): MainPart['kind'] | undefined {
  return mainParts.find(([, pattern]) => pattern.test(type))?.[0];
}

/** Of a package whose content types say nothing: by the language its main part is written in. */
async function kindByRoot(zip: Parts, path: string): Promise<MainPart['kind'] | undefined> {
  const head = xmlText((await zip.part(path))!.subarray(0, 4_096));
  if (/wordprocessingml\/(2006\/)?main/.test(head)) return 'docx';
  return /spreadsheetml\/(2006\/)?main/.test(head) ? 'xlsx' : undefined;
}
