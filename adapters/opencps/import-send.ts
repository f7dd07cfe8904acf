import { strToU8, zipSync } from 'fflate';
import { RemoteError } from '../../src/adapter/errors.ts';
import type { RemoteSend } from '../../src/adapter/writer.ts';
import { findProcess } from './inspect-process.ts';
import { inTime, type Writing, wait } from './writing.ts';

export const importPath = '/dossiers/import/files';

/** Entries carry a time; a fixed one makes equal imports equal requests. */
const madeAt = new Date('2021-01-01T00:00:00Z');

/** Imports of one server share a folder: never two at a time. */
const underWay = new WeakMap<Writing, Promise<void>>();

/**
 * An import as it is journalled: the multipart body in base64. One top folder of the archive's own name, directories
 * before what is in them; the server makes no parents itself (contract 3.1).
 */
export function importSend(
  label: string,
  name: string,
  files: Record<string, string>,
  remember: Record<string, string>,
): RemoteSend {
  const paths = Object.keys(files);
  const folders = new Set(paths.map(path => path.slice(0, path.indexOf('/') + 1)));
  const entries = [['', ''], ...[...folders].map(folder => [folder, '']), ...Object.entries(files)].map(
    ([path, text]) => [`${name}/${path}`, strToU8(text!)] as const,
  );
  const zip = zipSync(Object.fromEntries(entries), { mtime: madeAt, level: 6 });
  const boundary = `dvc-sync-${name}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}.zip"\r\nContent-Type: application/zip\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), zip, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const contentType = `multipart/form-data; boundary=${boundary}`;
  return { label, method: 'POST', path: importPath, body: body.toString('base64'), contentType, remember };
}

/** Sends an import, after any other; throws when the answer leaves out a file, which is how it says that one failed. */
export async function sendImport(writing: Writing, send: RemoteSend): Promise<void> {
  const before = underWay.get(writing) ?? Promise.resolve();
  const mine = before.then(() => importOne(writing, send));
  underWay.set(
    writing,
    mine.catch(() => undefined),
  );
  return mine;
}

async function importOne(writing: Writing, send: RemoteSend): Promise<void> {
  const body = Buffer.from(send.body, 'base64');
  const answer = await writing.client.write(send, body);
  await waitForLists(writing, send);
  const missing = importedNames(body).filter(name => !answer.includes(name));
  if (missing.length === 0) return;
  const listed = missing.slice(0, 5).join(', ');
  const more = missing.length > 5 ? ` và ${missing.length - 5} tệp khác` : '';
  throw new RemoteError(
    'remote-fault',
    `OpenCPS không nhập được ${listed}${more} và không nói lý do (${send.label})`,
  );
}

/** Everything in it is new to the search index; steps and actions not seen yet would be made a second time. */
async function waitForLists(writing: Writing, { remember = {} }: RemoteSend): Promise<void> {
  const numbers = Object.entries(remember).flatMap(([name, number]) =>
    name.startsWith('process:') ? number : [],
  );
  for (const number of numbers)
    await inTime(writing, async () => (await findProcess(writing, number)).length > 0);
  await wait(writing, writing.options.indexLagMs);
}

/** XML files in the archive, out of its directory; forms and reports are read along with them and are not listed. */
function importedNames(body: Buffer): string[] {
  const names = body.toString('latin1').matchAll(/\/(?:templates|processes|services)\/([\w.-]+\.xml)/g);
  return [...new Set([...names].map(([, name]) => name!))];
}
