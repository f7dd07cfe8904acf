import type { Migration } from 'kysely/migration';
import { type Database, tableMaker } from './table-maker.ts';

/** Working sessions on what is in the way, what was agreed, and what became of it. */
export const workingSessions: Migration = {
  async up(db: Database) {
    const { create, numbered, index, whole } = tableMaker(db);
    const session = 'scope subject held_on participants agenda by at';
    await numbered(create('working_session', session, 'place identity')).execute();
    await numbered(
      create('session_action', 'action owner until by at', 'obstacle identity').addColumn(
        'session_id',
        whole,
        c => c.notNull().references('working_session.id'),
      ),
    ).execute();
    await index('session_action', 'session_id id', 'session');
    await numbered(
      create('session_action_word', 'word reason by at', 'until identity').addColumn('action_id', whole, c =>
        c.notNull().references('session_action.id'),
      ),
    ).execute();
    await index('session_action_word', 'action_id id', 'action');
  },
};
