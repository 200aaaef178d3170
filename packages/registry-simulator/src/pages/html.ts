const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as the registry escapes it: markup by name, other punctuation as hexadecimal entities. */
export function escapeText(text: string | null | undefined): string {
  return (text ?? '').replace(
    /[&<>"]|[/'()%:+\r\n]/g,
    (character) => NAMED[character] ?? `&#x${character.charCodeAt(0).toString(16)};`,
  )
}

/** `2024-02-29` as the registry prints dates: `02/29/2024`. */
export function usDate(date: string | null | undefined): string {
  const [year, month, day] = (date ?? '').split('-')
  return date ? `${month}/${day}/${year}` : ''
}
