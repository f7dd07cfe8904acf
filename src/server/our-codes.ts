import { localCode } from '../domain/code.ts';
import type { App } from './app.ts';
import type { ServerContext } from './context.ts';

/** Of a filter, any of several. */
type Procedure = string | string[];

/** As on the command line: `procedure` may be written as a system writes it, with the locality's own suffix. */
export function takeOurCodes(scope: App, { configuration }: ServerContext): void {
  scope.addHook('preHandler', async ({ params, query, body }) => {
    const { locality } = configuration().city;
    for (const given of [params, query, body]) {
      if (!hasProcedure(given)) continue;
      const { procedure } = given;
      given.procedure = Array.isArray(procedure)
        ? procedure.map(one => localCode(one, locality))
        : localCode(procedure, locality);
    }
  });
}

function hasProcedure(given: unknown): given is { procedure: Procedure } {
  const { procedure } = Object(given) as { procedure?: unknown };
  return typeof procedure === 'string' || Array.isArray(procedure);
}
