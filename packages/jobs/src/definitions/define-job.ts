/** A named selection of assets that are made together: a declaration. */
export interface JobDef {
  readonly name: string
  readonly doc: string
  /** The keys of its assets. */
  readonly select: readonly string[]
}

/** A declared job. Whether it fits the assets and jobs is checked where all are put together. */
export function defineJob(job: JobDef): JobDef {
  return job
}
