import type { Command } from 'commander';
import type { Configuration } from '../config/configuration.ts';
import type { Words } from '../domain/language.ts';
import type { Answer } from './answer.ts';
import type { Desk, DeskOptions } from './common.ts';
import { json } from './common-words.ts';
import { someText, understood } from './given.ts';
import { examples } from './help.ts';
import { said } from './language.ts';

type Read = (text: string, ...before: never[]) => unknown;

/** As commander writes it, what it is, how its text is read, what stands for it where it is not given. */
type OptionLine = readonly [
  flags: string,
  is: Words | string,
  ...(readonly [] | readonly [read: Read] | readonly [read: Read, otherwise: unknown] | readonly [string]),
];
/** `hidden`: understood, not in the help. */
type Lines = readonly (OptionLine | { readonly needed: OptionLine } | { readonly hidden: OptionLine })[];

type Camel<Name extends string> = Name extends `${infer Head}-${infer Rest}`
  ? `${Head}${Capitalize<Camel<Rest>>}`
  : Name;
type NameOf<Flags> = Flags extends `${string}--${infer Rest}`
  ? Camel<Rest extends `${infer Name} ${string}` ? Name : Rest>
  : never;
type TextOf<Flags> = Flags extends `${string}[${string}...]`
  ? true | string[]
  : Flags extends `${string}...>`
    ? string[]
    : Flags extends `${string}<${string}`
      ? string
      : boolean;
type ValueOf<Line> = Line extends readonly [
  unknown,
  unknown,
  (...given: never[]) => infer Value,
  ...unknown[],
]
  ? Value
  : Line extends readonly [infer Flags, ...unknown[]]
    ? TextOf<Flags>
    : never;
type Given<Line> = Line extends { readonly needed: infer Needed extends OptionLine }
  ? { [Name in NameOf<Needed[0]>]: ValueOf<Needed> }
  : Line extends { readonly hidden: infer Hidden }
    ? Given<Hidden>
    : Line extends readonly [infer Flags, unknown, unknown, unknown] | readonly [infer Flags, unknown, string]
      ? { [Name in NameOf<Flags>]: ValueOf<Line> }
      : Line extends readonly [infer Flags, ...unknown[]]
        ? { [Name in NameOf<Flags>]?: ValueOf<Line> }
        : never;
type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** What commander gives an action of these options, by the names it makes of the flags. */
export type OptionsOf<Options extends Lines> = Both<Given<Options[number]>>;

type Told = Answer | undefined;

export type SetUp = (command: Command) => void;

interface Description<Options extends Lines, Wanted> {
  does?: Words;
  /** As commander writes it, what it is, how its text is read. */
  argument?: readonly [name: string, is: Words | string, read?: Read];
  /** Behind `usual`, which every command on the store has, unless it says itself where these stand. */
  options?: Options;
  /** Below the help: exit codes and the like. */
  note?: Words;
  /** How it is called, each call alike in both languages or in each. */
  examples?: readonly (string | Words)[];
  /** Below the examples. */
  below?: Words;
  /**
   * @param options Those of the commands above it as well: all of them know `--config` and `--json`, and where these
   *   stand does not matter.
   * @param operand As the argument is read.
   * @returns What is told by it: nothing where it has told all itself.
   */
  // biome-ignore lint/suspicious/noExplicitAny: what an argument is read as, only its reader knows
  act?(options: OptionsOf<Options>, operand: any): Told | Promise<Told> | Promise<void>;
  /**
   * Of a command that works on the store: what is meant by its options and its argument. What is used wrongly is told here,
   * before the store is opened or a folder made.
   *
   * @throws UsageError
   */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  check?(configuration: Configuration, options: OnStore<Options>, operand: any): Wanted | Promise<Wanted>;
  /**
   * What `act` is of a command that works on the store, which is open for as long as it takes.
   *
   * @param wanted What `check` answers; without one, the argument.
   */
  onStore?(desk: Desk, options: OnStore<Options>, wanted: Wanted): Told | Promise<Told>;
  /** What goes into the folder of `--out`: that it can be written there is looked at before anything is done. */
  into?: Words;
  /** What is said where Ctrl-C has broken it off (`Desk.signal`); without it, the process just ends. */
  stopped?: Words | string;
  /** Also where a store was before and is none now. */
  mayBegin?: boolean;
  /** By name, in the order of the help. */
  subcommands?: Readonly<Record<string, SetUp>>;
}

export const config = [
  '-c, --config <tệp>',
  { vi: 'tệp cấu hình YAML', en: 'YAML file of the configuration' },
  'dvc-sync.yaml',
] as const;

export const jsonOption = ['--json', json] as const;

export function needed<const Line extends OptionLine>(...line: Line): { readonly needed: Line } {
  return { needed: line };
}

export function outOption(what: Words): ['-o, --out <thư-mục>', Words] {
  return ['-o, --out <thư-mục>', what];
}

export function reasonOption<const Is extends Words>(is: Is) {
  return needed('--reason <lý-do>', is, someText);
}

export const usual = [config, jsonOption] as const;
type OnStore<Options extends Lines> = OptionsOf<Options> & OptionsOf<typeof usual>;

/** A command, described in one place: what its help says of it, what it takes, what it does. */
export function command<const Options extends Lines = readonly [], Wanted = unknown>({
  does,
  argument,
  options,
  note,
  examples: calls,
  below,
  act,
  check,
  onStore,
  subcommands = {},
  ...how
}: Description<Options, Wanted>): SetUp {
  return own => {
    if (does) own.description(said(does));
    if (argument) {
      const [name, is, ...read] = argument;
      own.argument(name, words(is), ...(read as []));
    }
    const lines: Lines = options ?? [];
    for (const line of onStore && !lines.includes(config) ? [...usual, ...lines] : lines)
      addOption(own, line);
    const help = [note && `\n${said(note)}\n`, calls && examples(...calls), below && `\n\n${said(below)}`]
      .filter(Boolean)
      .join('');
    if (help !== '') own.addHelpText('after', help);
    if (act || onStore)
      own.action(async (...given: unknown[]) => {
        const [operand] = given.slice(0, -2);
        const options = (given.at(-1) as Command).optsWithGlobals() as OnStore<Options>;
        if (!onStore) {
          const answer = await act!(options, operand);
          return answer && (await import('./answer.ts')).tell(answer, options, how.into);
        }
        // Not with every command: what opens a store is most of the program.
        const { atStore } = await import('./common.ts');
        await atStore(
          options as DeskOptions,
          how,
          async configuration => {
            for (const [name, value] of Object.entries(options))
              Object.assign(options, { [name]: understood(value, configuration) });
            const wanted = understood(operand, configuration);
            return check ? check(configuration, options, wanted) : (wanted as Wanted);
          },
          async (desk, wanted) => onStore(desk, options, wanted),
        );
      });
    for (const [name, setUp] of Object.entries(subcommands)) setUp(own.command(name));
  };
}

function addOption(own: Command, line: Lines[number]): void {
  const needed = 'needed' in line;
  const hidden = 'hidden' in line;
  const [flags, is, ...rest] = needed ? line.needed : hidden ? line.hidden : line;
  const option = own.createOption(flags, words(is)).makeOptionMandatory(needed).hideHelp(hidden);
  const [read, otherwise] = typeof rest[0] === 'function' ? rest : [undefined, ...rest];
  if (read) option.argParser(read as (text: string, before: unknown) => unknown);
  own.addOption(option.default(otherwise));
}

function words(is: Words | string): string {
  return typeof is === 'string' ? is : said(is);
}
