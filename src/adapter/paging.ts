export { cutWords, defaultMaxRows, walkPages } from './kit/pages.ts';
