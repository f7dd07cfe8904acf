import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Refusal } from '../../domain/refusal.ts';
import { stage } from '../../report/staged-file.ts';
import { dump, requireRestorable } from '../../store/backup/dump.ts';
import { DamagedBackup } from '../../store/backup/format.ts';
import type { ConfiguredAsking } from '../context.ts';
import { requirePermission } from '../permissions.ts';

/**
 * Writes all that the store has into one file, as it is at one moment, and reads it back before it takes its place.
 * Rows by table.
 *
 * @param version Of the program, said in the file.
 * @throws Refusal where what was written could not be restored: no file is kept.
 */
export async function backUp(
  { store, configuration, actor }: ConfiguredAsking,
  file: string,
  { version, createdAt, signal }: { version: string; createdAt: string; signal: AbortSignal },
): Promise<Record<string, number>> {
  requirePermission(actor, 'backup');
  const dumping = { store, settings: configuration.store, version, createdAt, signal };
  let counts: Record<string, number> = {};
  const staged = await stage(file, async out => {
    counts = await dump(dumping, lines => pipeline(Readable.from(lines), createGzip(), out));
  });
  try {
    await requireRestorable(createReadStream(staged.staged, { signal }));
  } catch (error) {
    await staged.discard();
    throw error instanceof DamagedBackup ? new Refusal('backup-not-restorable', { what: error.what }) : error;
  }
  await staged.publish();
  return counts;
}
