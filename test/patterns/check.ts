import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from 'recheck';
import { type FoundPattern, patternsOf } from './find.ts';

/**
 * Every regular expression of the program takes time that grows no faster than its text: remotes and uploads decide
 * what it is shown. Ends 1 with file and line of those that do not.
 */
const verdicts = remembered(join(tmpdir(), 'dvc-sync-patterns.json'));
const patterns = globSync(['src/**/*.{ts,js}', 'adapters/**/*.ts'])
  .sort()
  .flatMap(file => patternsOf(file));
patterns.push(...(await builtIn('src/review/statements.ts')));
const byKey = Map.groupBy(patterns, ({ source, flags }) => `/${source}/${flags}`);

const waiting = [...byKey.keys()].filter(key => !verdicts.known.has(key));
await Promise.all(
  [1, 2, 3].map(async () => {
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      verdicts.known.set(key, await verdictOn(byKey.get(key)![0]!));
    }
  }),
);
verdicts.keep();

const slow = patterns.filter(({ source, flags }) => verdicts.known.get(`/${source}/${flags}`) !== 'safe');
for (const { file, line, source, flags } of slow) {
  console.error(`${file}:${line} ${verdicts.known.get(`/${source}/${flags}`)}: /${source}/${flags}`);
}
console.log(`${patterns.length} regular expressions, ${slow.length} not linear`);
process.exitCode = slow.length > 0 ? 1 : 0;

async function verdictOn({ source, flags }: FoundPattern): Promise<string> {
  // By counted steps, never by the clock: a busy machine must not find more.
  const result = await check(source, flags, {
    timeout: null,
    attackTimeout: null,
    incubationTimeout: null,
    recallTimeout: -1,
  });
  if (result.status === 'safe') return 'safe';
  if (result.status === 'unknown') return `could not be judged (${result.error.kind})`;
  return `${result.complexity.summary}, e.g. on ${result.attack.pattern.slice(0, 120)}`;
}

/** What a file builds of its phrases while it is loaded, which its text alone does not tell. */
async function builtIn(file: string): Promise<FoundPattern[]> {
  const found: FoundPattern[] = [];
  const { RegExp: plain } = globalThis;
  globalThis.RegExp = new Proxy(plain, {
    construct(target, [source, flags = '']: [string, string?]) {
      found.push({ file, line: 0, source, flags });
      return new target(source, flags);
    },
  });
  await import(join(process.cwd(), file));
  globalThis.RegExp = plain;
  return found;
}

/** Judging them all takes ten seconds; what was safe yesterday is today. */
function remembered(file: string) {
  let known = new Map<string, string>();
  try {
    known = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>));
  } catch {
    // Not there yet.
  }
  return {
    known,
    keep() {
      writeFileSync(file, JSON.stringify(Object.fromEntries(known)));
    },
  };
}
