import type { FolderContext, FoundOption, Log, RemoteSystem } from '../adapter/adapter.ts';
import { RemoteError } from '../adapter/errors.ts';
import { type FilesFolder, openFolder } from '../adapter/folder.ts';
import { createHttpClient, type OwnHttpClient } from '../adapter/http-client.ts';
import { createHandedOut } from '../adapter/http-redaction.ts';
import type { Details } from '../adapter/kit/details.ts';
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
  const { readService, findOptions, writer, measures } = remote;
  const redactedError = (error: unknown) => {
    for (let each = error; each instanceof Error; each = each.cause) {
      each.message = redact(each.message);
      if (each.stack) each.stack = redact(each.stack);
    }
    return error;
  };
  const redacting = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw redactedError(error);
    }
  };
  async function* each<Row extends { kind: string }>(rows: () => AsyncIterable<Row>): AsyncGenerator<Row> {
    try {
      for await (const row of rows()) yield redactedRow(row, redact);
    } catch (error) {
      throw redactedError(error);
    }
  }
  const redactedWriter = (own: RemoteWriter): RemoteWriter => ({
    ...own,
    send: send => redacting(() => own.send(send)),
    ...(own.complaint && {
      complaint(changes, actuals) {
        const words = own.complaint!(changes, actuals);
        return words === undefined ? undefined : redact(words);
      },
    }),
  });
  return {
    read: () => each(() => remote.read()),
    async check() {
      const { access, ...check } = await redacting(() => remote.check());
      return { ...check, access: access.map(one => (one.note ? { ...one, note: redact(one.note) } : one)) };
    },
    ...(readService && { readService: (...asked) => redacting(() => readService(...asked)) }),
    ...(findOptions && {
      async findOptions() {
        const found = await redacting(() => findOptions());
        return found.map((option): FoundOption => ({ ...option, note: redact(option.note) }));
      },
    }),
    ...(writer && { writer: async names => redactedWriter(await writer(names)) }),
    ...(measures && { measures: asked => each(() => measures(asked)) }),
  };
}

/** Of what is read, notes, gaps and quarantined rows say something in words of the remote. */
function redactedRow<Row extends { kind: string }>(row: Row, redact: (text: string) => string): Row {
  const told = row as { kind: string; text?: string; reason?: string; key?: string };
  if (told.kind === 'note') return { ...row, text: redact(told.text!) };
  if (told.kind === 'gap') return { ...row, reason: redact(told.reason!) };
  if (told.kind !== 'quarantine') return row;
  return { ...row, key: redact(told.key!), reason: redact(told.reason!) };
}
