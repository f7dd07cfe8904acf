import { setImmediate as letOthers } from 'node:timers/promises';
import type { App } from '../app.ts';
import { takeOurCodes } from '../our-codes.ts';
import { loadEach, type ServerPart } from '../part.ts';
import { assetRoutes } from './assets.ts';
import { acceptForms } from './form.ts';
import { createShell, type Shell } from './page.ts';

type Page = (app: App, shell: Shell) => void;

/** Pages for people who open the service in a browser. */
export async function loadPages(): Promise<ServerPart> {
  const pages = await loadEach<Record<string, Page>>([() => import('./rooms.ts'), () => import('./desk.ts')]);
  return async (app, context) => {
    takeOurCodes(app, context);
    const shell = await createShell(context);
    acceptForms(app);
    assetRoutes(app, shell.assets);
    for (const add of pages.flatMap(Object.values<Page>)) {
      add(app, shell);
      await letOthers();
    }
  };
}
