import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startSources } from '../support/command.ts';
import { placeOf } from '../support/place.ts';
import { type RunningService, startService } from '../support/service.ts';
import { smallCity } from '../support/small-city.ts';

/** Names of packages and paths of our own that the process has loaded by now. */
async function loadedBy(service: RunningService, list: string): Promise<string[]> {
  await rm(list, { force: true });
  service.signal('SIGUSR2');
  let urls = '';
  await expect.poll(async () => (urls = await readFile(list, 'utf8').catch(() => ''))).not.toBe('');
  const names = urls.split('\n').map(url => {
    const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
    return name ?? url.slice(url.lastIndexOf('/adapters/') + 1);
  });
  return [...new Set(names)];
}

/** What only those need who read or write files of people, speak to a system, send mail, or have another database. */
const whenUsed = [
  ...['exceljs', '@e965/xlsx', 'docx', '@resvg/resvg-js', '@formio/core', 'bpmn-moddle', 'fast-xml-parser'],
  ...[
    'nodemailer',
    'pg',
    'pg-boss',
    'jose',
    '@fastify/swagger',
    '@fastify/swagger-ui',
    'pino-pretty',
    'axios',
  ],
  ...['ajv', '@fastify/multipart', 'unhomoglyph'],
];

it('holds nothing that only a run, a mail, a paper or a reader needs until somebody asks for it', async () => {
  const place = await placeOf(smallCity(), { server: { port: 0 } });
  const list = join(place.folder, 'loaded');
  const listing = fileURLToPath(new URL('../support/loaded-modules.ts', import.meta.url));
  const watched = { NODE_OPTIONS: `--import ${listing}`, LOADED_MODULES: list };
  const service = await startService('serve', place.config, watched, startSources);
  try {
    for (const path of ['/livez', '/readyz', '/health']) {
      const answer = await fetch(service.url + path);
      expect(answer.status, path).toBe(200);
      await answer.arrayBuffer();
    }
    const idle = await loadedBy(service, list);
    expect(idle).toContain('fastify');
    expect(idle.filter(name => whenUsed.includes(name))).toEqual([]);
    // Of an adapter only what it is and which options it has.
    expect(idle.filter(name => /^adapters\/[^/]+\/(read|write|open|client)/.test(name))).toEqual([]);
    // Nor pages, the machine interface, or the rules by which is judged.
    expect(
      idle.filter(name => /\/src\/(server\/(page|v1)|reconcile|definitions|readiness)\//.test(name)),
    ).toEqual([]);
    // What is asked at the addresses of probes is answered there, whatever it is; all else is what it is everywhere.
    const ask = async (path: string, init?: RequestInit) => {
      const { status, headers } = await fetch(service.url + path, init);
      return [status, headers.get('allow')];
    };
    expect(await ask('/livez?x=1', { method: 'POST' })).toEqual([405, 'GET, HEAD']);
    expect(await ask('/livez/x')).toEqual([404, null]);
    expect(await ask('/v1/runs')).toEqual([401, null]);
    expect(await ask('/sign-in', { method: 'PUT' })).toEqual([405, 'GET, HEAD, POST']);
    const documentation = await fetch(`${service.url}/docs/`);
    expect(documentation.status).toBe(200);
    await documentation.arrayBuffer();
    expect(await loadedBy(service, list)).toContain('@fastify/swagger-ui');
  } finally {
    await service.kill();
    await place.close();
  }
});
