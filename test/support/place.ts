import { join } from 'node:path';
import type { SandboxCity } from '../sandbox/city/city.ts';
import { type RunningCity, startCity } from '../sandbox/city/servers.ts';
import { dvcSync, type Ended, temporaryFolder } from './command.ts';

/** A running sandbox city with a folder of its own: configuration, data and reports. */
export interface Place {
  city: RunningCity;
  folder: string;
  config: string;
  out: string;
  run(...args: string[]): Promise<Ended>;
  close(): Promise<void>;
}

export async function placeOf(city: SandboxCity, settings?: Record<string, unknown>): Promise<Place> {
  const folder = await temporaryFolder();
  const running = await startCity(city);
  const config = await running.writeConfiguration(folder.path, settings);
  const out = join(folder.path, 'out');
  return {
    city: running,
    folder: folder.path,
    config,
    out,
    run: (...args) => dvcSync(['run', '--config', config, '--out', out, ...args]),
    async close() {
      await running.close();
      await folder.remove();
    },
  };
}
