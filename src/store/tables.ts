/** Column types of every table, for Kysely. Times are ISO 8601 UTC texts; JSON is text. */
// biome-ignore lint/complexity/noBannedTypes: filled in by the store's own migrations
export type Tables = {};
