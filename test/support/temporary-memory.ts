/**
 * Imported by configurations of the test runner: stores, servers and folders of the tests lie in memory where there is
 * enough of it. On a disk a third of their time is the system's, writing what is thrown away a second later.
 */
import { statfsSync } from 'node:fs';

const memory = '/dev/shm';
const neededBytes = 4 * 1024 ** 3;

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    // Not every system has it.
    return 0;
  }
}

if (!process.env.TMPDIR && freeBytes(memory) >= neededBytes) process.env.TMPDIR = memory;
