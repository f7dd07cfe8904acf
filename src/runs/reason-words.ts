import { ConfigurationError } from '../config/configuration.ts';
import { validate } from '../config/validate.ts';
import { readYaml } from '../config/yaml-source.ts';
import { defaultReasonWords, type ReasonWords, reasonWordsSchema } from '../review/reason-words.ts';

/**
 * The word list that codes reasons: the operator's file, or the built-in one.
 *
 * @throws ConfigurationError with file and line.
 */
export async function reasonWords(file: string | undefined): Promise<ReasonWords> {
  if (file === undefined) return defaultReasonWords();
  const source = await readYaml(file);
  const checked = validate(reasonWordsSchema, source.plain() ?? {}, source);
  if ('problems' in checked) throw new ConfigurationError(checked.problems);
  return checked.data;
}
