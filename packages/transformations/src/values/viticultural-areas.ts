import { wordKey } from './reading.ts'
import { VITICULTURAL_AREA_LINES } from './viticultural-area-table.ts'

/** One American viticultural area (AVA). */
export interface ViticulturalArea {
  /** As the regulation writes it. */
  readonly name: string
  /** USPS codes of the states it lies in. */
  readonly states: readonly string[]
}

let areas: ReadonlyMap<string, ViticulturalArea> | null = null

function areasByKey(): ReadonlyMap<string, ViticulturalArea> {
  areas ??= new Map(
    Object.entries(VITICULTURAL_AREA_LINES).flatMap(([states, lines]) =>
      lines
        .split('\n')
        .filter((line) => line !== '')
        .flatMap((line) => {
          const [name = '', ...others] = line.split('|')
          const area = { name, states: states.split(' ') }
          return [name, ...others].map((spelling) => [areaKey(spelling), area] as const)
        }),
    ),
  )
  return areas
}

/** Accents, case, punctuation, an article and the short forms of saint and mount make no other area. */
function areaKey(text: string): string {
  return wordKey(text.normalize('NFD').replace(/[\u0300-\u036f]/g, ''))
    .replace(/^THE /, '')
    .replace(/\bMT\b/g, 'MOUNT')
    .replace(/\bST\b/g, 'SAINT')
    .replace(/\bSTA\b/g, 'SANTA')
}

/** The viticultural area of a name, whole; null when the table lacks it. */
export function viticulturalAreaNamed(name: string): ViticulturalArea | null {
  return areasByKey().get(areaKey(name)) ?? null
}

/** Every viticultural area of the table. */
export function listViticulturalAreas(): readonly ViticulturalArea[] {
  return [...new Set(areasByKey().values())]
}
