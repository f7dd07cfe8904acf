import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { isRefusal, type RefusalParams } from '../../src/domain/refusal.ts';
import { openReader } from '../../src/runtime/reader.ts';
import { problemOf } from '../../src/server/problems/from-error.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { utf8 } from '../review/corpus/make.ts';
import { starterConfiguration } from '../server/running.ts';
import { type MadeFile, storeFile } from '../store/support.ts';
import { built } from '../support/built.ts';

const program = built('main');
const actor = { name: 'an', role: 'operator', origin: 'test' } as const;
const at = '2026-11-23T05:00:00.000Z';
const there = new AbortController().signal;

describe('who has people’s files read', () => {
  let file: MadeFile;
  let store: Store;
  let configuration: Configuration;
  beforeAll(async () => {
    file = await storeFile();
    store = await openStore(file.settings);
    configuration = { ...(await starterConfiguration('')), store: file.settings };
  });
  afterAll(async () => {
    await store.close();
    await file.drop();
  });

  const reader = (limits: { seconds?: number; residentMegabytes?: number }) =>
    openReader({
      ...{ program, store, configuration: () => configuration, log: pino({ level: 'silent' }) },
      limits: { heapMegabytes: 500, residentMegabytes: 1_000, seconds: 60, ...limits },
    });
  const given = async () => ({
    ...{ file: { name: 'a.csv', bytes: utf8('a,b') }, form: 'json' as const, actor, at, dryRun: true },
  });
  const refused =
    (code: 'file-too-heavy' | 'definitions-too-heavy', params: Partial<RefusalParams['file-too-heavy']>) =>
    (error: unknown) => {
      expect(isRefusal(error, code) && error.params).toMatchObject(params);
      // The same file is as heavy the next time; whoever looks after the definitions may mend those.
      expect(problemOf(error).status).toBe(code === 'file-too-heavy' ? 413 : 503);
      return true;
    };

  it('says that a file, or the definitions, were too much, and for what', async () => {
    await expect(reader({ residentMegabytes: 20 }).importReview(3, given, there)).rejects.toSatisfy(
      refused('file-too-heavy', { by: 'memory', megabytes: 20 }),
    );
    await expect(reader({ seconds: 0.001 }).definitions()).rejects.toSatisfy(
      refused('definitions-too-heavy', { by: 'time' }),
    );
  });

  it('takes no more than may wait, before anything of it is received', async () => {
    const { importReview } = reader({});
    const never = () => new Promise<never>(() => {});
    for (let n = 0; n < 11; n++) void importReview(3, never, there);
    const received: string[] = [];
    await expect(
      importReview(
        3,
        () => {
          received.push('something');
          return given();
        },
        there,
      ),
    ).rejects.toSatisfy(error => {
      const { status, headers, detail } = problemOf(error);
      expect([status, headers['retry-after']]).toEqual([503, '55']);
      expect(detail?.vi).toBe('Đang có 11 lượt chờ; thử lại sau 55 giây.');
      return true;
    });
    expect(received).toEqual([]);
    const large = reader({});
    void large.importReview(40_000_000, never, there);
    await expect(large.importReview(40_000_000, given, there)).rejects.toSatisfy(error =>
      isRefusal(error, 'reading-full'),
    );
  });

  it('reads nothing for who has left, and breaks off what it reads when the service stops', async () => {
    const brokenOff = (error: unknown) => {
      const isBrokenOff = isRefusal(error, 'reading-broken-off') || isRefusal(error, 'errand-broken-off');
      expect(isBrokenOff && error.params).toEqual({ maybeKept: false });
      return true;
    };
    const { importReview, definitions, stop } = reader({});
    await expect(importReview(3, given, AbortSignal.abort())).rejects.toSatisfy(brokenOff);
    const both = [importReview(3, given, there), definitions()].map(each =>
      expect(each).rejects.toSatisfy(brokenOff),
    );
    stop();
    await Promise.all(both);
  });

  it('reads the definitions once for all who ask at the same time', async () => {
    const { definitions } = reader({});
    const first = definitions();
    expect(definitions()).toBe(first);
    expect(await first).toEqual({ services: [], problems: [] });
  });
});
