/** Files received in a period, by channel, as a system publishes them. `null` = it does not say; that is not 0. */
export interface Channels {
  online: number | null;
  direct: number | null;
  postal: number | null;
  /** As the source has it; only where it says every part. */
  total: number | null;
}

/** What people asked for. */
export interface Demand extends Channels {
  /** National code; null = all procedures together. */
  procedure: string | null;
  /** Agency; of the city as a whole its locality. */
  agency: string;
  /** `YYYY-MM`. */
  period: string;
  /** What the source says of how good the figure is; null = nothing. */
  quality: string | null;
}

/** A figure of the national daily measure (decision 766/QĐ-TTg), as it is published. */
export interface Indicator {
  /** Group by its name at the source: `dossier-digitized`. */
  group: string;
  /** Code of the figure; of a group that publishes points only, the group's name. */
  code: string;
  name: string;
  /** Agency; of the city as a whole its locality. */
  agency: string;
  /** `YYYY-MM`. */
  period: string;
  numerator: number | null;
  denominator: number | null;
  score: number | null;
  maxScore: number | null;
  /** Flag of the source with what it says of it: provisional, no data; null = nothing. */
  quality: { status: string; message: string } | null;
}

/** Files one system published of a procedure at a unit over the last twelve months. */
export interface Received {
  system: string;
  /** Months of which anything was published; never 0. */
  months: number;
  /** Together; null where one of these months is not told. */
  files: number | null;
  /** When the latest of them was read, ISO 8601. */
  at: string;
}
