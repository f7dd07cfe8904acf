import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadDefinitions } from '../../src/definitions/load.ts';
import { problemText } from '../../src/definitions/problem.ts';
import { stageDefinition, writeDefinition } from '../../src/definitions/write-definition.ts';
import { refusalWords } from '../../src/words/refusals.ts';
import { rightFiles } from './support.ts';

const secret = 'root:x:0:0:very secret';
let place: string;
let services: string;
let folder: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'dvc-sync-links-'));
  services = join(place, 'services');
  folder = join(services, '1.000656');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(rightFiles)) await writeFile(join(folder, name), text);
  await mkdir(join(place, 'elsewhere'));
  await writeFile(join(place, 'elsewhere', 'secret'), secret);
});
afterEach(() => rm(place, { recursive: true, force: true }));

async function problems(only?: string[]): Promise<string> {
  const loaded = await loadDefinitions(services, only ? { only } : {});
  expect(loaded.definitions).toEqual([]);
  return loaded.problems.map(problemText).join('\n');
}

it.each(Object.keys(rightFiles))('does not follow %s out of the folder of definitions', async name => {
  await rm(join(folder, name));
  await symlink('../../elsewhere/secret', join(folder, name));
  const told = await problems();
  expect(told).toMatch(/là liên kết dẫn ra ngoài thư mục định nghĩa dịch vụ/);
  expect(told).not.toContain('secret');
});

it('does not follow a procedure, or a chain of links, out of it, and follows those that stay inside', async () => {
  await rename(folder, join(place, 'elsewhere', 'all'));
  await symlink('../elsewhere/all', folder);
  expect(await problems()).toContain('dẫn ra ngoài');
  expect(await problems(['1.000656'])).toContain('dẫn ra ngoài');
  await rm(folder);
  await rename(join(place, 'elsewhere', 'all'), folder);
  await mkdir(join(services, '.shared'));
  await rename(join(folder, 'eform.json'), join(services, '.shared', 'eform.json'));
  await symlink('../.shared/eform.json', join(folder, 'eform.json'));
  expect((await loadDefinitions(services)).problems).toEqual([]);
  await rm(join(services, '.shared', 'eform.json'));
  await symlink(join(place, 'elsewhere', 'secret'), join(services, '.shared', 'eform.json'));
  expect(await problems()).toContain('dẫn ra ngoài');
});

it('does not wait for a pipe, and does not read what is no file', async () => {
  await rm(join(folder, 'eform.json'));
  execFileSync('mkfifo', [join(folder, 'eform.json')]);
  expect(await problems()).toContain('không phải một tệp');
  await rm(join(folder, 'eform.json'));
  await mkdir(join(folder, 'eform.json'));
  expect(await problems()).toMatch(/không phải một tệp|đây là một thư mục/);
});

it('never gives out what a link shows in between, however fast it is turned', async () => {
  const form = join(folder, 'eform.json');
  let on = true;
  const turning = (async () => {
    for (let n = 0; on; n += 1) {
      const next = join(folder, `.next-${n % 2}`);
      await rm(next, { force: true });
      if (n % 2) await symlink('../../elsewhere/secret', next);
      else await writeFile(next, rightFiles['eform.json']!);
      await rename(next, form);
    }
  })();
  try {
    for (let look = 0; look < 150; look += 1) {
      const { problems: told } = await loadDefinitions(services);
      expect(told.map(problemText).join()).not.toMatch(/secret|root:x/);
    }
  } finally {
    on = false;
    await turning;
  }
});

it('writes no definition through a link', async () => {
  const outside = join(place, 'elsewhere', 'secret');
  await rm(join(folder, 'eform.json'));
  await symlink(outside, join(folder, 'eform.json'));
  await writeDefinition(folder, rightFiles, { force: true });
  expect(await readFile(outside, 'utf8')).toBe(secret);
  expect(await readFile(join(folder, 'eform.json'), 'utf8')).toBe(rightFiles['eform.json']);
  await rm(folder, { recursive: true });
  await symlink('../elsewhere', folder);
  await expect(writeDefinition(folder, rightFiles, { force: true })).rejects.toThrow('dẫn ra ngoài');
});

it('takes no definition for whole whose replacing was broken off, and what was begun before for nothing', async () => {
  const old = await readFile(join(folder, 'service.yaml'), 'utf8');
  // Killed while the new files were written: the old definition stands.
  await mkdir(join(folder, '.replacing.part'));
  await writeFile(join(folder, '.replacing.part', 'service.yaml'), old.slice(0, 20));
  expect(await loadDefinitions(services)).toMatchObject({ problems: [], definitions: [{}] });
  // Killed while they took their places: service.yaml is new, the form is still the old one.
  await rename(join(folder, '.replacing.part'), join(folder, '.replacing'));
  expect(await problems()).toMatch(/bị ngắt giữa chừng; .*--force/);
  expect((await loadDefinitions(services)).understood).toEqual([]);
  const { 'eform.json': form, ...less } = rightFiles;
  expect(form).toBeDefined();
  await writeDefinition(folder, less, { force: true });
  expect((await readdir(folder)).sort()).toEqual(Object.keys(less).sort());
});

it('writes nothing of a definition where a file of it is there already', async () => {
  await rm(join(folder, 'service.yaml'));
  await expect(writeDefinition(folder, rightFiles, { force: false })).rejects.toMatchObject({
    code: 'definition-there',
  });
  expect((await readdir(folder)).sort()).toEqual(
    Object.keys(rightFiles)
      .filter(name => name !== 'service.yaml')
      .sort(),
  );
});

it('changes nothing of a definition where a folder stands in the place of one of its files', async () => {
  const service = await readFile(join(folder, 'service.yaml'), 'utf8');
  await rm(join(folder, 'eform.json'));
  await mkdir(join(folder, 'eform.json', 'inside'), { recursive: true });
  const files = { ...rightFiles, 'service.yaml': `${service}# mới\n` };
  await expect(writeDefinition(folder, files, { force: true })).rejects.toThrow('là thư mục');
  expect(await readFile(join(folder, 'service.yaml'), 'utf8')).toBe(service);
  expect(await readdir(folder)).not.toContain('.replacing');
});

it('says of a definition that was replaced in part what is new, what waits and what to do', async () => {
  // While the new files are written beside it, somebody puts a folder in the place of one.
  const inTheWay = join(folder, 'eform.json');
  const blocking = (async function* () {
    await rm(inTheWay);
    await mkdir(inTheWay);
    yield rightFiles['eform.json']!;
  })();
  const { 'eform.json': form, ...before } = rightFiles;
  const files = { ...before, 'eform.json': blocking as unknown as string };
  const error = await writeDefinition(folder, files, { force: true }).catch(thrown => thrown);
  expect(error).toMatchObject({
    code: 'definition-half-replaced',
    params: { folder, replaced: Object.keys(before), waiting: ['eform.json'], why: 'EISDIR' },
  });
  expect(refusalWords(error)).toMatch(
    /đã thay .*service\.yaml.*; còn chờ eform\.json\. .* làm lại, ghi đè\.$/,
  );
  // Nothing of it counts until it is done again.
  expect((await loadDefinitions(services)).understood).toEqual([]);
  await rm(inTheWay, { recursive: true });
  await writeDefinition(folder, rightFiles, { force: true });
  expect(await readFile(inTheWay, 'utf8')).toBe(form);
  expect((await readdir(folder)).sort()).toEqual(Object.keys(rightFiles).sort());
});

it('is not put in the place of a definition that somebody has made meanwhile, and that one stays', async () => {
  const staged = await stageDefinition(services, '1.000656', { 'service.yaml': 'procedure: "1.000656"\n' });
  await expect(staged.publish()).rejects.toMatchObject({
    code: 'definition-there',
    params: { file: folder },
  });
  expect(await readFile(join(folder, 'service.yaml'), 'utf8')).toBe(rightFiles['service.yaml']);
});

it('is drafted by one of several at once, whole, and the others are told that it is there', async () => {
  await rm(folder, { recursive: true });
  const said = await Promise.allSettled(
    ['a', 'b', 'c', 'd'].map(by =>
      writeDefinition(folder, { ...rightFiles, 'notes.txt': by }, { force: false }).then(() => by),
    ),
  );
  const [first, ...more] = said.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
  const others = said.flatMap(each => (each.status === 'rejected' ? [each.reason.code] : []));
  expect([more, others]).toEqual([[], Array(3).fill('definition-there')]);
  expect((await readdir(folder)).sort()).toEqual([...Object.keys(rightFiles), 'notes.txt'].sort());
  expect(await readFile(join(folder, 'notes.txt'), 'utf8')).toBe(first);
});
