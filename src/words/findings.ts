import type { Said, Sayable, Statement } from '../domain/finding.ts';
import type { Language } from '../domain/language.ts';
import type { LevelNaming } from '../domain/level.ts';
import type { Owner, Severity } from '../domain/severity.ts';
import { casesWords } from './findings/cases.ts';
import { contentWords } from './findings/content.ts';
import { driftWords } from './findings/drift.ts';
import { levelsWords } from './findings/levels.ts';
import { mappingWords } from './findings/mapping.ts';
import { nationalWords } from './findings/national.ts';
import { publicationWords } from './findings/publication.ts';
import { reviewsWords } from './findings/reviews.ts';
import type { About, FindingWords, RuleText } from './findings/shape.ts';
import { sourcesWords } from './findings/sources.ts';
import { levelTerms } from './level-names.ts';
import { procedureLabel } from './procedures.ts';
import { agencyLabel, filled, sentenceCase, systemLabel } from './sentence.ts';

/** What every rule says, by its id. */
const words = {
  ...sourcesWords,
  ...mappingWords,
  ...levelsWords,
  ...publicationWords,
  ...reviewsWords,
  ...casesWords,
  ...contentWords,
  ...driftWords,
  ...nationalWords,
};

/** Ids of the rules there are. Rules of other versions have others; they are told by their text. */
export type FindingCode = keyof typeof words;
/** What a rule has to tell of a finding for its sentence. */
export type ParamsOf<Code extends FindingCode> = Parameters<(typeof words)[Code]['say']>[0];

export const findingCodes = Object.keys(words) as FindingCode[];

// Who looks a sentence up has parameters that were reported, and perhaps stored, under the same id.
const anyWords: Partial<Record<string, FindingWords<never>>> = words;

export function ruleText(code: FindingCode, naming?: LevelNaming, language: Language = 'vi'): RuleText {
  const { english, title, what, why, remedy, technical } = anyWords[code]!;
  if (language === 'en') return english;
  const { noun, online, of } = levelTerms(naming);
  const [Noun, top, Top] = [sentenceCase(noun), of(4), sentenceCase(of(4))];
  const told = (text: string) => filled(text, { noun, Noun, top, Top, online });
  return {
    ...{ title: told(title), what: told(what), why: told(why), remedy: told(remedy) },
    ...(technical !== undefined && { technical }),
  };
}

export interface Sentence extends Said {
  /** The same message where the procedure's name stands beside it already. */
  brief: string;
  /** The message names every unit the finding is about, where it is about several. */
  namesUnits: boolean;
}

/** The sentence of a finding, with the names of when it was judged and what the city calls levels now. */
export function say(finding: Sayable, naming?: LevelNaming): Sentence {
  const { rule, statement } = finding;
  if ('message' in statement) return { ...statement, brief: statement.message, namesUnits: false };
  const sentence = anyWords[rule];
  if (!sentence) return sayOther(finding);
  const params = statement.params as never;
  const about = aboutOf(finding, statement, naming);
  const said = sentence.say(params, about);
  const brief =
    finding.procedure === null ? said : sentence.say(params, { ...about, procedure: finding.procedure });
  return { ...said, brief: brief.message, namesUnits: sentence.namesUnits?.(params) ?? false };
}

function aboutOf(
  { procedure, agency, system }: Sayable,
  { names }: Exclude<Statement, Said>,
  naming?: LevelNaming,
): About {
  const levels = levelTerms(naming);
  return {
    procedure: procedure === null ? '' : procedureLabel({ code: procedure, name: names.procedure ?? null }),
    agency: agency === null ? '' : agencyLabel({ code: agency, ...(names.agency && { name: names.agency }) }),
    system: system === null ? '' : systemLabel({ name: system, role: names.role ?? '' }),
    levels,
    shown: level => levels.at(names.role, level),
  };
}

/** A finding with its sentence in place of what it is made of, for machines and lists without a room of their own. */
export function told<Row extends Sayable>(row: Row, naming?: LevelNaming): Omit<Row, 'statement'> & Said {
  const { statement, ...rest } = row;
  const { message, expected, actual } = say(row, naming);
  return { ...rest, expected, actual, message };
}

/** A finding of a rule this version does not have: where it was made is all that can be said. */
function sayOther({ rule, procedure, agency, system }: Sayable): Sentence {
  const where = [procedure && `thủ tục ${procedure}`, agency, system].filter(Boolean).join(', ');
  const message = `Sai lệch loại ${rule} do phiên bản khác của dvc-sync ghi${where && `: ${where}`}.`;
  return { message, expected: null, actual: null, brief: message, namesUnits: false };
}

export interface RuleProfile extends RuleText {
  id: string;
  severity: Severity;
  owner: Owner;
}

/** Rules as reports show them. */
export function ruleProfiles(
  rules: readonly { id: FindingCode; severity: Severity; owner: Owner }[],
  naming?: LevelNaming,
): RuleProfile[] {
  return rules.map(({ id, severity, owner }) => ({ id, severity, owner, ...ruleText(id, naming) }));
}
