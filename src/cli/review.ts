import type { Command } from 'commander';
import { importCommand } from './review-import.ts';
import { listCommand } from './review-list.ts';
import { showCommand } from './review-show.ts';

/** `review`: a file for each of its sub-commands. */
export function reviewCommand(main: Command): void {
  const review = main
    .command('review')
    .description('danh mục rà soát của các đơn vị (Phụ lục I, II): nhập, xem, quyết định, tổng hợp');
  for (const add of [importCommand, listCommand, showCommand]) add(review);
  // Sub-commands do not inherit the override.
  for (const command of review.commands) command.exitOverride().helpOption('-h, --help', 'xem hướng dẫn');
}
