import fc from 'fast-check';
import { turn } from './thorough.ts';

/** Other cases every day, and the same ones all day: what was green before a change landed is what CI tries. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: turn });
