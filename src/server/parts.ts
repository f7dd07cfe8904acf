import { loadEach, type ServerPart } from './part.ts';

/** What people and programs come for, in the order in which it is added. */
export function loadVisited(): Promise<ServerPart[]> {
  return loadEach<ServerPart>([
    async () => (await import('./sign-in/routes.ts')).signInRoutes,
    async () => (await import('./openapi.ts')).documentation,
    async () => (await import('./v1/index.ts')).loadV1(),
    async () => (await import('./page/routes.ts')).loadPages(),
  ]);
}
