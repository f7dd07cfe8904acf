import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** What units ask the two offices about a procedure, and what these answer. */
export const guidance: Migration = {
  async up(db: Database) {
    const { create, numbered, index, whole } = tableMaker(db);
    const question = 'procedure agency office question by at';
    await numbered(create('guidance_question', question, 'identity')).execute();
    const answer = create('guidance_answer', 'answer by at', 'identity');
    await numbered(
      answer.addColumn('question_id', whole, c => c.notNull().references('guidance_question.id')),
    ).execute();
    await index('guidance_question', 'procedure agency id', 'row');
    await index('guidance_answer', 'question_id id', 'question');
  },
};
