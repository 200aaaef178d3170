import { wordKey } from '../values/reading.ts'

/** The day the shipped code lists were taken from the registry, `YYYY-MM-DD`. A newer code can be real and not be in them. */
export const CODE_LIST_DATE = '2026-08-26'

/** Words of a code table compared: as {@link wordKey}, with one spelling of whisky. */
export function descriptionKey(text: string): string {
  return wordKey(text).replace(/WHISKEY/g, 'WHISKY')
}

/** The lines of one group of a code table. */
export function codeLines(lines: string): string[] {
  return lines.split('\n').filter((line) => line !== '')
}
