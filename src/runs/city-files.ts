import { z } from 'zod';
import { ConfigurationError } from '../config/configuration.ts';
import { didYouMean } from '../config/nearest.ts';
import { validate } from '../config/validate.ts';
import { readYaml } from '../config/yaml-source.ts';
import type { AppraisalItem } from '../domain/appraisal.ts';
import { asText } from '../domain/language.ts';
import { planConditions } from '../readiness/declared.ts';
import { factConditions, resultCondition } from '../report/readiness/conditions.ts';
import { defaultReasonWords, type ReasonWords, reasonWordsSchema } from '../review/reason-words.ts';

const itemsSchema = z
  .array(
    z.strictObject({
      id: z
        .string()
        .regex(
          /^[a-z0-9-]{1,40}$/,
          asText({ vi: 'chỉ gồm chữ thường, số và "-"', en: 'has small letters, digits and "-" only' }),
        ),
      text: z.string().trim().min(1),
      clause: z.string().trim().min(1).nullish(),
      fact: z.string().trim().min(1).nullish(),
    }),
  )
  .min(1, asText({ vi: 'cần ít nhất một nội dung', en: 'needs at least one item' }));

/** Conditions of the readiness checklist that may answer an item. */
const facts = [...Object.keys(factConditions), resultCondition.id, ...Object.keys(planConditions)];

/**
 * The checklist of the appraisal out of the city's file.
 *
 * @throws ConfigurationError with file and line.
 */
export async function appraisalItems(file: string): Promise<AppraisalItem[]> {
  const { source, data } = await readOwn(file, itemsSchema, []);
  const taken = new Set<string>();
  data.forEach(({ id, fact }, at) => {
    if (taken.has(id))
      source.tell([at, 'id'], {
        vi: `đã có một nội dung khác mã "${id}"`,
        en: `another item has the id "${id}"`,
      });
    taken.add(id);
    if (fact != null && !facts.includes(fact)) {
      const guess = didYouMean(fact, facts);
      source.tell([at, 'fact'], {
        vi: `bảng điều kiện không có "${fact}"${guess.vi}`,
        en: `the conditions have no "${fact}"${guess.en}`,
      });
    }
  });
  if (source.told.length > 0) throw new ConfigurationError(source.told);
  return data.map(({ id, text, clause, fact }) => ({
    ...{ id, text, clause: clause ?? null, fact: fact ?? null },
  }));
}

/**
 * The word list that codes reasons: the operator's file, or the built-in one.
 *
 * @throws ConfigurationError with file and line.
 */
export async function reasonWords(file: string | undefined): Promise<ReasonWords> {
  if (file === undefined) return defaultReasonWords();
  return (await readOwn(file, reasonWordsSchema, {})).data;
}

/** A list that a city keeps in a file of its own. */
async function readOwn<Data>(file: string, schema: z.ZodType<Data>, empty: unknown) {
  const source = await readYaml(file);
  const checked = validate(schema, source.plain() ?? empty, source);
  if ('problems' in checked) throw new ConfigurationError(checked.problems);
  return { source, data: checked.data };
}
