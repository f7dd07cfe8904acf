import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/plan/plan.ts';
import { sandboxCity } from '../sandbox/city/city.ts';
import { dvcSync, readLines, readSummary, start } from '../support/command.ts';
import { type Place, placeOf } from '../support/place.ts';
import {
  approved,
  architect,
  levelByHand,
  type PushPlace,
  planned,
  poor,
  pushPlace,
  samples,
  writes,
} from '../support/push-place.ts';

describe('pushing', () => {
  let place: PushPlace;
  beforeAll(async () => {
    place = await pushPlace({ push: { maxShare: 1 } }, { small: true, communes: 83 });
  });
  afterAll(() => place.close());

  test('plans in order, for both systems, and sends nothing', async () => {
    const plan = await planned(place, '--only', architect);
    expect(new Set(plan.actions.map(({ system }) => system))).toEqual(new Set(['portal', 'oneStop']));
    expect(plan.actions.at(-1)!.change.kind).toBe('set-level');
    expect(writes(place)).toEqual([]);
    const audit = await dvcSync(['audit', 'list', '--json', '--limit', '1', '--config', place.config]);
    expect(JSON.parse(audit.stdout)).toMatchObject([
      { who: plan.author, origin: 'cli', action: 'make-plan', target: plan.id, outcome: 'done' },
    ]);
  });

  test('refuses a plan whose procedure was changed there since, and names the item', async () => {
    const stale = await planned(place, '--only', poor);
    const file = join(place.services, poor, 'service.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('post: true', 'post: false'));
    const { code, stderr } = await place.call('apply', stale.id);
    await writeFile(file, text);
    expect(code).toBe(1);
    expect(stderr).toContain(poor);
    expect((await place.call('apply', stale.id)).code).toBe(1);
    expect(writes(place)).toEqual([]);
  });

  test('cannot tell whether a plan still stands when its system does not answer, and keeps it', async () => {
    const plan = await planned(place, '--only', poor);
    const good = await readFile(place.config, 'utf8');
    const { password } = place.city.servers.portal.options as { password: string };
    await writeFile(place.config, good.replaceAll(password, 'sai-mat-khau'));
    const { code, stdout, stderr } = await place.call('apply', plan.id);
    await writeFile(place.config, good);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^Lỗi: chưa biết kế hoạch .* còn đúng hay không.*trên portal: đăng nhập bị từ chối/,
    );
    expect(stderr).not.toContain('sai-mat-khau');
    const copy = join(place.folder, 'xem.json');
    expect((await place.call('plan', 'show', plan.id, '--out', copy)).stdout).toContain(
      'Trạng thái: chờ áp dụng',
    );
    expect(JSON.parse(await readFile(copy, 'utf8'))).toEqual(plan);
    expect(writes(place)).toEqual([]);
  });

  test.each([
    ['apply', 'P1'],
    ['rollback', 'P1'],
    ['plan', 'show', 'P1'],
    ['approve', 'P1', '--as', 'Nguyễn Văn A', '--reason', 'đã xem'],
  ])('%s of a plan that there is not is wrong use', async (...args) => {
    expect(await place.call(...args)).toEqual({
      code: 64,
      stdout: '',
      stderr: 'Lỗi: không có kế hoạch P1.\n  Dùng: dvc-sync plan list\n',
    });
  });

  test('applies, verifies, and then there is nothing left to do; applying again sends nothing', async () => {
    const plan = await planned(place);
    expect((await place.call('approve', plan.id, '--as', 'trần thị b', '--reason', 'x')).code).toBe(1);
    expect((await place.call('approve', plan.id, '--as', 'Nguyễn Văn A', '--reason', 'đã xem')).code).toBe(0);
    const applied = await place.call('apply', plan.id, '--json');
    expect(applied).toMatchObject({ code: 0, stderr: '' });
    const { counts, actions } = JSON.parse(applied.stdout);
    expect(counts).toMatchObject({ verified: plan.actions.length, failed: 0 });
    // Every action by its place in the plan, with what came of it.
    expect(actions).toEqual(
      plan.actions.map(({ number, system, change: { kind, target } }) => {
        return { number, system, kind, ...target, state: 'verified', reason: null };
      }),
    );
    const sent = writes(place).length;
    expect(sent).toBeGreaterThan(10);
    expect((await place.call('plan')).code).toBe(0);
    expect((await place.call('apply', plan.id)).code).toBe(0);
    expect(writes(place)).toHaveLength(sent);
    expect((await place.run()).code).toBe(0);
    expect((await readSummary(place.out)).levels.portal!['4']).toBeGreaterThan(83);
  });

  test('a level changed by hand is drift: found by the run, pushed again by the next plan', async () => {
    await levelByHand(place, architect, '3');
    expect((await place.run()).code).toBe(2);
    const rules = (await readLines(place.out)).map(({ rule }) => rule);
    expect(rules).toContain('level-drift');
    const mending = await place.call('plan', '--from-findings', '--json');
    expect(mending.code).toBe(2);
    expect(JSON.parse(mending.stdout)).toMatchObject({
      ...{ findings: expect.any(Number), procedures: [architect], needs: [] },
      plan: { actions: [{ change: { kind: 'set-level', target: { procedure: architect } } }] },
    });
    const plan = await planned(place);
    expect(plan.actions.map(({ change, standing }) => [change.kind, standing])).toEqual([
      ['set-level', 'changed-there'],
    ]);
    expect((await place.call('apply', plan.id)).code).toBe(0);
    expect((await place.run()).code).toBe(0);
  });

  test('a rollback puts back what was there before, as a plan like any other', async () => {
    const list = JSON.parse((await place.call('plan', 'list', '--json')).stdout) as {
      id: string;
      state: string;
    }[];
    const big = list.filter(({ state }) => state === 'applied').at(-1)!;
    const { code, stdout } = await place.call('rollback', big.id, '--json', '--as', 'Trần Thị B');
    expect(code).toBe(2);
    const back = JSON.parse(stdout) as Plan;
    expect(back.rollbackOf).toBe(big.id);
    expect((await place.call('apply', back.id)).code).toBe(1);
    expect((await place.call('approve', back.id, '--as', 'Nguyễn Văn A', '--reason', 'trả lại')).code).toBe(
      0,
    );
    expect((await place.call('apply', back.id)).code).toBe(0);
    await place.run();
    expect((await readSummary(place.out)).systems.portal!.status).toBe('complete');
  });

  test('adopting what is there is the other way out of drift; lowering a level is held by name', async () => {
    await levelByHand(place, architect, '4');
    await place.run();
    expect((await readLines(place.out)).map(({ rule }) => rule)).toContain('level-drift');
    expect((await place.call('adopt', architect, '--from', 'portal')).code).toBe(64);
    expect((await place.call('adopt', architect, '--from', 'portal', '--force')).code).toBe(0);
    await place.run();
    expect((await readLines(place.out)).map(({ rule }) => rule)).not.toContain('level-drift');

    await cp(join(samples, architect), join(place.services, architect), { recursive: true, force: true });
    const file = join(place.services, architect, 'service.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('level: 4', 'level: 2'));
    const plan = await planned(place, '--only', architect);
    expect(plan.holds.map(({ guard }) => guard)).toContain('lowers-level');
    const refused = await place.call('apply', plan.id);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('- Hạ từ');
    // What the guard says to do is not said again.
    expect(refused.stderr.split(`dvc-sync approve ${plan.id}`)).toHaveLength(2);
    const [entry] = JSON.parse((await place.call('audit', '--json')).stdout);
    expect(entry).toMatchObject({ action: 'apply-plan', target: plan.id, origin: 'cli', outcome: 'refused' });
  });
});

describe('outside the hours of writing', () => {
  test('a plan is held by name, and a second person may let it through', async () => {
    const today = new Date().getUTCDay();
    const window = { days: [((today + 2) % 7) + 1], from: '08:00', to: '09:00' };
    const place = await pushPlace({ push: { windows: [window] } }, { small: true });
    try {
      const { id, holds } = await planned(place, '--only', architect);
      expect(holds.map(({ guard }) => guard)).toEqual(['outside-window']);
      const refused = await place.call('apply', id);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain('- Ngoài khung giờ được ghi (08:00–09:00');
      expect(writes(place)).toEqual([]);
      await place.call('approve', id, '--as', 'Nguyễn Văn A', '--reason', 'cần gấp');
      expect((await place.call('apply', id)).code).toBe(0);
    } finally {
      await place.close();
    }
  });
});

describe('a push broken off', () => {
  const counted = (place: Place) =>
    writes(place)
      .map(line => line.replace(/[0-9a-f-]{36}/gi, '#').replace(/\d{3,}/g, '#'))
      .sort();
  let whole: string[];
  beforeAll(async () => {
    const place = await pushPlace(undefined, { small: true });
    const plan = await planned(place);
    if (plan.holds.length > 0) await approved(place, plan);
    expect((await place.call('apply', plan.id, '--parallel', '1')).code).toBe(0);
    whole = counted(place);
    await place.close();
  });

  test.each([
    ['SIGKILL', null, /^$/, /^$/],
    [
      'SIGINT',
      130,
      /Làm tiếp bằng: dvc-sync apply .* --resume/,
      /Đã dừng theo yêu cầu sau khi làm xong việc đang dở/,
    ],
  ] as const)(
    'by %s is finished by --resume without anything sent twice',
    async (signal, exit, said, noted) => {
      const place = await pushPlace(undefined, { small: true });
      try {
        const plan = await planned(place);
        if (plan.holds.length > 0) await approved(place, plan);
        place.city.servers.portal.set('delayMs', 50);
        const first = start(['apply', plan.id, '--parallel', '1', '--config', place.config]);
        await expect.poll(() => writes(place).length, { timeout: 60_000 }).toBeGreaterThan(3);
        first.child.kill(signal);
        const { code, stdout, stderr } = await first.ended;
        expect(code).toBe(exit);
        expect(stdout).toMatch(said);
        expect(stderr).toMatch(noted);
        expect(stdout).not.toContain('chưa rõ kết quả');
        place.city.servers.portal.set('delayMs', 0);
        expect((await place.call('apply', plan.id)).code).toBe(1);
        expect(await place.call('apply', plan.id, '--resume', '--parallel', '1')).toMatchObject({ code: 0 });
        expect(counted(place)).toEqual(whole);
        expect((await place.run()).code).toBe(0);
      } finally {
        await place.close();
      }
    },
  );
});

describe('a definition that is wrong', () => {
  test('is refused with file, place and reason before anything is contacted', async () => {
    const place = await placeOf(await sandboxCity({ faults: false }));
    try {
      const folder = join(place.folder, 'services', poor);
      await mkdir(folder, { recursive: true });
      await cp(join(samples, poor), folder, { recursive: true });
      const file = join(folder, 'workflow.yaml');
      await writeFile(file, (await readFile(file, 'utf8')).replace('role: Chuyên viên', 'role: Chuyên vien'));
      for (const command of ['validate', 'plan']) {
        const { code, stdout, stderr } = await dvcSync([command, '--config', place.config]);
        expect(code).toBe(64);
        expect(stdout + stderr).toMatch(/workflow\.yaml:\d+: .*Chuyên vien/);
      }
      expect([...place.city.servers.portal.requests.keys()]).toEqual([]);
    } finally {
      await place.close();
    }
  });
});
