import { readFile, writeFile } from 'node:fs/promises';
import { configurationJsonSchema } from '../config/json-schema.ts';
import { definitionJsonSchemas } from '../definitions/json-schema.ts';
import { ownFile } from '../domain/own-files.ts';
import { command } from './command.ts';
import { CommandError, UsageError } from './exit.ts';

const folder = ownFile('config/');

/** Every schema that is published under `config/`, by file name. */
function publishedSchemas(): Record<string, string> {
  const schemas = { 'dvc-sync.schema.json': configurationJsonSchema(), ...definitionJsonSchemas() };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, `${JSON.stringify(schema, null, 2)}\n`]),
  );
}

export const schemaCommand = command({
  options: [
    ['--write', { vi: 'ghi tất cả vào config/', en: 'write all of them into config/' }],
    [
      '--check',
      {
        vi: 'báo lỗi khi một tệp trong config/ không còn khớp',
        en: 'fail where a file in config/ does not fit any more',
      },
    ],
  ],
  async act(options, name: string) {
    const schemas = publishedSchemas();
    if (!options.write && !options.check) {
      const text = schemas[`${name}.schema.json`];
      if (text === undefined)
        throw new UsageError({
          vi: `không có lược đồ "${name}"; có dvc-sync, service, workflow.`,
          en: `there is no schema "${name}"; there are dvc-sync, service, workflow.`,
        });
      return { print: text.trimEnd() };
    }
    for (const [file, text] of Object.entries(schemas)) {
      const place = new URL(file, folder);
      if (options.write) await writeFile(place, text);
      else if ((await readFile(place, 'utf8').catch(() => '')) !== text)
        throw new CommandError({
          vi: `config/${file} đã cũ; tạo lại bằng "npm run schema".`,
          en: `config/${file} is out of date; make it anew with "npm run schema".`,
        });
    }
    return undefined;
  },
});
