/**
 * `npm run check:monitoring`: a real `serve` is scraped after a run of the sandbox city; promtool looks at what it
 * says, at the alert rules, at what they do, and at every query of the dashboard; every metric named anywhere must be
 * one that is there.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { start } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import { smallCity } from '../support/small-city.ts';

/** Of Debian's package `prometheus`; npm has none. */
const program = 'promtool';

const monitoring = (file: string) =>
  fileURLToPath(new URL(`../../config/monitoring/${file}`, import.meta.url));

/** @throws Error with what promtool said unless it is content. */
function promtool(what: string, args: string[], input = ''): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, encoding: 'utf8' });
  if (error) throw new Error(`promtool is needed (Debian: apt-get install prometheus): ${error.message}`);
  if (status !== 0) throw new Error(`${what}: promtool ${args.join(' ')}\n${stdout}${stderr}`);
  process.stdout.write(`${what}: as it should be\n`);
}

async function scraped(place: Place): Promise<string> {
  const made = await ended([
    'keys',
    'create',
    '--name',
    'prometheus',
    '--role',
    'viewer',
    '--json',
    '--config',
    place.config,
  ]);
  const { key } = JSON.parse(made) as { key: string };
  const { child, ended: done } = start(['serve', '--config', place.config]);
  try {
    const answer = await fetch(`${await addressOf(child)}/metrics`, {
      headers: { authorization: `Bearer ${key}` },
    });
    if (!answer.ok) throw new Error(`/metrics: ${answer.status} ${await answer.text()}`);
    return await answer.text();
  } finally {
    child.kill('SIGTERM');
    await done;
  }
}

async function ended(args: string[]): Promise<string> {
  const { stdout, stderr, code } = await start(args).ended;
  if (code !== 0) throw new Error(`dvc-sync ${args.join(' ')}: ${code}\n${stderr}`);
  return stdout;
}

async function addressOf(child: ReturnType<typeof start>['child']): Promise<string> {
  let said = '';
  for (;;) {
    const [chunk] = await Promise.race([
      once(child.stderr!, 'data'),
      once(child, 'close').then(() => Promise.reject(new Error(`serve ended:\n${said}`))),
    ]);
    said += chunk;
    const port = /"port":(\d+)|http:\/\/127\.0\.0\.1:(\d+)/.exec(said);
    if (port) return `http://127.0.0.1:${port[1] ?? port[2]}`;
  }
}

/** Names of the exposition, those of a histogram's parts among them. */
function namesOf(exposition: string): Set<string> {
  const names = new Set<string>();
  for (const [, name, type] of exposition.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    names.add(name!);
    if (type === 'histogram') for (const part of ['bucket', 'sum', 'count']) names.add(`${name}_${part}`);
  }
  return names;
}

interface Panel {
  title: string;
  targets?: { expr: string }[];
}

/** Queries by where they stand. */
async function queries(): Promise<[where: string, expr: string][]> {
  const alerts = parse(await readFile(monitoring('alerts.yml'), 'utf8')) as {
    groups: { rules: { alert: string; expr: string }[] }[];
  };
  const dashboard = JSON.parse(await readFile(monitoring('grafana-dashboard.json'), 'utf8')) as {
    panels: Panel[];
  };
  const filled = (expr: string) => expr.replaceAll('$__rate_interval', '5m').replaceAll('$job', 'dvc-sync');
  return [
    ...alerts.groups.flatMap(({ rules }) => rules.map(({ alert, expr }): [string, string] => [alert, expr])),
    ...dashboard.panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }): [string, string] => [title, filled(expr)]),
    ),
  ];
}

const place = await placeOf(smallCity(), { server: { port: 0 } });
try {
  const { code, stderr } = await place.run();
  if (code !== 0) throw new Error(`run: ${code}\n${stderr}`);
  const exposition = await scraped(place);
  promtool('Metrics', ['check', 'metrics'], exposition);
  promtool('Alert rules', ['check', 'rules', monitoring('alerts.yml')]);
  promtool('Scrape configuration', ['check', 'config', '--syntax-only', monitoring('prometheus.yml')]);
  promtool('Alerts', ['test', 'rules', fileURLToPath(new URL('alerts.test.yml', import.meta.url))]);

  const asked = await queries();
  const there = namesOf(exposition);
  const missing = asked.flatMap(([where, expr]) =>
    [...expr.matchAll(/\b(?:dvc_sync|nodejs|process)_\w+/g)]
      .map(([name]) => name)
      .filter(name => !there.has(name))
      .map(name => `${where}: ${name}`),
  );
  if (missing.length > 0) throw new Error(`Metrics that do not exist:\n${missing.join('\n')}`);
  // As recording rules promtool can read the dashboard's queries as well.
  const rules = asked.map(([, expr], index) => ({ record: `query_${index}`, expr }));
  const file = join(place.folder, 'queries.yml');
  await writeFile(file, stringify({ groups: [{ name: 'queries', rules }] }));
  promtool(`Queries (${asked.length})`, ['check', 'rules', file]);
} finally {
  await place.close();
}
