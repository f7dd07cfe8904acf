import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { ChildEnded, type ChildSettings, doneByChild } from '../../src/runtime/child/child.ts';
import type { ChildLimits } from '../../src/runtime/child/messages.ts';
import { starterConfiguration } from '../server/running.ts';
import { built } from '../support/built.ts';

const program = built('odd-child');
const orphan = built('orphan');
const wide: ChildLimits = { heapMegabytes: 300, residentMegabytes: 2_000, seconds: 600 };

describe('an errand in a process of its own', () => {
  let configuration: Configuration;
  beforeAll(async () => {
    configuration = { ...(await starterConfiguration('')), secrets: ['geheim-123'] };
  });

  function errand(
    given: { task: string; more?: unknown; opening?: number },
    { limits = wide, ...settings }: Partial<Omit<ChildSettings, 'program' | 'log' | 'told'>> = {},
  ) {
    const logged: Record<string, unknown>[] = [];
    const told: Record<string, unknown>[] = [];
    const answer = doneByChild(['work', '--errand', given.task], given, {
      ...{ program, configuration, limits },
      ...settings,
      log: pino({ level: 'debug' }, { write: line => void logged.push(JSON.parse(line)) }),
      told: word => void told.push(word as Record<string, unknown>),
    });
    // Looked at by whoever waits for it.
    answer.catch(() => {});
    return { answer, logged, told };
  }

  it('comes back with what it was given, its configuration and its log, each once', async () => {
    const { answer, logged, told } = errand({ task: 'tell', more: 'geheim-123' });
    expect(await answer).toEqual({
      when: new Date(0),
      bytes: new Uint8Array([1, 2]),
      city: configuration.city.locality,
      more: { more: 'geheim-123' },
    });
    expect(logged.filter(({ msg }) => msg === 'errand begun')).toEqual([
      expect.objectContaining({ level: 30, task: 'tell' }),
    ]);
    expect(JSON.stringify(logged)).not.toContain('geheim-123');
    // Nobody who lists processes reads what is nobody's business.
    expect(told[0]!.argv).toEqual(['work', '--errand', 'tell']);
    expect(told[0]!.limit).toContain('--max-old-space-size=300');
  });

  it.runIf(process.platform === 'linux')(
    'puts rows aside in the data folder, under no name, and leaves nothing there',
    async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'dvc-aside-'));
      const { answer } = errand({ task: 'aside' }, { configuration: { ...configuration, dataDir } });
      expect(await answer).toEqual([expect.stringMatching(new RegExp(`^${dataDir}/.* \\(deleted\\)$`))]);
      expect(await readdir(dataDir)).toEqual([]);
      await rm(dataDir, { recursive: true });
    },
  );

  it('is refused as the child refused it, and fails as it failed there', async () => {
    await expect(errand({ task: 'refuse' }).answer).rejects.toSatisfy(error =>
      isRefusal(error, 'reading-full'),
    );
    await expect(errand({ task: 'fail' }).answer).rejects.toThrow('the password is');
  });

  it.each<[string, string, Partial<ChildLimits>]>([
    ['takes longer than it may, and lets nothing else run', 'spin', { seconds: 3 }],
    ['takes longer than it may, and does not listen', 'deaf', { seconds: 3 }],
    ['fills its heap', 'heap', { heapMegabytes: 60 }],
    ['fills buffers, which lie outside the heap', 'buffers', { residentMegabytes: 250 }],
  ])('one that %s is ended from outside, and which limit it was is said', async (_what, task, limits) => {
    const { answer, logged, told } = errand({ task }, { limits: { ...wide, ...limits } });
    const by = 'seconds' in limits ? 'time' : 'memory';
    await expect(answer).rejects.toSatisfy(error => error instanceof ChildEnded && error.by === by);
    for (const { pid } of told) expect(isAlive(pid as number)).toBe(false);
    expect(logged.filter(({ level }) => level === 40)).toEqual([expect.objectContaining({ by })]);
  });

  it('one that is stopped or dies by itself is not taken for one that came to an answer', async () => {
    const { answer } = errand({ task: 'die' });
    await expect(answer).rejects.toSatisfy(error => error instanceof ChildEnded && error.by === 'death');
    const stop = new AbortController();
    const deaf = errand({ task: 'deaf' }, { signal: stop.signal, graceMs: 500 });
    await expect.poll(() => deaf.told.length).toBeGreaterThan(0);
    stop.abort();
    await expect(deaf.answer).rejects.toSatisfy(error => error instanceof ChildEnded && error.by === 'stop');
    expect(isAlive(deaf.told[0]!.pid as number)).toBe(false);
  });

  it('one that gets the signals meant for the whole service ends when its parent says so', async () => {
    const stop = new AbortController();
    const { answer, told } = errand({ task: 'listening' }, { signal: stop.signal, graceMs: 20_000 });
    await expect.poll(() => told.length).toBeGreaterThan(0);
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.kill(told[0]!.pid as number, signal);
    stop.abort();
    expect(await answer).toBe('put down');
  });

  it('the time it waits for what it works with is not counted', async () => {
    const { answer } = errand({ task: 'tell', opening: 1_500 }, { limits: { ...wide, seconds: 1 } });
    expect(await answer).toMatchObject({ bytes: new Uint8Array([1, 2]) });
  });

  it('an answer too large or unsendable is a failure that says so, and a long message is cut', async () => {
    await expect(errand({ task: 'large' }).answer).rejects.toThrow(/^an answer of \d+ bytes, more than/);
    await expect(errand({ task: 'unsendable' }).answer).rejects.toThrow('could not be cloned');
    await expect(errand({ task: 'wordy' }).answer).rejects.toThrow(/^x{20000}$/);
  });

  it('one that cannot be handed its errand, or not be started, is not left over', async () => {
    const unsendable = errand({ task: 'tell', more: () => 1 });
    await expect(unsendable.answer).rejects.toThrow('could not be cloned');
    await expect.poll(children).toBe(0);
    const { execPath } = process;
    try {
      process.execPath = '/nowhere/node';
      await expect(errand({ task: 'tell' }).answer).rejects.toSatisfy(
        error => error instanceof ChildEnded && error.by === 'death',
      );
    } finally {
      process.execPath = execPath;
    }
  });

  it.each(['deaf', 'spin'])('one whose parent is killed ends by itself: %s', async task => {
    const parent = spawn(process.execPath, [orphan, program, task], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [pid] = await once(parent.stdout, 'data');
    expect(isAlive(Number(pid))).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(Number(pid))).toBe(false);
  });
});

function children(): number {
  return process.getActiveResourcesInfo().filter(name => name === 'ProcessWrap').length;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
