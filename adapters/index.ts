import type { Adapter } from '../src/adapter/adapter.ts';
import { adapter as csdlTthc } from './csdl-tthc/index.ts';
import { adapter as dvcqg2026 } from './dvcqg-2026/index.ts';
import { adapter as files } from './exports/index.ts';
import { adapter as opencps } from './opencps/index.ts';
import { adapter as tdDvc } from './td-dvc/index.ts';

/** Every protocol dvc-sync speaks. A test compares this list with the folders. */
export const adapters: readonly Adapter[] = [csdlTthc, dvcqg2026, tdDvc, opencps, files];
