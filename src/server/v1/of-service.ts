// How the service stands, who uses it, what it goes by.
export { administrationRoutes } from './administration.ts';
export { directoryRoutes } from './directory.ts';
export { mailRoutes } from './mails.ts';
export { mappingRoutes } from './mappings.ts';
export { stateRoutes } from './state.ts';
