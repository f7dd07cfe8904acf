import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLines } from '../support/command.ts';
import {
  approved,
  architect,
  atPortal,
  type PushPlace,
  planned,
  poor,
  pushPlace,
} from '../support/push-place.ts';

let place: PushPlace;
beforeAll(async () => {
  place = await pushPlace(undefined, { small: true });
});
afterAll(() => place.close());

const filesOf = (code: string) => readdir(join(place.services, code));
const fileOf = (code: string, name: string) => readFile(join(place.services, code, name), 'utf8');

test.each([
  ['oneStop', 'oneStop không giữ biểu mẫu điện tử (trường hợp default): giữ nguyên'],
  ['portal', 'portal không có biểu mẫu điện tử (trường hợp default): giữ nguyên'],
])('from %s, which has nothing set up, keeps every file and stays valid', async (system, said) => {
  expect((await place.call('validate', architect)).code).toBe(0);
  const before = await Promise.all(['eform.json', 'workflow.bpmn'].map(name => fileOf(architect, name)));
  const { code, stderr } = await place.call('adopt', architect, '--from', system, '--force');
  expect(code).toBe(0);
  expect(stderr).toContain(said);
  expect(stderr).toContain(`${system} không có quy trình (trường hợp default): giữ nguyên`);
  expect(stderr).toContain(`${system} không có thành phần hồ sơ (trường hợp default): giữ nguyên`);
  expect(await filesOf(architect)).toEqual(['eform.json', 'service.yaml', 'workflow.bpmn']);
  expect(await Promise.all(['eform.json', 'workflow.bpmn'].map(name => fileOf(architect, name)))).toEqual(
    before,
  );
  // The level is what the system has.
  expect(await fileOf(architect, 'service.yaml')).toContain('level: 2');
  expect(await place.call('validate', architect)).toMatchObject({ code: 0 });
});

test('from a system that holds no e-form takes its workflow over and keeps the e-form', async () => {
  const plan = await planned(place, '--only', poor);
  if (plan.holds.length > 0) await approved(place, plan);
  expect((await place.call('apply', plan.id)).code).toBe(0);
  const form = await fileOf(poor, 'eform.json');
  const { code, stdout, stderr } = await place.call('adopt', poor, '--from', 'oneStop', '--force', '--json');
  expect({ code, kept: JSON.parse(stdout).kept }).toEqual({
    code: 0,
    kept: [{ case: 'default', part: 'eform', why: 'not-hosted' }],
  });
  expect(stderr).not.toContain('quy trình (trường hợp');
  expect(await fileOf(poor, 'eform.json')).toBe(form);
  expect(await fileOf(poor, 'service.yaml')).toContain('level: 4');
  expect(await place.call('validate', poor)).toMatchObject({ code: 0 });
  expect((await place.call('plan', '--only', `${poor}.H13`)).code).toBe(0);
});

test('what one unit has otherwise is neither drift nor taken away once the rest is taken over', async () => {
  const { data } = await atPortal(place, 'GET', '/api/v1/donvithutucs?pageSize=5000');
  const row = data.find(({ maTTHC }) => String(maTTHC).startsWith(poor))!;
  await atPortal(place, 'PUT', '/api/v1/donvithutucs/UpdateMulti', { ids: [row.id], mucDo: '3' });
  await place.run();
  const drifted = async () =>
    (await readLines(place.out)).filter(({ rule }) => rule === 'level-drift').length;
  expect(await drifted()).toBe(1);
  expect((await place.call('adopt', poor, '--from', 'portal', '--force')).code).toBe(0);
  expect(await fileOf(poor, 'service.yaml')).toContain('# Ở mức khác, không thuộc tệp này');
  expect(await place.call('plan', '--only', poor)).toMatchObject({ code: 0 });
  await place.run();
  expect(await drifted()).toBe(0);
});
