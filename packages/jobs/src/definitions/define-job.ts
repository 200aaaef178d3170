/** A named selection of assets that are made together: a declaration. */
export interface JobDef {
  readonly name: string
  readonly doc: string
  /** The keys of its assets. */
  readonly select: readonly string[]
}

export function defineJob(job: JobDef): JobDef {
  return job
}
