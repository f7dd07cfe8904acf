import { writeSync } from 'node:fs';
import { peakMegabytes } from './resident.ts';

/** What a program took in all. */
export interface Usage {
  /** Processor time, milliseconds. */
  cpu: number;
  /** Most resident memory. */
  megabytes: number;
}

/** Loaded before a program: says it on descriptor 3, as JSON, when the program ends. */
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const usage: Usage = { cpu: (user + system) / 1_000, megabytes: peakMegabytes() };
  writeSync(3, JSON.stringify(usage));
});
