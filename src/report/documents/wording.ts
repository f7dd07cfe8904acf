import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ConfigurationError } from '../../config/configuration.ts';
import type { wordingNames } from '../../config/sections/documents.ts';
import { validate } from '../../config/validate.ts';
import { readYaml, type YamlSource } from '../../config/yaml-source.ts';
import { ownFile } from '../../domain/own-files.ts';

type WordingName = (typeof wordingNames)[number];

const lines = z.array(z.string().min(1)).min(1);
const wordingSchema = z.strictObject({
  type: z.string().min(1).optional(),
  title: lines,
  subtitle: lines.optional(),
  paragraphs: lines.optional(),
});
type WordingFile = z.infer<typeof wordingSchema>;

/** Texts of a document, filled in. */
export interface Wording {
  type?: string;
  title: string[];
  subtitle: string[];
  paragraphs: string[];
}

/** What the places `{…}` are filled with; null = not known: a paragraph that needs it is left out. */
export type WordingValues = Readonly<Record<string, string | null>>;

const builtIn = fileURLToPath(ownFile('assets/wording/'));
const place = /\{([^{}]+)\}/g;

/**
 * The wording of a document out of the city's folder where it has one of that name, else the one that ships.
 *
 * @throws ConfigurationError with file, line and key for anything it cannot use, a place nobody can fill included.
 */
export async function loadWording(
  name: WordingName,
  folder: string | undefined,
  values: WordingValues,
): Promise<Wording> {
  const own = folder === undefined ? undefined : join(folder, `${name}.yaml`);
  const source = await readYaml(own !== undefined && existsSync(own) ? own : join(builtIn, `${name}.yaml`));
  const checked = validate(wordingSchema, source.plain() ?? {}, source);
  if ('problems' in checked) throw new ConfigurationError(checked.problems);
  refuseUnknownPlaces(checked.data, source, values);
  const { type, title, subtitle = [], paragraphs = [] } = checked.data;
  return {
    ...(type !== undefined && { type: fill(type, values) }),
    title: title.map(text => fill(text, values)),
    subtitle: known(subtitle, values),
    paragraphs: known(paragraphs, values),
  };
}

function known(texts: readonly string[], values: WordingValues): string[] {
  return texts
    .filter(text => [...text.matchAll(place)].every(([, name]) => values[name!] !== null))
    .map(text => fill(text, values));
}

function fill(text: string, values: WordingValues): string {
  return text.replace(place, (_, name: string) => values[name] ?? '…');
}

function refuseUnknownPlaces(wording: WordingFile, source: YamlSource, values: WordingValues): void {
  const problems = Object.entries(wording).flatMap(([key, texts]) =>
    [texts].flat().flatMap((text, at) =>
      [...text.matchAll(place)]
        .filter(([, name]) => !Object.hasOwn(values, name!))
        .map(([whole]) => {
          const path = Array.isArray(texts) ? [key, at] : [key];
          const usable = Object.keys(values).map(each => `{${each}}`);
          return source.problem(path, {
            vi: `không có chỗ điền ${whole}; dùng được: ${usable.join(' ')}`,
            en: `there is no place ${whole}; usable are: ${usable.join(' ')}`,
          });
        }),
    ),
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
}
