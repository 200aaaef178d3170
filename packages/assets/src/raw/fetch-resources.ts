import type { Clock, RegistryClient, StateStore, Storage } from '@ttb/resources'

/** What asking the registry takes. */
export interface FetchResources {
  readonly storage: Storage
  readonly state: StateStore
  readonly client: RegistryClient
  readonly clock: Clock
}
