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

/** `500 ms`, `42 s`, `3 min`, `2 h 5 min`, `12 days`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  const seconds = Math.round(ms / 1000)
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 72 ? `${hours} h ${minutes % 60} min` : `${formatCount(Math.round(hours / 24))} days`
}

/** `512 bytes`, `1.4 MB`, in powers of ten. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`
}
