import { z } from 'zod';
import { ConfigurationError } from '../config/configuration.ts';
import { didYouMean } from '../config/nearest.ts';
import { validate } from '../config/validate.ts';
import { readYaml } from '../config/yaml-source.ts';
import type { AppraisalItem } from '../domain/appraisal.ts';
import { asText } from '../domain/language.ts';
import { planConditions } from '../readiness/declared.ts';
import { factConditions, resultCondition } from '../report/readiness/conditions.ts';

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
  const source = await readYaml(file);
  const checked = validate(itemsSchema, source.plain() ?? [], source);
  if ('problems' in checked) throw new ConfigurationError(checked.problems);
  const taken = new Set<string>();
  checked.data.forEach(({ id, fact }, at) => {
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
  return checked.data.map(({ id, text, clause, fact }) => ({
    ...{ id, text, clause: clause ?? null, fact: fact ?? null },
  }));
}
