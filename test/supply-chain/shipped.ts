import { readFileSync } from 'node:fs';
import { packagesBuiltIn } from '../../build.ts';

/** Folders of the packages somebody gets with the program: installed beside it, or built into it. */
export async function shippedFolders(): Promise<Set<string>> {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
  };
  const installed = Object.entries(packages).flatMap(([folder, { dev, devOptional }]) =>
    folder === '' || dev || devOptional ? [] : [folder],
  );
  return new Set([...installed, ...(await packagesBuiltIn())]);
}
