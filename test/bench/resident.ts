/** Resident memory, read one way by every bench. */

/** The most this process holds while it works above what it held before, in MB; looked at every 10 ms. */
export async function aboveIdle<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; megabytes: number }> {
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const watch = setInterval(look, 10);
  try {
    const result = await work();
    look();
    return { result, megabytes: megabytes(peak - idle) };
  } finally {
    clearInterval(watch);
  }
}

/** The most this process ever held, in MB. */
export function peakMegabytes(): number {
  // In kilobytes.
  return megabytes(process.resourceUsage().maxRSS * 1_024);
}

/** Of a service that tells its figures, in MB. */
export function residentOf(figures: ReadonlyMap<string, number>): number {
  return megabytes(figures.get('process_resident_memory_bytes') ?? Number.NaN);
}

function megabytes(bytes: number): number {
  return bytes / 1e6;
}
