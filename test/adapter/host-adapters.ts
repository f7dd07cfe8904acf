import { adapters } from '../../adapters/index.ts';

/** Those that speak with a host, and so have a sandbox. */
export const hostAdapters = adapters.filter(adapter => adapter.source === 'host');
