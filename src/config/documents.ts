import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Words } from '../domain/language.ts';
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
  const problem = (text: Words) => source.problem(['documents', 'templates'], text);
  try {
    const strange = (await readdir(resolve(folder, templates)))
      .filter(name => /\.ya?ml$/i.test(name) && !files.includes(name))
      .sort();
    return {
      problems: strange.map(name =>
        problem({
          vi: `không văn bản nào dùng tệp ${name}; các tên dùng được: ${files.join(', ')}`,
          en: `no document uses the file ${name}; names that are used: ${files.join(', ')}`,
        }),
      ),
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? { vi: 'không có thư mục này', en: 'there is no such folder' }
        : { vi: `không đọc được thư mục này (${code})`, en: `the folder could not be read (${code})` };
    return { problems: [problem({ vi: `${templates}: ${why.vi}`, en: `${templates}: ${why.en}` })] };
  }
}
