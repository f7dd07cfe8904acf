import { cleanText } from '../../domain/text.ts';
import { firstOf, shortName } from '../../words/sentence.ts';
import { qualityRule } from '../national-record.ts';

export const rule = qualityRule(
  'test-residue',
  ['name', 'decision', 'suspectTexts'],
  ({ name, decision, suspectTexts = [] }) => {
    const all = [name ?? '', decision ?? '', ...suspectTexts].map(cleanText);
    const texts = [...new Set(all.filter(text => trialNumber.test(text) || trialEdge.test(text)))];
    return texts.length === 0
      ? undefined
      : { params: { texts: firstOf(texts.map(shortName)) }, evidence: { texts: texts.slice(0, 20) } };
  },
);

/** Where a number should be there is a word nobody numbers decisions with. */
const trialNumber =
  /(?<![\p{L}\p{N}])(?:demo|test|thử|mẫu|abc|xyz|asdf|qwerty|x{2,}|a{3,})[\s\p{N}._-]*\/\s*q[đd](?!\p{L})/iu;
/** "Test nhanh", "phòng thử nghiệm" are real words of the field, so only the edges of a text count. */
const trialEdge =
  /^(?:demo|test|abc|xyz|asdf)(?:\s*\p{N}*$|\s*[-/_:]|\s+(?:thủ tục|tthc|dịch vụ|quy trình)(?!\p{L}))|(?<![\p{L}\p{N}])(?:demo|test)\s*\p{N}*$/iu;
