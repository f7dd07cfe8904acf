import { documentation } from './openapi.ts';
import { pageRoutes } from './page/routes.ts';
import type { ServerPart } from './part.ts';
import { probes } from './probes.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { v1 } from './v1/index.ts';

/** What people and programs come for, in the order in which it is added. */
export const visited: readonly ServerPart[] = [signInRoutes, documentation, v1, pageRoutes];

/** All there is. */
export const parts: readonly ServerPart[] = [...visited, ...probes];
