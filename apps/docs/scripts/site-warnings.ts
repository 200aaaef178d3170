/** From now on, what is said as a warning; the function gives it. It is printed as well. */
export function catchWarnings(): () => readonly string[] {
  const warnings: string[] = []
  const warn = console.warn
  console.warn = (...words: unknown[]) => {
    warnings.push(words.map(String).join(' ').trim())
    warn(...words)
  }
  return () => warnings
}
