import { adapters as installedAdapters } from '../../adapters/index.ts';
import type { Configuration, ConfiguredSystem } from './configuration.ts';

/** A configuration as data, secrets included: adapters, which are code, by their names. */
export interface HandedConfiguration extends Omit<Configuration, 'systems'> {
  systems: (Omit<ConfiguredSystem, 'adapter'> & { adapter: string })[];
}

/** The configuration in force, for a process of the same program: the files may say something else by now. */
export function handedOver(configuration: Configuration): HandedConfiguration {
  return {
    ...configuration,
    systems: configuration.systems.map(system => ({ ...system, adapter: system.adapter.name })),
  };
}

export function takenOver(given: HandedConfiguration): Configuration {
  const systems = given.systems.map(system => {
    const adapter = installedAdapters.find(({ name }) => name === system.adapter);
    if (!adapter) throw new Error(`no adapter is called ${system.adapter}`);
    return { ...system, adapter } as ConfiguredSystem;
  });
  return { ...given, systems };
}
