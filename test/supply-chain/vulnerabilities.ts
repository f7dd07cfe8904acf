import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { shippedFolders } from './shipped.ts';

/**
 * Asks the registry for known vulnerabilities of what is installed or built in. High and critical ones fail unless
 * they stand in `accepted`, each with the day until which somebody has judged it harmless here; lower ones are printed.
 * A registry that does not answer this question fails nothing: it is said in one line nobody overlooks.
 */
const accepted: Record<string, { until: string; why: string }> = {};

interface Advisory {
  url: string;
  title: string;
  severity: string;
  name: string;
  range: string;
}

export interface Judged {
  lines: string[];
  fails: boolean;
}

/** What an answer of `npm audit --json` comes to on `today` (`YYYY-MM-DD`). */
export function judged(
  answer: string,
  today: string,
  known = accepted,
  shipped?: ReadonlySet<string>,
): Judged {
  const report = reportIn(answer);
  if (!report)
    return {
      lines: [
        `!!!!! VULNERABILITIES NOT CHECKED: this registry gave no answer to npm audit. Ask one that does before a release. !!!!!`,
      ],
      fails: false,
    };
  const advisories = new Map<string, Advisory>();
  for (const { via, nodes = [] } of Object.values(report)) {
    if (shipped && !nodes.some(folder => shipped.has(folder))) continue;
    for (const advisory of via) if (typeof advisory !== 'string') advisories.set(advisory.url, advisory);
  }
  const serious = [...advisories.values()].filter(
    ({ severity, url }) => ['high', 'critical'].includes(severity) && !((known[url]?.until ?? '') >= today),
  );
  return {
    lines:
      advisories.size === 0
        ? ['No known vulnerabilities.']
        : [...advisories.values()].map(
            ({ severity, name, range, title, url }) =>
              `${severity}: ${name} ${range}: ${title} ${url}${known[url] ? ` (accepted until ${known[url].until}: ${known[url].why})` : ''}`,
          ),
    fails: serious.length > 0,
  };
}

function reportIn(
  answer: string,
): Record<string, { via: (string | Advisory)[]; nodes?: string[] }> | undefined {
  try {
    return JSON.parse(answer)?.vulnerabilities ?? undefined;
  } catch {
    return undefined;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  // It ends with 1 for findings and for no answer alike: what it says decides.
  execFile(
    'npm',
    ['audit', '--json'],
    { maxBuffer: 64 * 1_024 * 1_024, timeout: 120_000 },
    async (_error, stdout) => {
      const today = new Date().toISOString().slice(0, 10);
      const { lines, fails } = judged(stdout, today, accepted, await shippedFolders());
      for (const line of lines) process.stderr.write(`${line}\n`);
      if (fails) process.exitCode = 1;
    },
  );
