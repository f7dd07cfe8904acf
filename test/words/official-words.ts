import schema from '../../config/dvc-sync.schema.json' with { type: 'json' };
import { commands } from '../../src/cli/commands.ts';

/** What only technicians read: commands, options, file names, keys of settings, ids in English, errors as they come over a wire. */
const technical = [
  new RegExp(`dvc-sync (?:${Object.keys(commands).join('|')})(?![\\p{L}])`, 'u'),
  /(?<![\p{L}\d])(?<!(?:dòng|pháp) )lệnh(?! của)/iu,
  /(?<!\S)--[a-z]/,
  /[\w-]\.(?:ya?ml|ndjson|json|html|csv|md)(?![\p{L}\d])/u,
  /[a-z]{3,}\.(?:xlsx|docx)(?![\p{L}\d])/u,
  new RegExp(`(?<![\\p{L}\\d.])(?:${Object.keys(schema.properties).join('|')})\\.[a-z]`, 'u'),
  /(?<![\p{L}\d./:@#=…-])(?!dvc-sync)[a-z]{3,}(?:-[a-z]{2,})+(?![\p{L}\d.@-])/u,
  /(?<![\p{L}\d])[a-z]+[A-Z]\w*/u,
  /(?<![\p{L}\d.-])(?:agree|applies|apply|adopt|check|decide|import|map|plan|review|run|scaffold|tasks|waive)(?![\p{L}\d-])/u,
  /(?<![\p{L}\d])(?:E[A-Z]{5,}|HTTP \d{3}|undefined|null|NaN)(?![\p{L}\d])/u,
];

/** The words of a text that no official should meet; what it quotes is not ours, and an address is to be opened. */
export function technicalWords(text: string): string[] {
  const own = text.replace(/«[^»]*»|https?:\/\/\S+/g, '«»');
  return technical.flatMap(pattern => pattern.exec(own)?.[0] ?? []);
}
