import { setImmediate as letOthers } from 'node:timers/promises';
import { takeOurCodes } from '../our-codes.ts';
import { loadEach, type ServerPart } from '../part.ts';
import { assetRoutes } from './assets.ts';
import { acceptForms } from './form.ts';
import { createShell } from './page.ts';

/** Pages for people who open the service in a browser. */
export async function loadPages(): Promise<ServerPart> {
  const pages = await loadEach([
    async () => (await import('./rooms.ts')).rooms,
    async () => (await import('./reviews/index.ts')).desk,
  ]);
  return async (app, context) => {
    takeOurCodes(app, context);
    const shell = await createShell(context);
    acceptForms(app);
    assetRoutes(app, shell.assets);
    for (const add of pages.flat()) {
      add(app, shell);
      await letOthers();
    }
  };
}
