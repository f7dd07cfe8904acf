import type { FolderContext, RemoteSystem } from '../../src/adapter/adapter.ts';
import { checkFolder } from './check.ts';
import type { Options } from './options.ts';
import { readEverything } from './read/everything.ts';
import { readMeasures } from './read/measures.ts';
import { serviceReader } from './read/service.ts';

export function open(options: Options, context: FolderContext): RemoteSystem {
  return {
    check: () => checkFolder(options, context),
    read: () => readEverything(options, context),
    readService: serviceReader(options, context),
    measures: asked => readMeasures(options, context, asked),
  };
}
