import type { ServerPart } from '../../src/server/part.ts';
import { loadVisited, probes } from '../../src/server/parts.ts';

/** All there is. */
export const parts: readonly ServerPart[] = [...(await loadVisited()), ...probes];
