import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { ownFile } from '../domain/own-files.ts';
import { exitCodes } from './exit.ts';
import { said } from './language.ts';
import { note } from './output.ts';
import { fullDisk } from './unwritable.ts';

// Whoever reads our output may stop reading (`| head`): that is their right, not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  const full = fullDisk(error);
  if (!full) throw error;
  note(`${said({ vi: 'Lỗi', en: 'Error' })}: ${full.message}`);
  process.exit(exitCodes.failed);
});

const args = process.argv.slice(2);
// Else V8 grows its space for new objects to 32 MB and more while the program is loaded, and a service keeps that for as
// long as it waits; and lets what is no longer used lie until it is as much as what is. What takes much memory is done by
// children, which start with other arguments.
if (args[0] === 'serve' || (args[0] === 'work' && !process.send)) {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=10');
}
// Beside the packages, where only their owner writes; where that cannot be, there is no cache. Behind the flags: what was
// compiled serves only those who have the same, and under one name they would throw away each other's.
enableCompileCache(fileURLToPath(ownFile('node_modules/.cache/dvc-sync')));
const { main } = await import('./program.ts');
await main(args);
