export { inWindow } from './kit/in-window.ts';
