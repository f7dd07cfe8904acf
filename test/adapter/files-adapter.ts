import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { FolderAdapter, FolderContext } from '../../src/adapter/adapter.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import { cutWords, defaultMaxRows } from '../../src/adapter/kit/pages.ts';
import type {
  AgencyRecord,
  CaseRecord,
  OfferingRecord,
  ProcedureRecord,
  SourceRecord,
} from '../../src/adapter/records.ts';
import { gapRecord } from '../../src/adapter/unread.ts';
import type { ServiceState } from '../../src/domain/service-state.ts';
import type { SandboxSeed } from '../sandbox/seed.ts';
import type { Stage } from './contract-suite.ts';

/** A list in the folder, a file each, in the words of our records. */
const lists = ['agencies', 'procedures', 'offerings', 'cases'] as const;
type ListName = (typeof lists)[number];
interface Rows {
  agencies: AgencyRecord[];
  procedures: ProcedureRecord[];
  offerings: OfferingRecord[];
  cases: CaseRecord[];
}

const row = z.looseObject({ kind: z.string() });

/** An adapter of the tests for a system that nobody may ask: no host, no client, no sign-in. */
export const filesAdapter: FolderAdapter = {
  name: 'files',
  source: 'folder',
  title: 'Hệ thống thử bằng tệp',
  options: z.strictObject({ prefix: z.string().default('') }),
  secretOptions: [],
  capabilities: ['offerings', 'components'],
  open({ prefix }, context) {
    const one = <Name extends ListName>(name: Name) => readList(context, prefix, name);
    return {
      async check() {
        const files = await context.files.list();
        const names = files.map(({ name }) => name);
        const access = lists.map(name => ({ what: name, ok: names.includes(`${prefix}${name}.json`) }));
        for (const name of lists) await one(name);
        return { access };
      },
      async *read(): AsyncGenerator<SourceRecord> {
        for (const name of lists) {
          const { rows, cut } = await one(name);
          yield* rows;
          if (cut !== undefined) yield gapRecord(name, cut);
        }
      },
      async readService(procedure, { names }): Promise<ServiceState> {
        const [procedures, offerings, cases] = await Promise.all([
          one('procedures'),
          one('offerings'),
          one('cases'),
        ]);
        const found = procedures.rows.find(({ code }) => code === procedure);
        const state: ServiceState = { procedure, exists: !!found, offerings: {}, cases: {}, remote: null };
        if (found) state.facts = found.facts;
        const shown = offerings.rows.filter(each => each.procedure === procedure);
        for (const { agency, level } of shown.toSorted((a, b) => (a.level ?? 0) - (b.level ?? 0))) {
          const ours = names.agencyCode({ id: agency, name: '' });
          if (ours !== undefined && level !== undefined) state.offerings[ours] = { level };
        }
        for (const { kind: _, procedure: whose, ...facts } of cases.rows)
          if (whose === procedure) state.cases[facts.key] = { facts };
        return state;
      },
    };
  },
};

async function readList<Name extends ListName>(
  { files, maxRows = defaultMaxRows, signal }: FolderContext,
  prefix: string,
  name: Name,
): Promise<{ rows: Rows[Name]; cut?: string }> {
  if (signal.aborted) throw new RemoteError('aborted', 'đã dừng theo yêu cầu');
  const file = `${prefix}${name}.json`;
  const bytes = await files.read(file);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new RemoteError('not-understood', `${file}: không phải JSON`);
  }
  const rows = z.array(row).parse(value) as unknown as Rows[Name];
  if (rows.length <= maxRows) return { rows };
  return { rows: rows.slice(0, maxRows) as Rows[Name], cut: cutWords(maxRows) };
}

/** A folder with a city's files, with the faults every stage knows. */
export async function fillFolder(
  { agencies, procedures }: SandboxSeed,
  { down, html, cut, hugeAnswer }: Record<string, unknown> = {},
): Promise<Stage & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'dvc-sync-files-'));
  const rows: Rows = {
    agencies: agencies.map(({ id, name, tier }) => ({ kind: 'agency', id, name, tier })),
    procedures: procedures.map(({ code, name, active }) => ({
      ...{ kind: 'procedure', code, detail: 'read', facts: { name, active } },
    })),
    offerings: procedures.flatMap(({ code, offerings }) =>
      offerings.map(({ agency, level }, at): OfferingRecord => {
        return { kind: 'offering', procedure: code, agency, row: `${code}/${at}`, level };
      }),
    ),
    cases: procedures.flatMap(({ code, cases }) =>
      cases.map(({ key, name, agencies: open, components }): CaseRecord => {
        return { kind: 'case', procedure: code, key, name, agencies: open, components };
      }),
    ),
  };
  for (const name of lists) {
    const text = JSON.stringify(rows[name]);
    const shown = html
      ? '<!DOCTYPE html><html>Đăng nhập</html>'
      : cut
        ? text.slice(0, text.length / 2)
        : text;
    await writeFile(join(folder, `${name}.json`), shown);
    if (hugeAnswer) await truncate(join(folder, `${name}.json`), Number(hugeAnswer));
  }
  const close = () => rm(folder, { recursive: true, force: true });
  if (down) await close();
  return { folder, options: {}, close };
}
