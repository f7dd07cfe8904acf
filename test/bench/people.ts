import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import type { DiscrepancyLine, RunSummary } from '../../src/domain/run.ts';
import type { TaskRow } from '../../src/domain/task.ts';
import { row, whole, xlsx } from '../review/corpus/make.ts';
import { startCity } from '../sandbox/city/servers.ts';
import { departmentCodes } from '../sandbox/dvcqg-2026/city.ts';
import { plantedPortalCity } from '../sandbox/dvcqg-2026/planted-city.ts';
import { startSandbox } from '../sandbox/dvcqg-2026/sandbox.ts';
import { createState } from '../sandbox/dvcqg-2026/state.ts';

const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
/** Pages that are gone, show another procedure, show another unit; the same number of each is right. */
const linksOfKind = 4;
const toRegister = 6;

/**
 * A city of 2,000 offerings in four systems, run as a user runs it: what was planted and what was found, by rule; requests
 * to the national portal; registrations closing and opening by themselves; the sentence the report opens with.
 */
export async function peopleBench(): Promise<string[]> {
  const { city, people, truth, offerings } = await plantedPortalCity();
  const codes = departmentCodes(city.locality, city.agencies);
  const unitOf = new Map([...codes].map(([unit, department]) => [department, unit]));
  const nameOf = new Map(city.agencies.map(({ code, name }) => [code, name]));

  const pages = new Map<string, { status: number; body: string }>();
  const links = createServer((request, response) => {
    const { status, body } = pages.get(request.url!) ?? { status: 404, body: '' };
    response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(body);
  });
  await new Promise<void>(done => links.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(links.address() as AddressInfo).port}`;
  const planted = truth.map(
    ({ rule, procedure, units }) => `${rule} ${procedure} ${[...units].sort().join()}`,
  );
  planted.push(...plantLinks());

  const running = await startCity(city);
  const portal = await startSandbox(people);
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-bench-'));
  const config = await running.writeConfiguration(folder, {
    reviews: {
      milestones: [
        { id: 'm', name: 'Đăng ký', due: '2099-10-31', what: 'registration', owner: 'regulatory' },
      ],
    },
    thresholds: { shrinkShare: 1 },
  });
  const written = parse(await readFile(config, 'utf8'));
  written.systems.nationalPortal = {
    ...{ role: 'nationalPortal', adapter: 'dvcqg-2026', baseUrl: portal.baseUrl, ratePerSecond: 5_000 },
    links: { enabled: true, hosts: [host], perSecond: 10 },
  };
  await writeFile(config, stringify(written));
  const out = join(folder, 'out');
  const run = () => command(['run', '--config', config, '--out', out]);
  try {
    await run();
    const lines: string[] = [];
    const summary = JSON.parse(await readFile(join(out, 'summary.json'), 'utf8')) as RunSummary & {
      people: { sentence: string };
    };
    const found = (await readFile(join(out, 'discrepancies.ndjson'), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as DiscrepancyLine & { evidence: { agencies?: string[] } })
      .map(
        ({ rule, procedure, agency, evidence }) =>
          `${rule} ${procedure} ${agency ?? [...(evidence.agencies ?? [])].sort().join()}`,
      );
    const rules = [...new Set(planted.map(one => one.split(' ')[0]!))];
    for (const rule of rules) {
      const [wanted, there] = [planted, found].map(all => all.filter(one => one.startsWith(`${rule} `)));
      const right = wanted!.filter(one => there!.includes(one)).length;
      lines.push(`${rule}: planted ${wanted!.length}, found ${right}, false ${there!.length - right}`);
    }
    const details = portal.visits.filter(({ path }) => path.endsWith('get-formality-by-citizen')).length;
    const size = (list: readonly unknown[]) => Math.ceil(list.length / 200);
    const rows = createState(people).offerings.filter(
      ({ department }) => department.top.code === city.locality,
    );
    const byAudience = [...Map.groupBy(rows, ({ audience }) => audience).values()];
    const least = 3 + size(people.procedures) + byAudience.reduce((sum, list) => sum + size(list), 0);
    lines.push(
      `requests to the national portal for ${offerings} offerings: ${portal.visits.length - details} for lists, least possible ${least}; ${details} for details of ${people.procedures.length} procedures`,
    );
    lines.push(...(await registering()));
    lines.push(`the report opens with: ${summary.people.sentence}`);
    return lines;
  } finally {
    await portal.close();
    await running.close();
    links.closeAllConnections();
    links.close();
    await rm(folder, { recursive: true, force: true });
  }

  /** Links of offerings nothing else is planted at; those that are right and those that cannot be told are no truth. */
  function plantLinks(): string[] {
    const broken: string[] = [];
    const taken = new Set(truth.map(({ procedure }) => procedure));
    const listed = people.procedures
      .filter(({ code, active }) => active && !taken.has(code))
      .flatMap(({ code, listings }) => (listings ?? []).map(listing => ({ code, listing })));
    // Of several cases or audiences of a unit one link is shown.
    const free = [
      ...Map.groupBy(listed, ({ code, listing }) => `${code} ${listing.agency}`).values(),
    ].flatMap(same => (same.length === 1 ? same : []));
    const kinds = ['gone', 'other-procedure', 'other-unit', 'right', 'busy'] as const;
    for (const [at, { code, listing }] of free.slice(0, linksOfKind * kinds.length).entries()) {
      const kind = kinds[at % kinds.length]!;
      const path = `/${kind}/${at}`;
      const unit = unitOf.get(listing.agency)!;
      const other = city.agencies.find(({ code: of, tier }) => tier === 'commune' && of !== unit)!;
      const shown = kind === 'other-procedure' ? '9.999999' : code;
      const at_ = kind === 'other-unit' ? other.name : nameOf.get(unit)!;
      const status = kind === 'gone' ? 404 : kind === 'busy' ? 503 : 200;
      pages.set(path, {
        status,
        body: `<html><body><h1>Thủ tục ${shown}</h1><p>Cơ quan thực hiện: ${at_}</p></body></html>`,
      });
      listing.link = `http://${host}${path}`;
      if (kind !== 'right' && kind !== 'busy') broken.push(`broken-link ${code} ${unit}`);
    }
    return broken;
  }

  /** Three runs: asked for, seen at level 4, one taken back. */
  async function registering(): Promise<string[]> {
    const partly = people.procedures.flatMap(({ code, name, listings }) =>
      (listings ?? []).flatMap(({ agency, implementLevel }) =>
        implementLevel === 'PARTIAL' ? [{ code, name, agency }] : [],
      ),
    );
    const [department, own] = [...Map.groupBy(partly, ({ agency }) => agency)].toSorted(
      (a, b) => b[1].length - a[1].length,
    )[0]!;
    const list = [...new Map(own.map(one => [one.code, one])).values()].slice(0, toRegister);
    const file = join(folder, 'phu-luc-1.xlsx');
    await writeFile(
      file,
      await xlsx({
        rows: whole(
          'I',
          list.map(({ code, name }, at) => row(at + 1, code, 'X', 'X', name)),
        ),
      }),
    );
    await command(['review', 'import', file, '--unit', unitOf.get(department)!, '--config', config]);
    const states: string[] = [];
    const after = async (what: string) => {
      await run();
      const { stdout } = await command(['tasks', '--json', '--state', 'all', '--config', config]);
      const work = (JSON.parse(stdout) as TaskRow[]).filter(({ kind }) => kind === 'register-level');
      const count = (state: string) => work.filter(task => task.state === state).length;
      states.push(`registration, ${what}: ${count('open')} open, ${count('done')} done`);
    };
    const show = (shown: typeof list) =>
      portal.set(
        'implementLevels',
        Object.fromEntries(shown.map(({ code }) => [`${code} ${department}`, 'FULL'])),
      );
    await after(`first run after the list of ${list.length}`);
    show(list);
    await after('the portal shows level 4 for all');
    show(list.slice(2));
    await after('the portal no longer does for two');
    return states;
  }
}

function command(args: string[]): Promise<{ stdout: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', piece => {
    stdout += piece;
  });
  return new Promise(done => child.on('close', () => done({ stdout })));
}
