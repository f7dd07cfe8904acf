import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../src/reconcile/rules/index.ts';
import { chapters, pictureFile, pictures } from '../../src/server/page/help.ts';
import type { Store } from '../../src/store/core/contract.ts';
import { openStore } from '../../src/store/core/open.ts';
import { ruleText } from '../../src/words/findings.ts';
import { technicalWords } from '../words/official-words.ts';
import { parts } from './parts.ts';
import { type Running, runServer } from './running.ts';

const sources = new URL('../../docs/so-tay/', import.meta.url);

describe('the handbook', () => {
  let folder: string;
  let store: Store;
  let server: Running;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dvc-sync-help-'));
    store = await openStore({ driver: 'sqlite', file: join(folder, 'store.sqlite') });
    server = await runServer(store, parts);
  });
  afterAll(async () => {
    await server.close();
    await store.close();
    await rm(folder, { recursive: true });
  });
  const read = async (path: string) => {
    const response = await fetch(`${server.url}${path}`);
    return { status: response.status, text: await response.text() };
  };

  it('leads from its first page to each chapter, also for who is not signed in', async () => {
    const { text } = await read('/tro-giup');
    const links = [...text.matchAll(/href="(\/tro-giup\/[a-z-]+)"/g)].map(([, to]) => to!);
    expect(links).toEqual([...Object.keys(chapters), 'quy-tac'].map(name => `/tro-giup/${name}`));
    for (const link of links) {
      const chapter = await read(link);
      expect(chapter.status, link).toBe(200);
      expect(chapter.text.match(/<h1>/g), link).toHaveLength(1);
      expect(chapter.text, link).not.toMatch(/\*\*|undefined|\]\(|\s_\p{L}/u);
    }
    expect((await read('/tro-giup/khong-co')).status).toBe(404);
  });

  it('has a section for every rule, in the rule’s own words', async () => {
    const { text } = await read('/tro-giup/quy-tac');
    for (const { id } of rules) {
      expect(text, id).toContain(`<h2 id="${id}">`);
      const { what } = ruleText(id);
      expect(text.replaceAll('&quot;', '"'), id).toContain(what.slice(0, 40));
    }
    expect(text.match(/<h2 /g)).toHaveLength(rules.length);
  });

  it('is written for officials, with right letters, and shows only pictures that are there and small', async () => {
    const files = (await readdir(sources)).filter(name => name.endsWith('.md'));
    expect(files.sort()).toEqual(
      Object.keys(chapters)
        .map(name => `${name}.md`)
        .sort(),
    );
    for (const file of files) {
      const text = await readFile(new URL(file, sources), 'utf8');
      expect(text, file).toBe(text.normalize('NFC'));
      expect(technicalWords(text.replace(/\]\([a-z-]+\)/g, ']')), file).toEqual([]);
      for (const [, name] of text.matchAll(/\]\(([a-z-]+)\)/g)) expect(pictures, file).toContain(name);
    }
    const sizes = await Promise.all(pictures.map(async name => (await stat(pictureFile(name))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(600_000);
    const picture = await fetch(`${server.url}/tro-giup/hinh/${pictures[0]}`);
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    const bytes = new Uint8Array(await picture.arrayBuffer());
    expect([...bytes.slice(0, 2)]).toEqual([0xff, 0xd8]);
    expect(bytes).toHaveLength(sizes[0]!);
  });
});
