import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'major'; execution: 'async' }) => Promise<void>;

/**
 * What collects the garbage of this process when asked to, a moment later and in tens of milliseconds. V8 does it where
 * memory runs short, which to a service that waits for most of the day never seems so.
 */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: Collect = runInNewContext('gc');
  return () => void collect({ type: 'major', execution: 'async' });
}
