import { Writable } from 'node:stream';
import pino from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../adapter/adapter.ts';
import { createRedactor } from '../adapter/http-redaction.ts';

/**
 * The process's log, on stderr: readable on a terminal, one JSON object a line elsewhere. Configured secrets are
 * replaced in the finished line, so that no field and no error text can carry one out. A service hands in a function:
 * its secrets change when it is told to read its configuration again.
 */
export function createLog(
  secrets: readonly string[] | (() => readonly string[]),
  level: string,
): pino.Logger {
  const current = typeof secrets === 'function' ? secrets : () => secrets;
  let known = current();
  let redact = createRedactor(known);
  const redacted = (line: string) => {
    if (current() !== known) {
      known = current();
      redact = createRedactor(known);
    }
    return redact(line);
  };
  const out = process.stderr.isTTY
    ? pretty({ destination: 2, sync: true, ignore: 'pid,hostname' })
    : process.stderr;
  const redacting = new Writable({
    write(line, _encoding, done) {
      out.write(redacted(String(line)));
      done();
    },
  });
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, redacting);
}

/** The same log with these fields on every line. */
export function logWith(log: Log, fields: object): Log {
  return {
    debug: (more, message) => log.debug({ ...fields, ...more }, message),
    info: (more, message) => log.info({ ...fields, ...more }, message),
    warn: (more, message) => log.warn({ ...fields, ...more }, message),
  };
}
