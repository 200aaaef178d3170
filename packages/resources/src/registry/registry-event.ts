import type { PauseReason } from '../state/breakers.ts'

/** Something that concerns all who ask the registry. */
export type RegistryEvent =
  | { readonly kind: 'paused'; readonly reason: PauseReason; readonly untilMs: number; readonly count: number }
  | { readonly kind: 'resumed' }
  /** The server asked all to wait. */
  | { readonly kind: 'slowed'; readonly untilMs: number }
