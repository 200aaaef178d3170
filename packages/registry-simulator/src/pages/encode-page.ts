/** What windows-1252 puts at 0x80 to 0x9F; null where it has nothing. */
const AT_0X80 = [...'€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ']
const BYTE_OF = new Map(AT_0X80.map((character, at) => [character, 0x80 + at]))

/** The bytes of a page as the registry sends it: declared ISO-8859-1, windows-1252 in practice. What it lacks becomes `¿`. */
export function encodePage(text: string): Buffer {
  const latin1 = text.replace(/[\u{100}-\u{10ffff}]/gu, (character) =>
    String.fromCharCode(BYTE_OF.get(character) ?? 0xbf),
  )
  return Buffer.from(latin1, 'latin1')
}
