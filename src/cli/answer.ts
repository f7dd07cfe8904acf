import type { Words } from '../domain/language.ts';
import { numberWords } from '../domain/number-words.ts';
import { type Form, writeForms } from '../report/forms.ts';
import type { Table } from '../report/table/table.ts';
import { exitCodes } from './exit.ts';
import { print, printJson, printTable, shownPath } from './output.ts';
import { unwritable } from './unwritable.ts';

type Forms = Iterable<Form> | AsyncIterable<Form>;

/** What a command comes to: for machines, for people, on disk, and how it ends. */
export interface Answer {
  /** The document of `--json`, or what makes it of the paths of the files that were written; absent: there is none. */
  json?: unknown;
  /** For people: a line, or what prints more of them; the files that were written are named below. */
  print?: string | ((files: readonly string[]) => unknown);
  /** What is written into the folder of `--out`, where one is given. */
  forms?(): Forms | Promise<Forms>;
  /** So many of the files are named; none where `print` does so. All without it. */
  mostFiles?: number;
  /** Below the files. */
  notes?: readonly string[] | undefined;
  /** Somebody has to do something. */
  open?: boolean;
  /** How it ends otherwise. */
  exit?: number | undefined;
}

export async function tell(
  { json, print: told, forms, mostFiles = Number.POSITIVE_INFINITY, notes = [], open, exit }: Answer,
  { out, ...options }: { out?: string; json?: boolean },
  into: Words | undefined,
  desk?: { readonly signal: AbortSignal },
): Promise<void> {
  const files = forms && out ? await written(forms, out, into!, desk) : [];
  process.exitCode = exit ?? (open ? exitCodes.discrepancies : process.exitCode);
  if (options.json && json !== undefined)
    return printJson(typeof json === 'function' ? await json(files) : json);
  if (typeof told === 'string') print(told);
  else await told?.(files);
  for (const file of files.slice(0, mostFiles)) print(shownPath(file));
  if (mostFiles > 0 && files.length > mostFiles)
    print(`… và ${numberWords(files.length - mostFiles)} tệp khác.`);
  for (const note of notes) print(note);
}

async function written(
  forms: NonNullable<Answer['forms']>,
  out: string,
  into: Words,
  desk: { readonly signal: AbortSignal } | undefined,
): Promise<string[]> {
  try {
    const made = await forms();
    return await writeForms(made, out, desk?.signal);
  } catch (error) {
    throw unwritable(into, error, out);
  }
}

interface Listing {
  /** What is said where there is none. */
  none: string;
  /** So many are printed at most, and what there are more of and how to see them. */
  limit?: number;
  more?: string;
  /** What machines get of them, where that is something else; made only where it is asked for. */
  json?: () => unknown;
  /** What is said before them. */
  above?: string;
}

/** The answer that is a list. */
export function listing<Row>(
  rows: readonly Row[],
  table: Table<Row>,
  { none, json = () => rows, above, ...most }: Listing,
): Answer {
  return {
    json,
    print() {
      if (above !== undefined) print(above);
      if (rows.length === 0) return print(none);
      printTable(table, rows, most);
    },
  };
}
