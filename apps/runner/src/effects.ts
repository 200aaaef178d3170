/** The part of the outside world that commands touch, so that tests can run them in process. */
export interface Effects {
  readonly stdout: TextSink
  readonly stderr: TextSink
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  /** Asks a yes-or-no question of the person at the terminal; absent where there is none. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined
}

export interface TextSink {
  /** False where the reader is slower: then `drain` says when to go on. */
  write(text: string | Uint8Array): unknown
  once?(event: 'drain', listener: () => void): unknown
  /** Told where what was written did not arrive. */
  on?(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}
