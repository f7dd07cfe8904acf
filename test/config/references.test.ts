// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text of references is what is tested.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/adapter/http-redaction.ts';
import { resolveReferences } from '../../src/config/references.ts';
import { parseYaml } from '../../src/config/yaml-source.ts';
import { unprivileged } from '../support/unprivileged.ts';
import { environment, load, problemsOf, wholeText } from './plain-adapter.ts';

describe('references', () => {
  it('may stand anywhere in any value, also twice', async () => {
    const text = wholeText.replace('https://portal.example/', '"https://${HOST}/${PART}/${PART}"');
    const { systems } = await load(
      { 'dvc-sync.yaml': text },
      { ...environment, HOST: 'x.example', PART: 'o' },
    );
    expect(systems[1]?.http?.baseUrl).toBe('https://x.example/o/o');
  });

  it('to a file give its text without the last line break, relative to the configuration', async () => {
    const { systems, secrets } = await load({
      'dvc-sync.yaml': wholeText.replace('${PORTAL}', '"${file:portal.secret}"'),
      'portal.secret': 'from-a-file\n',
    });
    expect(systems[1]?.options).toMatchObject({ password: 'from-a-file' });
    expect(secrets).toContain('from-a-file');
  });

  it('count as numbers and switches where those are expected', async () => {
    const text = wholeText.replace(
      'username: soyte',
      'username: ${USER}\n    groupId: "${GROUP}"\n    ratePerSecond: ${RATE}\n    insecure: ${ON}',
    );
    const variables = { ...environment, USER: '42', GROUP: '20143', RATE: '2.5', ON: 'true' };
    const { systems } = await load({ 'dvc-sync.yaml': text }, variables);
    expect(systems[1]?.options).toMatchObject({ username: '42', groupId: 20143 });
    expect(systems[1]?.http?.ratePerSecond).toBe(2.5);
  });

  it('that are not numbers are told where a number is expected; so is a quoted number without reference', async () => {
    const text = wholeText.replace(
      'username: soyte',
      'username: u\n    groupId: "${GROUP}"\n    concurrency: "8"',
    );
    expect(await problemsOf({ 'dvc-sync.yaml': text }, { ...environment, GROUP: 'x' })).toEqual([
      'dvc-sync.yaml:10: systems.portal.groupId: phải là số, đang là chuỗi ký tự',
      'dvc-sync.yaml:11: systems.portal.concurrency: phải là số, đang là chuỗi ký tự',
    ]);
  });

  it('that lead nowhere are told once, with key and line', async () => {
    const text = wholeText.replace('username: soyte', 'username: "${file:nowhere}"\n    groupId: ${a-b}');
    expect(await problemsOf({ 'dvc-sync.yaml': text }, { NATIONAL: 'n4tional' })).toEqual([
      'dvc-sync.yaml:9: systems.portal.username: không đọc được tệp nowhere: không có tệp này',
      'dvc-sync.yaml:10: systems.portal.groupId: tham chiếu "${a-b}" không hợp lệ; viết ${TÊN_BIẾN} hoặc ${file:đường/dẫn}',
      'dvc-sync.yaml:11: systems.portal.password: biến môi trường PORTAL chưa được đặt',
    ]);
  });

  it('to an empty variable are missing where a secret is expected', async () => {
    expect(await problemsOf({}, { ...environment, PORTAL: '' })).toEqual([
      'dvc-sync.yaml:10: systems.portal.password: giá trị bí mật rỗng: biến môi trường hoặc tệp được tham chiếu không có nội dung',
    ]);
  });

  it('to a folder are told as such', async () => {
    const text = wholeText.replace('${PORTAL}', '"${file:.}"');
    expect(await problemsOf({ 'dvc-sync.yaml': text })).toEqual([
      'dvc-sync.yaml:10: systems.portal.password: không đọc được tệp .: đây là một thư mục',
    ]);
  });

  it('do not read what they insert as a reference again', () =>
    fc.assert(
      fc.asyncProperty(fc.string(), async value => {
        const source = parseYaml('x.yaml', 'a: "<${A}|${B}>"');
        await resolveReferences(source, { A: value, B: '$&${A}' }, '.');
        expect(source.plain()).toEqual({ a: `<${value}|$&\${A}>` });
      }),
    ));
});

describe('secrets', () => {
  it('are the values of secret options, whole and as inserted, and no others', async () => {
    const text = wholeText.replace(
      'password: ${PORTAL}',
      'password: "pre-${PORTAL}"\n    tokens: [t0ken-a, "${TWO}"]',
    );
    const { secrets, systems } = await load({ 'dvc-sync.yaml': text }, { ...environment, TWO: 't0ken-b' });
    expect(new Set(secrets)).toEqual(new Set(['hush-one', 'pre-hush-two', 'hush-two', 't0ken-a', 't0ken-b']));
    expect(systems.map(system => system.http?.secrets)).toEqual([secrets, secrets]);
  });

  it('include the password in the address of the database', async () => {
    const line = 'store: { driver: postgres, url: "postgres://u:p%40ss@db.example/x" }';
    const { secrets, store } = await load({ 'dvc-sync.yaml': `${wholeText}${line}\n` });
    expect(store).toEqual({ driver: 'postgres', url: 'postgres://u:p%40ss@db.example/x' });
    expect(secrets).toEqual(expect.arrayContaining(['p%40ss', 'p@ss']));
  });

  it('never stand in a problem, whatever else is wrong', () =>
    fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-z0-9/+]{12,20}$/), async secret => {
        const text = wholeText
          .replace('password: ${PORTAL}', 'password: [ "${PORTAL}" ]')
          .replace('locality: H13', 'locality: 1')
          .replace('username: soyte', 'user: soyte');
        const problems = await problemsOf({ 'dvc-sync.yaml': text }, { NATIONAL: secret, PORTAL: secret });
        expect(problems.length).toBeGreaterThan(2);
        expect(problems.join('\n')).not.toContain(secret);
      }),
      { numRuns: 20 },
    ));

  it('that were collected are redacted in every form', () =>
    fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[!-~ạ-ỹ]{6,20}$/), async secret => {
        const { secrets } = await load({}, { NATIONAL: secret, PORTAL: 'hush-two' });
        const redact = createRedactor(secrets);
        for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
          expect(redact(`a ${form} b`)).not.toContain(form);
        }
      }),
      { numRuns: 30 },
    ));

  it('in a file nobody may read are told without more', async () => {
    const { folder } = await load({});
    await mkdir(join(folder, 'secrets'));
    await writeFile(join(folder, 'secrets', 'x'), 'y');
    await chmod(join(folder, 'secrets', 'x'), 0);
    const text = wholeText.replace('${PORTAL}', `"\${file:${folder}/secrets/x}"`);
    await chmod(join(folder, 'secrets'), 0o755);
    await chmod(folder, 0o755);
    const problems = await unprivileged(() => problemsOf({ 'dvc-sync.yaml': text }));
    expect(problems[0]).toContain('không có quyền đọc');
  });
});
