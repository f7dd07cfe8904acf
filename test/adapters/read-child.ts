import { createHttpClient } from '../../src/adapter/http-client.ts';
import { hostAdapters } from '../adapter/host-adapters.ts';
import { keptDetails } from '../adapter/kept-details.ts';
import { listeningLog, testSettings } from '../adapter/loopback.ts';

/**
 * Reads a system in a process of its own, whose memory the caller has bounded, and prints what came of it: records by
 * kind, reasons, procedures without the texts nobody looks at. `read-child.ts <adapter> <options> <baseUrl>`.
 */
const [name, options, baseUrl] = process.argv.slice(2);
const adapter = hostAdapters.find(one => one.name === name)!;
const log = listeningLog();
const http = createHttpClient(
  { ...testSettings, answerTimeoutMs: 60_000, attempts: 1, baseUrl: baseUrl! },
  log,
);
const details = keptDetails();
const system = adapter.open(adapter.options.parse(JSON.parse(options!)), {
  ...{ maxRows: 500_000, concurrency: 8 },
  http,
  locality: 'H13',
  details,
  log,
  signal: new AbortController().signal,
  progress() {},
});
const told = { procedures: [] as unknown[], quarantine: [] as string[], error: '', kept: 0 };
try {
  for await (const record of system.read()) {
    if (record.kind === 'procedure') told.procedures.push(record);
    if (record.kind === 'quarantine') told.quarantine.push(`${record.path}: ${record.reason}`);
  }
} catch (error) {
  told.error = (error as Error).message;
}
told.kept = [...details.values].join().length;
http.close();
console.log(JSON.stringify(told));
