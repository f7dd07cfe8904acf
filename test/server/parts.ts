import type { ServerPart } from '../../src/server/part.ts';
import { loadVisited } from '../../src/server/parts.ts';
import { probes } from '../../src/server/probes.ts';

/** All there is. */
export const parts: readonly ServerPart[] = [...(await loadVisited()), ...probes];
