import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { sandboxes } from '../sandboxes.ts';
import type { RunningSandbox } from '../seed.ts';
import type { CitySeeds } from './base-city.ts';
import type { SandboxCity } from './city.ts';

const sandboxSystems = {
  national: 'csdl-tthc',
  portal: 'td-dvc',
  oneStop: 'opencps',
  nationalPortal: 'dvcqg-2026',
} as const satisfies Record<keyof CitySeeds, string>;
/** The systems every city has. */
export type SandboxSystem = Exclude<keyof typeof sandboxSystems, 'nationalPortal'>;

/** Roles of the standard workflow; both sandbox systems call them so. */
const roles = Object.fromEntries(
  ['Cán bộ một cửa', 'Lãnh đạo phòng', 'Chuyên viên', 'Lãnh đạo đơn vị'].map(role => [
    role,
    { portal: role, oneStop: role },
  ]),
);

export interface RunningCity {
  servers: Record<SandboxSystem, RunningSandbox> & { nationalPortal?: RunningSandbox };
  /** Writes dvc-sync.yaml, agencies.yaml and fields.yaml that reach the servers; returns the first one's path. */
  writeConfiguration(folder: string, settings?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

/** Starts a server for each system of the city, speaking its own protocol with its documented quirks. */
export async function startCity(city: SandboxCity): Promise<RunningCity> {
  const started = await Promise.all(
    (Object.keys(sandboxSystems) as (keyof CitySeeds)[]).map(async system => {
      const seed = city.seeds[system];
      return seed
        ? [[system, await sandboxes[sandboxSystems[system]]!(seed, city.quirks[system])] as const]
        : [];
    }),
  );
  const servers = Object.fromEntries(started.flat()) as RunningCity['servers'];
  return {
    servers,
    writeConfiguration: (folder, settings) => writeConfiguration(folder, city, servers, settings),
    async close() {
      await Promise.all(Object.values(servers).map(server => server.close()));
    },
  };
}

async function writeConfiguration(
  folder: string,
  city: SandboxCity,
  servers: RunningCity['servers'],
  settings: Record<string, unknown> = {},
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const systems = Object.fromEntries(
    Object.entries(servers).map(([name, { baseUrl, options }]) => [
      name,
      // Loopback bears more than a real host: the adapters' own defaults (down to one request a second) are for those.
      {
        role: name,
        adapter: sandboxSystems[name as keyof CitySeeds],
        baseUrl,
        ...options,
        ratePerSecond: 5000,
      },
    ]),
  );
  const file = join(folder, 'dvc-sync.yaml');
  await writeFile(
    file,
    `# Thành phố giả lập: chỉ dùng để chạy thử trên máy này.\n${stringify({
      locality: city.locality,
      dataDir: './data',
      agencies: './agencies.yaml',
      fields: './fields.yaml',
      services: './services',
      roles,
      systems,
      ...settings,
    })}`,
  );
  await writeFile(join(folder, 'agencies.yaml'), stringify(city.agencies));
  await writeFile(join(folder, 'fields.yaml'), stringify(city.fields));
  return file;
}
