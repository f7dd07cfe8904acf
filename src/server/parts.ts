import { setImmediate as letOthers } from 'node:timers/promises';
import type { ServerPart } from './part.ts';

/** What people and programs come for, in the order in which it is added. */
const visited: readonly (() => Promise<ServerPart>)[] = [
  async () => (await import('./sign-in/routes.ts')).signInRoutes,
  async () => (await import('./openapi.ts')).documentation,
  async () => (await import('./v1/index.ts')).v1,
  async () => (await import('./page/routes.ts')).pageRoutes,
];

/** Loaded one after the other: who asks for something else meanwhile waits for one of them at most. */
export async function loadVisited(): Promise<ServerPart[]> {
  const loaded: ServerPart[] = [];
  for (const load of visited) {
    loaded.push(await load());
    await letOthers();
  }
  return loaded;
}
