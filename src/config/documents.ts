import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ConfigurationProblem } from './configuration.ts';
import { type DocumentSettings, wordingNames } from './sections/documents.ts';
import type { YamlSource } from './yaml-source.ts';

const files = wordingNames.map(name => `${name}.yaml`);

/** A folder of wording that is not there, or a file in it that no document asks for, would go unnoticed. */
export async function configureDocuments(
  documents: Pick<DocumentSettings, 'templates'> | undefined,
  folder: string,
  source: YamlSource,
): Promise<{ problems: ConfigurationProblem[] }> {
  const templates = documents?.templates;
  if (templates === undefined) return { problems: [] };
  const problem = (text: string) => source.problem(['documents', 'templates'], text);
  try {
    const strange = (await readdir(resolve(folder, templates)))
      .filter(name => /\.ya?ml$/i.test(name) && !files.includes(name))
      .sort();
    return {
      problems: strange.map(name =>
        problem(`không văn bản nào dùng tệp ${name}; các tên dùng được: ${files.join(', ')}`),
      ),
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'không có thư mục này' : `không đọc được thư mục này (${code})`;
    return { problems: [problem(`${templates}: ${why}`)] };
  }
}
