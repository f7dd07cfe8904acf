import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ownFile } from '../domain/own-files.ts';
import { exitCodes } from './exit.ts';
import { note } from './output.ts';
import { fullDisk } from './unwritable.ts';

// Whoever reads our output may stop reading (`| head`): that is their right, not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  const full = fullDisk(error);
  if (!full) throw error;
  note(`Lỗi: ${full.message}`);
  process.exit(exitCodes.failed);
});

// Beside the packages, where only their owner writes; where that cannot be, there is no cache.
enableCompileCache(fileURLToPath(ownFile('node_modules/.cache/dvc-sync')));
const { main } = await import('./program.ts');
await main(process.argv.slice(2));
