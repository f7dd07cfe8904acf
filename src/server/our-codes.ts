import { listedCode } from '../domain/agency.ts';
import type { City } from '../domain/city.ts';
import { localCode } from '../domain/code.ts';
import type { App } from './app.ts';
import type { ServerContext } from './context.ts';

/** As on the command line: of what is given under these names, how a code of ours is written in full. */
const readers: Record<string, (given: string, city: City) => string> = {
  // As a system writes it, with the locality's own suffix.
  procedure: (given, { locality }) => localCode(given, locality),
  agency: (given, { agencies }) => listedCode(given, agencies),
  unit: (given, { agencies }) => listedCode(given, agencies),
};

export function takeOurCodes(scope: App, { configuration }: ServerContext): void {
  scope.addHook('preHandler', async ({ params, query, body }) => {
    const { city } = configuration();
    for (const given of [params, query, body]) {
      const parts = Object(given) as Record<string, unknown>;
      for (const [name, read] of Object.entries(readers)) {
        const inFull = (code: unknown) => (typeof code === 'string' ? read(code, city) : code);
        const code = parts[name];
        // Of a filter, any of several.
        if (code !== undefined) parts[name] = Array.isArray(code) ? code.map(inFull) : inFull(code);
      }
    }
  });
}
