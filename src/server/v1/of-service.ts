// How the service stands, who uses it, what it goes by.
export { administrationRoutes } from './administration.ts';
export { directoryRoutes } from './directory.ts';
export { mailRoutes, stateRoutes } from './how-it-stands.ts';
export { mappingRoutes } from './mappings.ts';
