import { sql } from 'kysely';
import { goOnAfter, lastId, type Steps } from './table-maker.ts';

export const from0021: Steps = {
  /** What the two offices say of the rows of Phụ lục II. */
  async '0021-review-words'({ create, index }) {
    const word = 'procedure agency office word by at explanation';
    await create('review_word', `${word} opinion? proposal? until? identity? lapsed_at? id:id`);
    await index('review_word', 'procedure agency id', 'row');
    await index('review_word', 'agency lapsed_at', 'agency');
  },

  /** Lists sent round for an opinion, and what came back. */
  async '0023-review-rounds'({ create, index }) {
    const round = 'list until silence rows addressees opened_by opened_at';
    await create('review_round', `${round} closed_by? closed_at? close_reason? id:id`);
    const answer = 'agency received_at at by origin sha256 words identity?';
    await create('round_answer', `${answer} round_id:whole->review_round id:id`);
    await index('round_answer', 'round_id id', 'round');
  },

  /** Checks of eligible rows, every one there ever was. */
  async '0024-appraisals'({ create, index }) {
    await create('appraisal', 'procedure agency result items by reason at identity? id:id');
    await index('appraisal', 'procedure agency id', 'row');
  },

  /** What of the national record lists spoke about; of lists from before nobody knows. */
  async '0025-review-basis'({ create, add, text }) {
    await create('review_basis', 'hash facts', { key: 'hash' });
    await add('review_entry', 'basis', text);
  },

  /** Working sessions on what is in the way, what was agreed, and what became of it. */
  async '0026-working-sessions'({ create, index }) {
    const session = 'scope subject held_on participants agenda by at place? identity?';
    await create('working_session', `${session} id:id`);
    const action = 'action owner until by at obstacle? identity?';
    await create('session_action', `${action} session_id:whole->working_session id:id`);
    await index('session_action', 'session_id id', 'session');
    const word = 'word reason by at until? identity?';
    await create('session_action_word', `${word} action_id:whole->session_action id:id`);
    await index('session_action_word', 'action_id id', 'action');
  },

  /** Rows and tasks remember how many people asked for what they are about, so that lists by demand are an index, too. */
  async '0027-demand-order'({ add, index, whole }) {
    for (const table of ['run_discrepancy', 'task']) await add(table, 'demand_order', whole, sql`0`);
    await index('run_discrepancy', 'run_id demand_order rank rule procedure agency fingerprint', 'demand');
    await index('task', 'demand_order due key');
    await index('demand', 'period procedure agency');
  },

  /** What units ask the two offices about a procedure, and what these answer. */
  async '0028-guidance'({ create, index }) {
    await create('guidance_question', 'procedure agency office question by at identity? id:id');
    await create('guidance_answer', 'answer by at identity? question_id:whole->guidance_question id:id');
    await index('guidance_question', 'procedure agency id', 'row');
    await index('guidance_answer', 'question_id id', 'question');
  },

  /**
   * Offerings of a snapshot's procedures in columns of their own: what judging reads, and the ids of rows it never reads.
   * Lists of agencies that procedures share are kept once. Snapshots from before keep everything in `body`.
   */
  async '0029-snapshot-columns'({ create, add, text, whole }) {
    await add('snapshot_procedure', 'agency_list', whole);
    await add('snapshot_procedure', 'offered', text);
    await add('snapshot_procedure', 'row_ids', text);
    await create('snapshot_agency_list', 'agencies snapshot_id:whole=>snapshot number:whole', {
      key: 'snapshot_id number',
    });
  },

  /** Words of units that they have told people of a service, and that they have not. */
  async '0030-publications'({ create, index }) {
    const word = 'procedure agency place by at on_day? identity? published:whole id:id';
    await create('publication_word', word);
    await index('publication_word', 'procedure agency id', 'offering');
  },

  /** How many rows of a run are alike, of the city and by unit, counted when it is settled. Of runs that are kept already it is counted now. */
  async '0031-run-counts'({ create }, db) {
    const kept = async (table: string, alike: string, rows: string) => {
      await create(table, `run_id state owner rule system ${alike} rank:whole count:whole`, {
        ...{ key: `run_id ${alike} rank state owner rule system`, of: 'run' },
      });
      const columns = sql.raw(`run_id, rank, state, owner, rule, system, ${alike}`);
      await sql`
        insert into ${sql.table(table)} (${columns}, count)
        select ${columns}, count(*) from ${sql.raw(rows)} group by ${columns}`.execute(db);
    };
    await kept('run_count', 'procedure', 'run_discrepancy');
    await kept(
      'run_unit_count',
      'agency',
      `(select run_id, rank, state, owner, rule, system, agency from run_discrepancy where agency <> ''
        union all
        select r.run_id, r.rank, r.state, r.owner, r.rule, r.system, u.agency
        from run_discrepancy r
        join discrepancy_content c on c.id = r.content_id
        join unit_set u on u.id = c.units
        where r.agency = '') r`,
    );
  },

  /** Keys under which something was asked for that is made once. */
  async '0032-made-once'({ create, index }) {
    await create('made_once', 'account key action wanted at made:whole', {
      ...{ key: 'account key', keyName: 'made_once_once' },
    });
    await index('made_once', 'at');
  },

  /** What could not be told is called indeterminate in what is kept, too. */
  async '0033-indeterminate'(_, db) {
    await sql`update month_statistics set body = replace(body, '"untold":', '"indeterminate":')`.execute(db);
    await sql`update snapshot set summary = replace(summary, '"untoldOfferings":', '"indeterminateOfferings":')
      where summary like '%"untoldOfferings":%'`.execute(db);
  },

  /** What of a snapshot's procedures is large and hardly ever asked for lies apart from what judging walks. */
  async '0034-snapshot-rest'({ create }, db) {
    await create('snapshot_procedure_rest', 'snapshot_id:whole=>snapshot code cases? row_ids?', {
      key: 'snapshot_id code',
    });
    await sql`
      insert into snapshot_procedure_rest (snapshot_id, code, row_ids)
      select snapshot_id, code, row_ids from snapshot_procedure where row_ids is not null`.execute(db);
    await db.schema.alterTable('snapshot_procedure').dropColumn('row_ids').execute();
  },

  /**
   * Events name their job by a number: with its id in each of them and in their index they were most of what a store grows
   * by that runs every few minutes. They keep their own ids, by which listeners go on.
   */
  async '0035-numbered-jobs'({ create, add, index, whole, postgres }, db) {
    await add('job', 'number', whole, sql`0`);
    await sql`
      update job set number = counted.number
      from (select id, row_number() over (order by id) as number from job) as counted
      where counted.id = job.id`.execute(db);
    await db.schema.createIndex('job_by_number').unique().on('job').column('number').execute();

    const last = await lastId(db, 'job_event');
    await create('numbered_event', 'at kind data job:whole=>job.number id:id');
    await sql`
      insert into numbered_event (id, job, at, kind, data) ${postgres ? sql`overriding system value` : sql``}
      select e.id, job.number, e.at, e.kind, e.data from job_event e join job on job.id = e.job_id`.execute(
      db,
    );
    await db.schema.dropTable('job_event').execute();
    await db.schema.alterTable('numbered_event').renameTo('job_event').execute();
    await index('job_event', 'job id');
    await goOnAfter(db, 'job_event', last);
  },

  /** Actions are counted without reading what they change, and the parts of a unit's list without all the others. */
  async '0036-counted-by-index'({ index }) {
    await index('plan_action', 'system state');
    await index('review_part', 'agency list');
  },
};
