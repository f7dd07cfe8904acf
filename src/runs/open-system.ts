import type { FolderContext, FoundOption, Log, RemoteSystem, SystemCheck } from '../adapter/adapter.ts';
import { RemoteError } from '../adapter/errors.ts';
import { type FilesFolder, openFolder } from '../adapter/folder.ts';
import { createHttpClient, type OwnHttpClient } from '../adapter/http-client.ts';
import { createHandedOut } from '../adapter/http-redaction.ts';
import type { Details } from '../adapter/kit/details.ts';
import type { SourceRecord } from '../adapter/records.ts';
import type { RemoteWriter } from '../adapter/writer.ts';
import type { ConfiguredSystem } from '../config/configuration.ts';
import { numberWords } from '../domain/number-words.ts';
import { logWith } from './log.ts';
import { observedSystems } from './observed.ts';

export interface OpenSystem {
  remote: RemoteSystem;
  /** Absent = nothing is asked over HTTP. */
  http?: OwnHttpClient;
  close(): void;
}

export interface Opening {
  locality: string;
  details: Details;
  log: Log;
  signal: AbortSignal;
  progress?: (part: string, done: number, total?: number) => void;
}

/** One process, one list: what one system hands out another may repeat. */
const handedOut = createHandedOut();

/** A configured system ready to be asked, over a client of its own or in its folder. Contacts nothing yet. */
export function openSystem(system: ConfiguredSystem, opening: Opening): OpenSystem {
  const { name } = system.profile;
  const log = logWith(opening.log, { system: name });
  const { locality, details, signal } = opening;
  const progress = opening.progress ?? (() => {});
  const context = { locality, maxRows: system.maxRows, details, log, signal, progress };
  // Files hold no credentials of ours, and nobody hands out a session.
  if (!system.http) return openInFolder(system, context);
  const observer = observedSystems.observer(name);
  const http = createHttpClient({ ...system.http, handedOut, signal, observer }, log);
  const { concurrency } = system.http;
  const remote = system.adapter.open(system.options, { ...context, http, concurrency });
  const timed = withinMinutes(remote, system.maxReadMinutes, http);
  return { remote: redacted(timed, text => http.redact(text)), http, close: () => http.close() };
}

function openInFolder(
  { adapter, options, folder, maxReadMinutes }: Extract<ConfiguredSystem, { folder: string }>,
  context: Omit<FolderContext, 'files'>,
): OpenSystem {
  const files = openFolder(folder);
  const overLimit = readLimit(maxReadMinutes);
  let until = Infinity;
  const inTime = async <T>(work: () => Promise<T>): Promise<T> => {
    if (Date.now() > until) throw new RemoteError('read-limit', overLimit);
    return work();
  };
  const timed: FilesFolder = { list: () => inTime(files.list), read: name => inTime(() => files.read(name)) };
  const remote = adapter.open(options, { ...context, files: timed });
  const read = () => {
    until = Date.now() + maxReadMinutes * 60_000;
    return remote.read();
  };
  return { remote: { ...remote, read }, close: () => {} };
}

const readLimit = (minutes: number) => `đọc quá ${numberWords(minutes, 2)} phút, phần sau không đọc`;

/** A remote whose reading ends after so many minutes, however it is kept going: a run must end. */
function withinMinutes(remote: RemoteSystem, minutes: number, http: OwnHttpClient): RemoteSystem {
  return {
    ...remote,
    async *read() {
      const timer = setTimeout(() => http.endReading(readLimit(minutes)), minutes * 60_000);
      try {
        yield* remote.read();
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Remotes put what they were sent into their error texts: no reason they give leaves here with a secret in it. */
function redacted(remote: RemoteSystem, redact: (text: string) => string): RemoteSystem {
  const redacting = redactingWith(redact);
  return {
    ...(remote.readService && {
      readService: (...asked) => redacting(() => remote.readService!(...asked)),
    }),
    ...(remote.findOptions && {
      findOptions: () =>
        redacting(async () =>
          (await remote.findOptions!()).map((found): FoundOption => ({ ...found, note: redact(found.note) })),
        ),
    }),
    ...(remote.writer && { writer: async names => redactedWriter(await remote.writer!(names), redact) }),
    check: () => redacting(async () => redactedCheck(await remote.check(), redact)),
    async *read() {
      try {
        for await (const record of remote.read()) yield redactedRecord(record, redact);
      } catch (error) {
        throw redactedError(error, redact);
      }
    },
    ...(remote.measures && {
      async *measures(asked) {
        try {
          for await (const record of remote.measures!(asked))
            yield record.kind === 'gap' ? { ...record, reason: redact(record.reason) } : record;
        } catch (error) {
          throw redactedError(error, redact);
        }
      },
    }),
  };
}

function redactingWith(redact: (text: string) => string) {
  return async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw redactedError(error, redact);
    }
  };
}

function redactedWriter(writer: RemoteWriter, redact: (text: string) => string): RemoteWriter {
  const redacting = redactingWith(redact);
  return {
    ...writer,
    send: send => redacting(() => writer.send(send)),
    ...(writer.complaint && {
      complaint: (changes, actuals) => {
        const words = writer.complaint!(changes, actuals);
        return words === undefined ? undefined : redact(words);
      },
    }),
  };
}

function redactedCheck(check: SystemCheck, redact: (text: string) => string): SystemCheck {
  const access = check.access.map(one => (one.note ? { ...one, note: redact(one.note) } : one));
  return { ...check, access };
}

function redactedRecord(record: SourceRecord, redact: (text: string) => string): SourceRecord {
  if (record.kind === 'note') return { ...record, text: redact(record.text) };
  if (record.kind !== 'gap' && record.kind !== 'quarantine') return record;
  const reason = redact(record.reason);
  return record.kind === 'gap' ? { ...record, reason } : { ...record, key: redact(record.key), reason };
}

function redactedError(error: unknown, redact: (text: string) => string): unknown {
  for (let each = error; each instanceof Error; each = each.cause) {
    each.message = redact(each.message);
    if (each.stack) each.stack = redact(each.stack);
  }
  return error;
}
