#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { ConfigurationError } from '../config/configuration.ts';
import { StoreError } from '../store/store-error.ts';
import { adoptCommand } from './adopt.ts';
import { applyCommand, approveCommand } from './apply.ts';
import { auditCommand } from './audit.ts';
import { backupCommand } from './backup.ts';
import { checkCommand } from './check.ts';
import { CommandError, exitCodes, UsageError } from './exit.ts';
import { historyCommand } from './history.ts';
import { initCommand } from './init.ts';
import { keysCommand } from './keys.ts';
import { mailCommand } from './mail.ts';
import { mapCommand } from './map.ts';
import { note } from './output.ts';
import { planCommand, rollbackCommand } from './plan.ts';
import { reportCommand } from './report.ts';
import { restoreCommand } from './restore.ts';
import { reviewCommand } from './review.ts';
import { rulesCommand } from './rules.ts';
import { runCommand } from './run.ts';
import { sandboxCommand } from './sandbox.ts';
import { scaffoldCommand } from './scaffold.ts';
import { scheduleCommand } from './schedule.ts';
import { schemaCommand } from './schema.ts';
import { serveCommand } from './serve.ts';
import { tasksCommand } from './tasks.ts';
import { validateCommand } from './validate.ts';
import { speakVietnamese } from './vietnamese.ts';
import { waiveCommand } from './waive.ts';
import { workCommand } from './work.ts';

const exitCodeHelp = `
Mã thoát: 0 sạch · 1 thất bại · 2 có sai lệch · 3 có nguồn chưa đọc đủ · 64 dùng sai hoặc cấu hình sai · 130 bị ngắt`;

function program(): Command {
  const main = new Command('dvc-sync')
    .description(
      'Giữ dịch vụ công trực tuyến của thành phố giống nhau ở mọi hệ thống hiển thị hoặc vận hành chúng.',
    )
    .helpOption('-h, --help', 'xem hướng dẫn')
    .helpCommand('help [lệnh]', 'xem hướng dẫn của một lệnh')
    .addHelpText('after', exitCodeHelp)
    .exitOverride();
  speakVietnamese(main);
  for (const add of [
    initCommand,
    checkCommand,
    runCommand,
    reportCommand,
    rulesCommand,
    mapCommand,
    historyCommand,
    waiveCommand,
    scaffoldCommand,
    validateCommand,
    adoptCommand,
    planCommand,
    approveCommand,
    applyCommand,
    rollbackCommand,
    tasksCommand,
    reviewCommand,
    mailCommand,
    backupCommand,
    restoreCommand,
    serveCommand,
    workCommand,
    scheduleCommand,
    keysCommand,
    auditCommand,
    sandboxCommand,
    schemaCommand,
  ]) {
    add(main);
  }
  // Sub-commands do not inherit the override.
  for (const command of main.commands) command.exitOverride().helpOption('-h, --help', 'xem hướng dẫn');
  return main;
}

/** The one place where errors become exit codes. */
async function main(): Promise<void> {
  try {
    await program().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
    } else if (error instanceof ConfigurationError) {
      note('Cấu hình có lỗi, chưa liên hệ hệ thống nào:');
      for (const { file, line, key, problem } of error.problems) {
        note(`  ${file}${line ? `:${line}` : ''}: ${key ? `${key}: ` : ''}${problem}`);
      }
      process.exitCode = exitCodes.usage;
    } else if (error instanceof UsageError) {
      note(`Lỗi: ${error.message}`);
      process.exitCode = exitCodes.usage;
    } else if (error instanceof CommandError) {
      note(`Lỗi: ${error.message}`);
      process.exitCode = exitCodes.failed;
    } else if (error instanceof StoreError) {
      note(`Lỗi kho dữ liệu: ${error.message}.`);
      process.exitCode = exitCodes.failed;
    } else {
      throw error;
    }
  }
}

// Whoever reads our output may stop reading (`| head`): that is their right, not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

await main();
