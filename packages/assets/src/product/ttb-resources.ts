import type { Config } from '@ttb/config'
import type { Clock, RegistryClient, StateStore, Storage } from '@ttb/resources'
import type { ProcessedPartition, RawPartition } from '../process-partition.ts'

/** What the assets of the registry work with. */
export interface TtbResources {
  readonly config: Config
  readonly storage: Storage
  readonly state: StateStore
  readonly clock: Clock
  /** The registry. Made when it is first asked for, so that what needs none can run without; throws where it may not be asked. */
  registry(): RegistryClient
  /** Makes the tables of a raw partition, on another thread where there is one. */
  process(raw: RawPartition, options: { readonly force: boolean }): Promise<ProcessedPartition>
}
