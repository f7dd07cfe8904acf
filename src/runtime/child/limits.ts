/** What a child may take before it is ended. */
export interface ChildLimits {
  /** Of the objects of JavaScript; V8 itself ends the process beyond. */
  heapMegabytes: number;
  /** Of the whole process: buffers lie outside the heap. */
  residentMegabytes: number;
  /** From when the store is open: waiting for one that is busy is no work. */
  seconds: number;
}

/** Reading what people send. The largest list that is read, 2,000,000 cells of 25 MB, takes a third of each. */
export const readingLimits: ChildLimits = { heapMegabytes: 1_024, residentMegabytes: 1_536, seconds: 120 };

/** Making one paper or report of the largest city; whoever waits for it waits no longer. */
export const paperLimits: ChildLimits = { ...readingLimits, seconds: 300 };

/** A run of a city of 80,000 offerings takes a quarter of the memory and minutes; an applying waits for slow systems. */
export const jobLimits: ChildLimits = {
  heapMegabytes: 2_048,
  residentMegabytes: 3_072,
  seconds: 12 * 3_600,
};
