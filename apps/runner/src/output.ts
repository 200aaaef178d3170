import type { TextSink } from './effects.ts'

/** A line of progress: rewritten in place on a terminal, and not shown elsewhere, so that logs stay readable. */
export interface Progress {
  update(text: string): void
  done(): void
}

export function createProgress(sink: TextSink): Progress {
  let shown = 0
  const show = (text: string): void => {
    sink.write(`\r${text.padEnd(shown)}`)
    shown = text.length
  }
  if (!sink.isTTY) return { update() {}, done() {} }
  return {
    update: (text) => show(text.slice(0, (sink.columns ?? 80) - 1)),
    done() {
      if (shown > 0) sink.write(`\r${' '.repeat(shown)}\r`)
      shown = 0
    },
  }
}

/** `1,234`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `3 rows`, `1 row`. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

export function writeJsonLine(sink: TextSink, value: unknown): void {
  sink.write(`${JSON.stringify(value)}\n`)
}
