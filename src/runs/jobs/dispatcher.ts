/**
 * Tells processes that there is something to do. What there is to do, and who has it, stands in the store's own tables
 * (`store/jobs.ts`) and is claimed there by one conditional update: a dispatcher may say a thing
 * twice or late, never decide who does it. On SQLite it lives in the one process; on PostgreSQL it is pg-boss.
 */
export interface Dispatcher {
  /** Offers a piece of work that has been written down (and committed) before. Higher priority first. */
  offer(id: string, priority: number): Promise<void>;
  /**
   * From now on calls `work` for pieces on offer, at most `atOnce` at a time. What `work` throws is logged by the
   * caller of `attend`'s choice (`work` itself must not throw for a failure of the job: that is written to the store).
   */
  attend(atOnce: number, work: (id: string) => Promise<void>): Promise<void>;
  /** Takes no more work, waits for what is in hand at most `graceMs`; then gives up waiting. */
  stop(graceMs: number): Promise<void>;
}
