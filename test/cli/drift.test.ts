import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLines } from '../support/command.ts';
import {
  approved,
  architect,
  atOneStop,
  atPortal,
  type PushPlace,
  planned,
  pushPlace,
} from '../support/push-place.ts';

let place: PushPlace;
beforeAll(async () => {
  place = await pushPlace(undefined, { small: true });
  const plan = await planned(place, '--only', architect);
  await approved(place, plan);
  expect((await place.call('apply', plan.id)).code).toBe(0);
  await place.run();
  expect(await drifts()).toEqual([]);
});
afterAll(() => place.close());

/** What the last run found of drift, as its report says it. */
async function drifts(): Promise<string[]> {
  const lines = await readLines(place.out);
  const page = await readFile(join(place.out, 'report.html'), 'utf8');
  const found = lines.filter(({ rule }) => rule.endsWith('-drift'));
  for (const { rule } of found) expect(page).toContain(rule);
  return found.map(({ system, rule }) => `${system} ${rule}`).sort();
}

interface Known {
  id: string;
  eForm: string;
  nodeQuyTrinh: string;
}

/** Somebody adds a question, asks for one copy more and renames a step, in the pages of the portal. */
async function portalByHand(word: string): Promise<void> {
  const write = place.city.servers.portal.writes!.findLast(({ path }) =>
    path.includes('/truonghopthutucs/'),
  )!;
  const path = write.path;
  const { data } = (await atPortal(place, 'GET', path)) as unknown as { data: Known };
  const form = JSON.parse(data.eForm) as { components: object[] };
  form.components.push({ type: 'textfield', key: `ghiChu${word}`, label: `Ghi chú ${word}`, input: true });
  const nodes = JSON.parse(data.nodeQuyTrinh) as {
    id: string;
    type: string;
    data: { tenBuocXuLy: string };
  }[];
  const step = nodes.find(({ type }) => type === 'customNode')!;
  step.data.tenBuocXuLy = `Xử lý ${word}`;
  await atPortal(place, 'PUT', path, { eForm: JSON.stringify(form), nodeQuyTrinh: JSON.stringify(nodes) });
  await atPortal(place, 'PUT', `/api/v1/quytrinhxulys/${step.id}`, { tenBuocXuLy: `Xử lý ${word}` });
  const { data: papers } = await atPortal(place, 'GET', '/api/v1/thanhphanthutucs?pageSize=5000');
  const paper = papers.find(({ thuTucId }) => String(thuTucId).startsWith(architect))!;
  const soBanSao = Number(paper.soBanSao) + 1;
  await atPortal(place, 'PUT', `/api/v1/thanhphanthutucs/${paper.id}`, { ...paper, soBanSao });
}

/** The same in those of the one-stop system. */
async function oneStopByHand(word: string): Promise<void> {
  const last = (pattern: RegExp) => {
    const { path, body } = place.city.servers.oneStop.writes!.findLast(
      ({ method, path }) => method === 'POST' && pattern.test(path),
    )!;
    return { path: path.replace(/^.*\/rest\/v2/, ''), form: Object.fromEntries(new URLSearchParams(body)) };
  };
  const part = last(/\/parts$/);
  await atOneStop(place, 'PUT', `${part.path}/${part.form.partNo}`, {
    ...part.form,
    partName: `Giấy ${word}`,
  });
  const step = last(/\/steps$/);
  await atOneStop(place, 'PUT', `${step.path}/${step.form.stepCode}`, {
    ...step.form,
    stepName: `Xử lý ${word}`,
  });
}

const everywhere = [
  'oneStop components-drift',
  'oneStop workflow-drift',
  'portal components-drift',
  'portal eform-drift',
  'portal workflow-drift',
];

test('forms, workflows and papers changed by hand are found at both systems, and pushed again', async () => {
  await portalByHand('tay');
  await oneStopByHand('tay');
  expect((await place.run()).code).toBe(2);
  expect(await drifts()).toEqual(everywhere);

  const plan = await planned(place, '--only', architect);
  expect(
    plan.actions.map(({ system, change, standing }) => `${system} ${change.kind} ${standing}`).sort(),
  ).toEqual([
    'oneStop set-components changed-there',
    'oneStop set-workflow changed-there',
    'portal set-components changed-there',
    'portal set-eform changed-there',
    'portal set-workflow changed-there',
  ]);
  if (plan.holds.length > 0) await approved(place, plan);
  expect((await place.call('apply', plan.id)).code).toBe(0);
  expect((await place.run()).code).toBe(0);
  expect(await drifts()).toEqual([]);
});

test('or taken over into the files, one system after the other', async () => {
  await portalByHand('mới');
  expect((await place.run()).code).toBe(2);
  expect(await drifts()).toEqual(everywhere.slice(2));
  const folder = join(place.services, architect);
  const before = await readFile(join(folder, 'service.yaml'), 'utf8');
  expect((await place.call('adopt', architect, '--from', 'portal', '--force')).code).toBe(0);
  await place.run();
  expect(await drifts()).toEqual([]);
  expect(await readFile(join(folder, 'service.yaml'), 'utf8')).not.toBe(before);
  expect(await readFile(join(folder, 'eform.json'), 'utf8')).toContain('Ghi chú mới');
  expect(await readFile(join(folder, 'workflow.yaml'), 'utf8')).toContain('Xử lý mới');

  // What was taken over from one is what the other is to have now.
  const plan = await planned(place, '--only', architect);
  expect(new Set(plan.actions.map(({ system }) => system))).toEqual(new Set(['oneStop']));
  if (plan.holds.length > 0) await approved(place, plan);
  expect((await place.call('apply', plan.id)).code).toBe(0);
  await place.run();
  expect(await drifts()).toEqual([]);
});

test('a system that did not answer when a plan was drafted does not make it stale by answering again', async () => {
  await oneStopByHand('khác');
  place.city.servers.portal.set('down', true);
  const plan = await planned(place, '--only', architect);
  place.city.servers.portal.set('down', false);
  expect(new Set(plan.actions.map(({ system }) => system))).toEqual(new Set(['oneStop']));
  expect(plan.unknown).toMatchObject([{ system: 'portal', procedure: architect }]);
  if (plan.holds.length > 0) await approved(place, plan);
  expect(await place.call('apply', plan.id)).toMatchObject({ code: 0 });
});
