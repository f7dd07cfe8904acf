import { cleanText } from '../../domain/text.ts';
import { firstOf, shortName } from '../../words/sentence.ts';
import { forEachPublic, nationalFinding } from '../national-record.ts';
import type { NationalRule } from '../rule.ts';

export const rule: NationalRule<'test-residue'> = {
  id: 'test-residue',
  scope: 'national',
  severity: 'info',
  owner: 'regulatory',
  needs: { national: ['name', 'decision', 'suspectTexts'] },
  becomes: null,
  start: (context, report) =>
    forEachPublic((record, group) => {
      const { name, decision, suspectTexts = [] } = record.facts;
      const found = new Set<string>();
      for (const text of [name ?? '', decision ?? '', ...suspectTexts].map(cleanText)) {
        if (trialNumber.test(text) || trialEdge.test(text)) found.add(text);
      }
      if (found.size === 0) return;
      const texts = [...found];
      report(
        nationalFinding(group, context, {
          params: { texts: firstOf(texts.map(shortName)) },
          evidence: { texts: texts.slice(0, 20) },
        }),
      );
    }),
};

/** Where a number should be there is a word nobody numbers decisions with. */
const trialNumber =
  /(?<![\p{L}\p{N}])(?:demo|test|thử|mẫu|abc|xyz|asdf|qwerty|x{2,}|a{3,})[\s\p{N}._-]*\/\s*q[đd](?!\p{L})/iu;
/** "Test nhanh", "phòng thử nghiệm" are real words of the field, so only the edges of a text count. */
const trialEdge =
  /^(?:demo|test|abc|xyz|asdf)(?:\s*\p{N}*$|\s*[-/_:]|\s+(?:thủ tục|tthc|dịch vụ|quy trình)(?!\p{L}))|(?<![\p{L}\p{N}])(?:demo|test)\s*\p{N}*$/iu;
