import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** Lists sent round for an opinion, and what came back. */
export const reviewRounds: Migration = {
  async up(db: Database) {
    const { create, numbered, index, whole } = tableMaker(db);
    const round = 'list until silence rows addressees opened_by opened_at';
    await numbered(create('review_round', round, 'closed_by closed_at close_reason')).execute();
    const answer = create('round_answer', 'agency received_at at by origin sha256 words', 'identity');
    await numbered(
      answer.addColumn('round_id', whole, c => c.notNull().references('review_round.id')),
    ).execute();
    await index('round_answer', 'round_id id', 'round');
  },
};
