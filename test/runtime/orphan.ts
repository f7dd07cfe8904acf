import pino from 'pino';
import { doneByChild } from '../../src/runtime/child/child.ts';
import { starterConfiguration } from '../server/running.ts';

/** Has a child that is busy for ever, prints its pid and waits to be killed. */
const [program, task] = process.argv.slice(2);
await doneByChild(
  [],
  { task },
  {
    program: program!,
    configuration: await starterConfiguration(''),
    log: pino({ level: 'silent' }),
    limits: { heapMegabytes: 200, residentMegabytes: 1_000, seconds: 600 },
    told: word => process.stdout.write(`${(word as { pid: number }).pid}\n`),
  },
);
