/**
 * `node serve-city.ts <folder> [<procedures> [<runs kept>]]`: a sandbox city of 40,000 offerings at each of two systems, or
 * of so many procedures, in a process of its own; writes `dvc-sync.yaml` into the folder, says `ready` and stays until it
 * is ended.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sandboxCity } from '../sandbox/city/city.ts';
import { nationalRecord, sampleProcedures } from '../sandbox/city/sample.ts';
import { startCity } from '../sandbox/city/servers.ts';

/** Of the communal tier, each at 83 communes. */
const communeProcedures = 482;

const [, , folder = '.', procedures = communeProcedures, runs] = process.argv;
const communal = sampleProcedures.filter(({ tiers }) => tiers.includes('commune'));
const records = Array.from({ length: Number(procedures) }, (_, n) => {
  const sample = communal[n % communal.length]!;
  return nationalRecord({ ...sample, code: `3.${100_000 + n}`, name: `${sample.name} (${n})` });
});
const catalogue = join(folder, 'catalogue.ndjson.gz');
await writeFile(catalogue, gzipSync(records.map(record => JSON.stringify(record)).join('\n')));
const city = await startCity(await sandboxCity({ catalogue, faults: false }));
await city.writeConfiguration(folder, {
  server: { port: 0, requestsPerMinute: 1_000_000 },
  ...(runs !== undefined && { keep: { runs: Number(runs) } }),
});
// However large a city is asked for, and however busy the machine: it is to be read to its end.
const file = join(folder, 'dvc-sync.yaml');
const limits =
  'maxRows: 100000000\n    maxReadMinutes: 1440\n    maxAnswerMegabytes: 1024\n    answerTimeoutSeconds: 3600';
await writeFile(
  file,
  (await readFile(file, 'utf8')).replaceAll(/^ {4}(?=ratePerSecond:)/gm, `    ${limits}\n    `),
);
process.stdout.write('ready\n');
