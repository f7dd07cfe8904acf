import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Configuration } from '../../config/configuration.ts';
import { loadDefinitions } from '../../definitions/load.ts';
import { onegateProcess, onegateWorkflowFile } from '../../definitions/onegate.ts';
import { problemText } from '../../definitions/problem.ts';
import { localCode } from '../../domain/code.ts';
import type { Lost } from '../../domain/onegate-process.ts';
import type { DesiredCase, ServiceDefinition } from '../../domain/service.ts';
import { readOnegateBook } from '../../reading/onegate-book.ts';
import { readBook } from '../../reading/read-book.ts';
import { UnreadableFile } from '../../reading/unreadable.ts';
import { textForm, writeForms } from '../../report/forms.ts';
import { onegateWorkbook } from '../../report/onegate-workbook.ts';
import type { Answer } from '../answer.ts';
import { command, needed, outOption, usual } from '../command.ts';
import { bytesOf, loadFrom } from '../common.ts';
import { exists, overwrite } from '../common-words.ts';
import { exitCodes, UsageError } from '../exit.ts';
import { wordOf } from '../given.ts';
import { said } from '../language.ts';
import { note, print, shownPath } from '../output.ts';
import { outputs, requireFolder, unwritable } from '../unwritable.ts';

/** `workflow`: processes to and from the workbook that operators of the one-stop ctonegate set them up from. */
export const workflowCommand = command({
  subcommands: {
    export: command({
      does: {
        vi: 'ghi quy trình của một thủ tục thành bảng tính mà người vận hành hệ thống một cửa nhập',
        en: 'write the workflow of a procedure as the workbook that operators of the one-stop system import',
      },
      argument: ['<mã>', { vi: 'mã thủ tục quốc gia', en: 'national code of the procedure' }],
      options: [
        ...usual,
        [
          ...wordOf(
            '--format <dạng>',
            { vi: 'dạng của bảng tính: ctonegate', en: 'form of the workbook: ctonegate' },
            ['ctonegate'],
          ),
          'ctonegate',
        ],
        needed('-o, --out <tệp.xlsx>', { vi: 'tệp sẽ viết', en: 'file to write' }),
        [
          '--case <trường-hợp>',
          {
            vi: 'mã trường hợp, khi thủ tục có nhiều quy trình',
            en: 'key of the case, where the procedure has several workflows',
          },
        ],
      ],
      note: {
        vi: 'Thoát 0: trọn vẹn; 2: có phần hệ thống một cửa không ghi được (nêu ra, tệp vẫn viết); 1: không viết, kèm lý do.',
        en: 'Exit codes: 0 whole · 2 the one-stop system has no place for a part (it is named, the file is written) · 1 not written, with reasons',
      },
      examples: ['dvc-sync workflow export 1.000656 --format ctonegate --out quy-trinh.xlsx'],
      async act(options, given: string) {
        if (!/\.xlsx$/i.test(options.out))
          throw new UsageError({
            vi: '--out: cần tên một tệp .xlsx.',
            en: '--out: the name of an .xlsx file is needed.',
          });
        const configuration = await loadFrom(options.config);
        const { locality } = configuration.city;
        const { definitions, problems } = await loadDefinitions(configuration.services, {
          only: [localCode(given, locality)],
        });
        const [definition] = definitions;
        const wrong = problems.filter(({ warning }) => !warning);
        if (!definition)
          return refused(wrong.map(problem => problemText({ ...problem, file: shownPath(problem.file) })));
        const made = onegateProcess(definition, caseOf(definition, options.case), configuration);
        if ('refused' in made) return refused(made.refused);
        const out = resolve(options.out);
        requireFolder(outputs.workbook, dirname(out));
        const form = onegateWorkbook(basename(out), made.process, {
          locality,
          madeAt: new Date().toISOString(),
        });
        const files = await writeForms([form], dirname(out)).catch(error => {
          throw unwritable(outputs.workbook, error, options.out);
        });
        return written(files, made.lost, 'Hệ thống một cửa không có chỗ ghi');
      },
    }),
    import: command({
      does: {
        vi: 'đọc bảng tính quy trình của hệ thống một cửa thành workflow.yaml',
        en: 'read the workbook of the one-stop system into workflow.yaml',
      },
      argument: [
        '<tệp.xlsx>',
        {
          vi: 'bảng tính quy trình của hệ thống một cửa',
          en: 'workbook of a workflow of the one-stop system',
        },
      ],
      options: [
        ...usual,
        { needed: outOption({ vi: 'nơi ghi workflow.yaml', en: 'where to write workflow.yaml' }) },
        ['--force', overwrite],
      ],
      examples: ['dvc-sync workflow import quy-trinh.xlsx --out services/1.000656 --force'],
      async act(options, file: string) {
        const configuration = await loadFrom(options.config);
        const read = await bookIn(file, configuration);
        if ('problems' in read) return refused(read.problems);
        const { process } = read;
        const out = resolve(options.out);
        const schemas = relative(out, dirname(configuration.file)).replaceAll('\\', '/') || '.';
        const made = onegateWorkflowFile(process, configuration, schemas);
        if ('refused' in made) return refused(made.refused);
        requireFolder(outputs.workflow, out);
        const [there] = ['workflow.yaml', 'workflow.bpmn'].filter(name => existsSync(join(out, name)));
        if (there !== undefined && !(options.force && there === 'workflow.yaml'))
          throw new UsageError(
            there === 'workflow.yaml'
              ? exists(shownPath(join(out, there)))
              : {
                  vi: `${shownPath(join(out, there))} đã có; chỉ giữ một trong hai tệp.`,
                  en: `${shownPath(join(out, there))} exists; keep one of the two files only.`,
                },
          );
        const form = textForm('workflow.yaml', write => write(made.text));
        const files = await writeForms([form], out).catch(error => {
          throw unwritable(outputs.workflow, error, options.out);
        });
        const { procedure, name, alias } = process;
        const about = { procedure, name, alias };
        return written(files, made.lost, 'Không có chỗ ghi trong workflow.yaml', about);
      },
    }),
  },
});

/** The case that is named, or the only process there is. */
function caseOf({ cases }: ServiceDefinition, key: string | undefined): DesiredCase {
  const keys = cases.map(each => each.key).join(', ');
  const named = cases.find(each => each.key === key);
  if (named) return named;
  if (key !== undefined)
    throw new UsageError({
      vi: `--case: không có trường hợp "${key}"; có: ${keys}.`,
      en: `--case: there is no case "${key}"; there are: ${keys}.`,
    });
  const distinct = new Set(
    cases.map(({ workflow, deadlineHours }) => JSON.stringify([workflow, deadlineHours])),
  );
  if (distinct.size > 1)
    throw new UsageError({
      vi: `thủ tục có nhiều quy trình; chọn bằng --case: ${keys}.`,
      en: `the procedure has several workflows; choose with --case: ${keys}.`,
    });
  return cases[0]!;
}

async function bookIn(file: string, { city }: Configuration) {
  const bytes = await bytesOf(file);
  try {
    const read = readOnegateBook(await readBook(bytes, file), city.locality);
    return (
      read ?? { problems: [`${file}: không phải bảng tính quy trình (cần trang QuyTrinh và LuanChuyen)`] }
    );
  } catch (error) {
    if (error instanceof UnreadableFile) return { problems: [`${file}: ${error.message}`] };
    throw error;
  }
}

function refused(reasons: readonly string[]): Answer {
  const heading = said({ vi: 'Không viết gì, vì:', en: 'Nothing was written, because:' });
  return {
    json: { refused: reasons },
    print: () => [heading, ...reasons.map(reason => `  ${reason}`)].forEach(note),
    exit: exitCodes.failed,
  };
}

/** @param about What `--json` says beside the files. */
function written(files: readonly string[], lost: readonly Lost[], heading: string, about = {}): Answer {
  const shown = files.map(shownPath);
  return {
    json: { ...about, files: shown, lost },
    print() {
      for (const path of shown) print(`đã ghi ${path}`);
      if (lost.length > 0) note(`${heading}:`);
      for (const { step, what } of lost) note(`  ${step === '' ? '' : `bước "${step}": `}${what}`);
    },
    open: lost.length > 0,
  };
}
