import type { HostContext, RemoteSystem } from '../../src/adapter/adapter.ts';
import { withAside } from '../../src/adapter/kit/aside.ts';
import { checkSystem } from './check.ts';
import { createClient } from './client.ts';
import { findOptions } from './find-options.ts';
import type { Options } from './options.ts';
import { readEverything } from './read/everything.ts';

export function open(options: Options, context: HostContext): RemoteSystem {
  return {
    check: () => checkSystem(createClient(options, context), options),
    findOptions: () => findOptions(options, context),
    read: () => withAside(aside => readEverything(createClient(options, context), options, context, aside)),
  };
}
