import { Writable } from 'node:stream';
import pino from 'pino';
import type { Log } from '../adapter/adapter.ts';
import { createRedactor } from '../adapter/http-redaction.ts';
import { terminalText } from '../domain/terminal-text.ts';

/** Lines for people; a service without a terminal does without. */
const pretty = process.stderr.isTTY ? (await import('pino-pretty')).default : undefined;

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
  const out = pretty?.({ destination: 2, sync: true, ignore: 'pid,hostname' }) ?? process.stderr;
  const redacting = new Writable({
    write(line, _encoding, done) {
      out.write(inert(redacted(String(line))));
      done();
    },
  });
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, redacting);
}

/** What JSON escapes works again on a terminal that reads the line out; nothing of it may. */
const working = /\\u00[01]|\\[bfrv]|[\u007f-\u009f\u2028\u2029]|(?![\t-\r])[\p{Cf}\p{DI}]/u;

function inert(line: string): string {
  if (!working.test(line)) return line;
  try {
    const told = (_key: string, value: unknown) => (typeof value === 'string' ? terminalText(value) : value);
    return `${JSON.stringify(JSON.parse(line, told))}\n`;
  } catch {
    return terminalText(line);
  }
}

/** The same log with these fields on every line. */
export function logWith(log: Log, fields: object): Log {
  return {
    debug: (more, message) => log.debug({ ...fields, ...more }, message),
    info: (more, message) => log.info({ ...fields, ...more }, message),
    warn: (more, message) => log.warn({ ...fields, ...more }, message),
  };
}
