import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../src/plan/plan.ts';
import {
  approved,
  architect,
  levelByHand,
  type PushPlace,
  planned,
  poor,
  pushPlace,
  writes,
} from '../support/push-place.ts';

let place: PushPlace;
beforeAll(async () => {
  place = await pushPlace({ push: { maxChanges: 3, maxShare: 0.01 } }, { small: true });
});
afterAll(() => place.close());

/** What applying says when it refuses, having sent nothing. */
async function refusal({ id }: Plan): Promise<string> {
  const before = writes(place).length;
  const { code, stdout, stderr } = await place.call('apply', id);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(writes(place)).toHaveLength(before);
  return stderr;
}

const names = ({ holds }: Plan) => new Set(holds.map(({ guard }) => guard));

test('a system the last run could not read whole is not written to, whoever approves', async () => {
  const { portal } = place.city.servers;
  portal.set('cut', 'thanhphanthutucs');
  expect((await place.run()).code).toBe(3);
  portal.set('cut', false);
  const plan = await planned(place, '--only', architect);
  expect(names(plan)).toContain('source-suspicious');
  expect(await refusal(plan)).toMatch(
    /- Chưa được ghi vào .*đọc chưa đủ.*Chạy đối chiếu lại .*rồi lập lại kế hoạch/,
  );
  await approved(place, plan);
  expect(await refusal(plan)).toContain('- Chưa được ghi vào');

  expect((await place.run()).code).toBe(0);
  expect(names(await planned(place, '--only', architect))).not.toContain('source-suspicious');
});

test('too many changes, and too large a share of a system, need a second person', async () => {
  const plan = await planned(place, '--only', poor);
  const said = await refusal(plan);
  const allow = 'hoặc một người khác với người lập kế hoạch cho phép';
  expect(said).toMatch(/- .*quá giới hạn 3 cho một kế hoạch\. Chia nhỏ kế hoạch, /);
  expect(said).toMatch(/- .*quá giới hạn 1% cho một kế hoạch\. Chia nhỏ kế hoạch, /);
  expect(said.split(allow).length - 1).toBe(plan.holds.length);
  await approved(place, plan);
  expect((await place.call('apply', plan.id)).code).toBe(0);
});

test('other ids for the steps that dossiers stand on need a second person', async () => {
  const file = join(place.services, poor, 'workflow.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replaceAll('tham-dinh', 'tham-tra').replace('name: Phân công xử lý', 'name: Phân công'),
  );
  const plan = await planned(place, '--only', poor);
  expect(names(plan)).toEqual(new Set(['changes-node-ids']));
  const said = await refusal(plan);
  expect(said).toMatch(/- Đổi mã của bước «Thẩm định hồ sơ»/);
  expect(said).toContain('Lấy mã bước hệ thống đang có');
  expect(said).toContain(`dvc-sync approve ${plan.id}`);
  await approved(place, plan);
  expect((await place.call('apply', plan.id)).code).toBe(0);
});

test('what a level promises is not taken away under it, whoever approves', async () => {
  await levelByHand(place, architect, '4');
  await place.run();
  const given = await planned(place, '--only', architect);
  if (given.holds.length > 0) await approved(place, given);
  expect((await place.call('apply', given.id)).code).toBe(0);
  const { code, stdout } = await place.call('rollback', given.id, '--json', '--as', 'Trần Thị B');
  expect(code).toBe(2);
  const back = JSON.parse(stdout) as Plan;
  expect(names(back)).not.toContain('not-ready');
  // It is left to people, and the rest is taken back all the same.
  const left = back.tasks!.filter(({ what }) =>
    /lấy đi điều mà mức đang hứa .*Hạ mức trước, hoặc giữ lại phần đó; không ai duyệt thay được/.test(what),
  );
  const parts = new Set(left.map(({ system, kind }) => `${system} ${kind}`));
  expect(parts).toContain('portal set-eform');
  await approved(place, back);
  expect((await place.call('apply', back.id)).code).toBe(0);
  const again = await planned(place, '--only', architect);
  const changed = again.actions.map(({ system, change }) => `${system} ${change.kind}`);
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.filter(each => parts.has(each))).toEqual([]);
});
