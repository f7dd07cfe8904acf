import { startSandbox as csdlTthc } from './csdl-tthc/sandbox.ts';
import { startSandbox as dvcqg2026 } from './dvcqg-2026/sandbox.ts';
import { startSandbox as opencps } from './opencps/sandbox.ts';
import type { RunningSandbox, SandboxSeed } from './seed.ts';
import { startSandbox as tdDvc } from './td-dvc/sandbox.ts';

type StartSandbox = (seed: SandboxSeed, quirks?: Record<string, unknown>) => Promise<RunningSandbox>;

/** Pretended remotes by the name of the adapter that speaks with them; no adapter knows its own. */
export const sandboxes: Readonly<Record<string, StartSandbox>> = {
  'csdl-tthc': csdlTthc,
  'td-dvc': tdDvc,
  opencps,
  'dvcqg-2026': dvcqg2026,
};
