import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Adapter } from '../../src/adapter/adapter.ts';
import { RemoteError } from '../../src/adapter/errors.ts';
import { openFolder } from '../../src/adapter/folder.ts';
import { createHttpClient } from '../../src/adapter/http-client.ts';
import { noDetails } from '../../src/adapter/kit/details.ts';
import { defaultMaxRows } from '../../src/adapter/kit/pages.ts';
import type { CaseRecord, OfferingRecord, ProcedureRecord, SourceRecord } from '../../src/adapter/records.ts';
import { localCode } from '../../src/domain/code.ts';
import { onlineLevel } from '../../src/domain/level.ts';
import type { CaseFacts } from '../../src/domain/procedure.ts';
import type { SandboxSeed } from '../sandbox/seed.ts';
import { listeningLog, testSettings } from './loopback.ts';

/** Where an adapter is tried: its pretended remote over HTTP, or a folder with files. */
export interface Stage {
  /** Of a host. */
  baseUrl?: string;
  /** Of files. */
  folder?: string;
  /** Adapter options that reach it. */
  options: Record<string, unknown>;
  /** Requests answered so far, by path; of a host only. */
  requests?: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

const fixedFiles = [
  'index.ts',
  'options.ts',
  'client.ts',
  'schema.ts',
  'check.ts',
  'read/everything.ts',
  'README.md',
];
const megabyte = 1024 * 1024;

/**
 * What every adapter promises, tried on its own stage. Every stage knows four quirks by these names: `down`, `html`
 * and `cut` (`true` = everywhere) and `hugeAnswer` (bytes). `home` is the adapter's folder among those of the product.
 */
export function describeAdapter(
  adapter: Adapter,
  seed: SandboxSeed,
  startStage: (seed: SandboxSeed, quirks: Record<string, unknown>) => Promise<Stage>,
  home?: URL,
): void {
  const running: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of running.splice(0)) await one.close();
  });

  const start = async (quirks: Record<string, unknown> = {}): Promise<Stage> => {
    const sandbox = await startStage(seed, quirks);
    running.push(sandbox);
    return sandbox;
  };

  const secretsIn = (options: Record<string, unknown>) =>
    adapter.secretOptions.flatMap(name => (typeof options[name] === 'string' ? [options[name]] : []));

  const open = (
    sandbox: Stage,
    changed: Record<string, unknown> = {},
    signal?: AbortSignal,
    maxRows = defaultMaxRows,
  ) => {
    const options = { ...sandbox.options, ...changed };
    const log = listeningLog();
    const parsed = adapter.options.parse(options);
    const context = {
      locality: seed.locality,
      maxRows,
      details: noDetails,
      log,
      signal: signal ?? new AbortController().signal,
      progress() {},
    };
    if (adapter.source === 'folder') {
      return { system: adapter.open(parsed, { ...context, files: openFolder(sandbox.folder!) }) };
    }
    const settings = { ...testSettings, maxAnswerBytes: megabyte, attempts: 2, secrets: secretsIn(options) };
    const http = createHttpClient(
      { ...settings, baseUrl: sandbox.baseUrl!, ...(signal ? { signal } : {}) },
      log,
      { firstWaitMs: 1, longestWaitMs: 5 },
    );
    running.push(http);
    return {
      system: adapter.open(parsed, { ...context, http, concurrency: adapter.defaults?.concurrency ?? 8 }),
      http,
    };
  };

  const readAll = async (sandbox: Stage, changed?: Record<string, unknown>): Promise<SourceRecord[]> => {
    const records: SourceRecord[] = [];
    for await (const record of open(sandbox, changed).system.read()) records.push(record);
    return records;
  };

  /** The error a reading or check ends with; it must be a `RemoteError` without a secret in it. */
  const failureOf = async (work: Promise<unknown>, secrets: readonly string[]): Promise<RemoteError> => {
    const error: unknown = await work.then(
      () => expect.unreachable('should have failed'),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(RemoteError);
    for (const secret of secrets) expect(`${error} ${JSON.stringify(error)}`).not.toContain(secret);
    return error as RemoteError;
  };

  describe(`${adapter.name} keeps the contract`, () => {
    it.runIf(home)('lives in its folder under the fixed names', async () => {
      const file = (name: string) => new URL(name, home);
      expect(fixedFiles.filter(name => !existsSync(file(name)))).toEqual([]);
      const { writer, readService } = open(await start()).system;
      expect(existsSync(file('write/writer.ts'))).toBe(writer !== undefined);
      expect(existsSync(file('read/service.ts'))).toBe(readService !== undefined);
      const readme = readFileSync(file('README.md'), 'utf8');
      const { properties = {} } = z.toJSONSchema(adapter.options, { io: 'input', unrepresentable: 'any' });
      expect(Object.keys(properties).filter(option => !readme.includes(option))).toEqual([]);
    });

    it('takes the options of its sandbox and refuses unknown ones; its secrets are options', async () => {
      const { options } = await start();
      expect(adapter.options.safeParse(options).success).toBe(true);
      expect(adapter.options.safeParse({ ...options, usrname: 'x' }).success).toBe(false);
      const { properties = {} } = z.toJSONSchema(adapter.options, { io: 'input', unrepresentable: 'any' });
      expect(Object.keys(properties)).toEqual(expect.arrayContaining([...adapter.secretOptions]));
    });

    it('cuts lists that have more rows than a list may have, and says so', async () => {
      const { properties = {} } = z.toJSONSchema(adapter.options, { io: 'input', unrepresentable: 'any' });
      const small = 'pageSize' in properties ? { pageSize: 1 } : {};
      const records: SourceRecord[] = [];
      for await (const record of open(await start(), small, undefined, 1).system.read()) records.push(record);
      const gaps = records.filter(record => record.kind === 'gap').map(({ reason }) => reason);
      expect(gaps).toContainEqual(expect.stringContaining('sau 1 dòng, phần sau không đọc'));
      expect(proceduresIn(records).length).toBeLessThan(seed.procedures.length);
    });

    it('tells of one procedure asked for by itself what reading everything tells', async () => {
      const sandbox = await start();
      const records = await readAll(sandbox);
      const { system } = open(sandbox);
      // Whoever writes has to look.
      expect(system.readService !== undefined || system.writer === undefined).toBe(true);
      const names = {
        agencyCode: ({ id }: { id: string }) => id,
        roleAt: () => undefined,
        levelWords: String,
      };
      if (!system.readService) return;
      const active = proceduresIn(records).filter(({ facts }) => facts.active !== false);
      for (const { code, facts } of active) {
        const asked = { names, cases: [], memory: {} };
        const state = await system.readService(localCode(code, seed.locality), asked);
        expect(state.exists).toBe(true);
        expect(facts).toMatchObject(told(state.facts ?? {}));
        const rows = records.filter(record => record.kind === 'offering' && record.procedure === code);
        // Of several rows the highest is what people meet.
        const offered = (rows as OfferingRecord[]).toSorted((a, b) => (a.level ?? 0) - (b.level ?? 0));
        const shown = new Map(offered.map(({ agency, level, account }) => [agency, { level, account }]));
        expect(Object.keys(state.offerings).sort()).toEqual([...shown.keys()].sort());
        for (const [agency, { level, account }] of Object.entries(state.offerings))
          expect(shown.get(agency)).toMatchObject({ level, ...(account !== undefined && { account }) });
        const cases = records.filter(record => record.kind === 'case' && record.procedure === code);
        const alone = Object.values(state.cases).flatMap(({ facts }) => facts ?? []);
        if (alone.length === 0) continue;
        const whole = (cases as CaseRecord[]).map(({ kind: _, procedure: __, ...one }) => one);
        expect(alone.toSorted(byKey)).toEqual(whole.toSorted(byKey));
      }
    });

    it('says in a check which account it is and what it may read', async () => {
      const sandbox = await start();
      const { account, access } = await open(sandbox).system.check();
      if (sandbox.options.username !== undefined) expect(account).toBe(sandbox.options.username);
      expect(access.length).toBeGreaterThan(0);
      expect(access.filter(one => !one.ok)).toEqual([]);
      if (sandbox.requests) expect(sandbox.requests.size).toBeGreaterThan(0);
    });

    it('reads every agency, procedure and offering of the city, without a gap', async () => {
      const records = await readAll(await start());
      expect(records.filter(record => record.kind === 'gap' || record.kind === 'quarantine')).toEqual([]);
      const agencies = records
        .filter(record => record.kind === 'agency')
        .map(({ id, name }) => `${id} ${name}`);
      expect(agencies.sort()).toEqual(seed.agencies.map(({ id, name }) => `${id} ${name}`).sort());

      const procedures = new Map(proceduresIn(records).map(record => [record.code, record]));
      for (const { code, name, active } of seed.procedures) {
        // One out of use may be hidden; shown as in use it would be offered.
        if (!active) expect(procedures.get(code)?.facts.active ?? false).toBe(false);
        else expect(procedures.get(code)).toMatchObject({ detail: 'read', facts: { name } });
      }
      expect(procedures.size).toBe(proceduresIn(records).length);

      const offered = records
        .filter(record => record.kind === 'offering')
        .filter(record => procedures.get(record.procedure)?.facts.active !== false)
        .map(({ procedure, agency, level }) => `${procedure} ${agency} ${level}`);
      const seeded = seed.procedures
        .filter(({ active }) => active)
        .flatMap(({ code, offerings }) => offerings.map(({ agency, level }) => `${code} ${agency} ${level}`));
      expect(offered.sort()).toEqual(adapter.capabilities.includes('offerings') ? seeded.sort() : []);
    });

    const [components, eform, workflow] = (['components', 'eform', 'workflow'] as const).map(part =>
      adapter.capabilities.includes(part),
    );
    it.runIf(components || eform || workflow)('reads of every case what it says it can read', async () => {
      const records = await readAll(await start());
      const offerings = adapter.capabilities.includes('offerings');
      for (const procedure of seed.procedures.filter(({ active }) => active)) {
        const cases = casesOf(procedure.code, records);
        const inOrder = [...cases].sort((a, b) => (a.name ?? a.key).localeCompare(b.name ?? b.key));
        expect(inOrder).toHaveLength(procedure.cases.length);
        for (const [index, seeded] of procedure.cases.entries()) {
          const read = inOrder[index]!;
          const names = read.components?.map(component => component.name);
          expect(names).toEqual(components ? seeded.components.map(component => component.name) : undefined);
          expect(eform ? (read.eform?.state ?? null) : null).toBe(eform && seeded.eform ? 'usable' : null);
          expect(workflow ? (read.workflow?.defects ?? null) : null).toEqual(
            workflow && seeded.workflow ? [] : null,
          );
          if (offerings) {
            // Of agencies whose level allows no online filing an adapter need not read the cases.
            const online = procedure.offerings.filter(({ level }) => (level ?? 0) >= onlineLevel);
            const open = (agencies: string[] | null) =>
              online
                .map(({ agency }) => agency)
                .filter(agency => agencies === null || agencies.includes(agency));
            expect(open(read.agencies)).toEqual(open(seeded.agencies));
          }
        }
      }
    });

    it('names every record by keys that are there, trimmed and composed, each row once', async () => {
      const sandbox = await start();
      const records = await readAll(sandbox);
      const keys = records.flatMap(keysOf);
      expect(keys.filter(key => key === '' || key !== key.trim() || key !== key.normalize('NFC'))).toEqual(
        [],
      );
      const rows = records.flatMap(record => (record.kind === 'offering' ? [record.row] : []));
      expect(new Set(rows).size).toBe(rows.length);
      const told = JSON.stringify(records);
      for (const secret of secretsIn(sandbox.options)) expect(told).not.toContain(secret);
    });

    it('reads the same again', async () => {
      const sandbox = await start();
      const sorted = async () => (await readAll(sandbox)).map(record => JSON.stringify(record)).sort();
      expect(await sorted()).toEqual(await sorted());
    });

    it.runIf(adapter.secretOptions.length > 0)('never takes wrong credentials for a success', async () => {
      const sandbox = await start();
      const wrong = Object.fromEntries(
        adapter.secretOptions.filter(name => name in sandbox.options).map(name => [name, 'khong-dung-1']),
      );
      expect(Object.keys(wrong)).not.toEqual([]);
      const check = await open(sandbox, wrong)
        .system.check()
        .catch(error => failureOf(Promise.reject(error), ['khong-dung-1']));
      // A system that serves guests as well can only say what they may not see.
      if (check instanceof RemoteError) expect(check.kind).toBe('refused');
      else expect(check.access.map(({ ok }) => ok)).toContain(false);
      const records = await readAll(sandbox, wrong).catch(error =>
        failureOf(Promise.reject(error), ['khong-dung-1']),
      );
      if (records instanceof RemoteError) expect(records.kind).toBe('refused');
      else expect(records.map(record => record.kind)).toContain('gap');
    });

    it('calls a system that is not there, or no more, unreachable', async () => {
      const sandbox = await start({ down: true });
      const secrets = secretsIn(sandbox.options);
      expect((await failureOf(open(sandbox).system.check(), secrets)).kind).toBe('unreachable');
      expect((await failureOf(readAll(sandbox), secrets)).kind).toBe('unreachable');
      await sandbox.close();
      expect((await failureOf(open(sandbox).system.check(), secrets)).kind).toBe('unreachable');
    });

    it.each([
      ['an HTML page for every answer', { html: true }],
      ['every answer cut short', { cut: true }],
      ['200 MB for an answer', { hugeAnswer: 200 * megabyte }],
    ])('never takes %s for an empty city', async (_what, quirks) => {
      const sandbox = await start(quirks);
      const secrets = secretsIn(sandbox.options);
      const records: SourceRecord[] = [];
      const reading = (async () => {
        for await (const record of open(sandbox).system.read()) records.push(record);
      })();
      const error = await reading.then(
        () => undefined,
        () => failureOf(reading, secrets),
      );
      // A page where data should be may be how a firewall refuses.
      if (error) expect(error.kind).toMatch(/^(not-understood|session|too-large|refused)$/);
      else expect(records.map(record => record.kind)).toContain('gap');
      expect(JSON.stringify(records)).not.toMatch(/<html|<!DOCTYPE/i);
    });

    it('stops reading when told to', async () => {
      const controller = new AbortController();
      const { system, http } = open(await start(), {}, controller.signal);
      const error = await failureOf(
        (async () => {
          for await (const record of system.read()) {
            if (record) controller.abort();
          }
        })(),
        [],
      );
      expect(error.kind).toBe('aborted');
      const sent = http?.requests;
      await failureOf(system.check(), []);
      expect(http?.requests).toBe(sent);
    });
  });
}

function byKey(one: CaseFacts, other: CaseFacts): number {
  return one.key < other.key ? -1 : 1;
}

/** Without what could not be told. */
function told(facts: object): object {
  return JSON.parse(JSON.stringify(facts));
}

function proceduresIn(records: readonly SourceRecord[]): ProcedureRecord[] {
  return records.filter(record => record.kind === 'procedure');
}

function casesOf(code: string, records: readonly SourceRecord[]): CaseFacts[] {
  const inline = proceduresIn(records).find(record => record.code === code)?.cases ?? [];
  return [
    ...inline,
    ...records.filter(record => record.kind === 'case' && record.procedure === code),
  ] as CaseFacts[];
}

function keysOf(record: SourceRecord): string[] {
  switch (record.kind) {
    case 'agency':
      return [record.id, record.name];
    case 'procedure':
      return [record.code];
    case 'offering':
      return [record.procedure, record.agency, record.row];
    case 'case':
      return [record.procedure, record.key];
    default:
      return [];
  }
}
