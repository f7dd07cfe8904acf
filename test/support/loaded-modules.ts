/**
 * `node --import loaded-modules.ts …`: on SIGUSR2 the process writes the URLs of all modules it has loaded, a line each,
 * into the file `LOADED_MODULES` names.
 */
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const urls = new Set<string>();
registerHooks({
  load(url, context, next) {
    urls.add(url);
    return next(url, context);
  },
});
process.on('SIGUSR2', () => writeFileSync(process.env.LOADED_MODULES!, [...urls].join('\n')));
