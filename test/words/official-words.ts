import { commands } from '../../src/cli/commands.ts';

/** What only technicians read: commands, options, file names, keys of settings, ids in English, errors as they come over a wire. */
const technical = [
  new RegExp(`dvc-sync (?:${Object.keys(commands).join('|')})(?![\\p{L}])`, 'u'),
  /(?<![\p{L}\d])lệnh(?! của)/u,
  /(?<!\S)--[a-z]/,
  /\.(?:ya?ml|ndjson|json|html|csv)(?![\p{L}\d])/u,
  /(?<![\p{L}\d])[a-z]+[A-Z]\w*/u,
  /(?<![\p{L}\d.-])(?:agree|applies|apply|adopt|check|decide|import|map|plan|review|run|scaffold|tasks|waive)(?![\p{L}\d-])/u,
  /(?<![\p{L}\d])(?:E[A-Z]{5,}|HTTP \d{3}|undefined|null|NaN)(?![\p{L}\d])/u,
];

/** The words of a text that no official should meet. */
export function technicalWords(text: string): string[] {
  return technical.flatMap(pattern => pattern.exec(text)?.[0] ?? []);
}
