/** How far a name may be from the word that was typed, as a share of the longer of both. */
const NEAR = 0.5

/** The names most like a word, the most alike first: so that a message can say what was probably meant. */
export function nearestNames(word: string, names: readonly string[], max = 3): string[] {
  const typed = word.toLowerCase()
  return names
    .map((name) => {
      const lower = name.toLowerCase()
      const contains = typed.length > 2 && (lower.includes(typed) || typed.includes(lower))
      return { name, distance: contains ? 0.1 : editDistance(typed, lower) / Math.max(typed.length, lower.length) }
    })
    .filter(({ distance }) => distance <= NEAR)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, max)
    .map(({ name }) => name)
}

/** Characters to add, remove or replace to make one text of the other (Levenshtein). */
function editDistance(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let at = 1; at <= other.length; at++) {
      const replaced = (before[at - 1] as number) + (one[row - 1] === other[at - 1] ? 0 : 1)
      current.push(Math.min(replaced, (before[at] as number) + 1, (current[at - 1] as number) + 1))
    }
    before = current
  }
  return before[other.length] as number
}
